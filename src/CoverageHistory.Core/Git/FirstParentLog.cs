using System.Text;

namespace CoverageHistory.Git;

/// <summary>What <see cref="FirstParentQuery"/> asked for, taken in line by line.</summary>
/// <param name="references">The branch's own first, that of its remote last.</param>
internal sealed class FirstParentLog(string[] references, bool isShallow)
{
    private readonly Dictionary<string, string?> _parentOf = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _tips = new(StringComparer.Ordinal);
    private string? _next;

    /// <param name="line">Of git's answer: the commit, its parents and the references to it, with NUL in between.</param>
    public void Take(ReadOnlySpan<byte> line)
    {
        int commitEnd = line.IndexOf((byte)0), parentsEnd = line.LastIndexOf((byte)0);
        if (commitEnd == parentsEnd)
            return;
        var parents = line[(commitEnd + 1)..parentsEnd];
        // Mostly the line after a commit is its parent.
        var commit = _next is not null && Ascii.Equals(line[..commitEnd], _next) ? _next : Encoding.UTF8.GetString(line[..commitEnd]);
        // The edge of a shallow clone looks like a root.
        if (parents.Length > 0 || !isShallow)
            _parentOf[commit] = _next = parents.Length == 0 ? null : Encoding.UTF8.GetString(parents.IndexOf((byte)' ') is >= 0 and var first ? parents[..first] : parents);
        if (parentsEnd + 1 == line.Length)
            return;
        foreach (var reference in Encoding.UTF8.GetString(line[(parentsEnd + 1)..]).Split([", ", " -> "], StringSplitOptions.RemoveEmptyEntries))
            _tips[reference] = commit;
    }

    /// <summary>After the last line.</summary>
    public FirstParents ToFirstParents()
    {
        var own = _tips.GetValueOrDefault(references[0]);
        var ofRemote = _tips.GetValueOrDefault(references[^1]);
        return new FirstParents(own is not null && ofRemote is not null && LeadsTo(ofRemote, own) ? ofRemote : own ?? ofRemote, _parentOf, isShallow);
    }

    private bool LeadsTo(string from, string to)
    {
        for (string? at = from; at is not null; at = _parentOf.GetValueOrDefault(at))
        {
            if (at == to)
                return true;
        }
        return false;
    }
}
