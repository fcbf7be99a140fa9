using System.Text;

namespace CoverageHistory.Git;

/// <summary>First parents of many commits, in one call of git.</summary>
internal static class FirstParentQuery
{
    /// <summary>Some decades of a busy project; a history that is longer is followed as far as this.</summary>
    private const int MostCommits = 50_000;

    /// <summary>A command line has its limits.</summary>
    public const int MostAsked = 100;

    private const string Head = "HEAD";

    /// <param name="branch">Null: what is checked out.</param>
    /// <param name="remote">The branch's remote.</param>
    /// <param name="commits">Full object names; those that git does not know are left out.</param>
    public static GitCommand Start(GitProgram git, string directory, string? branch, bool isCheckedOut, string remote, IEnumerable<string> commits)
    {
        var references = References(branch, isCheckedOut, remote);
        // Branch and remote come from outside, but a full reference is no option and, without the characters of ranges, no other revision.
        return git.Start(directory, "log", [
            "--first-parent", $"--max-count={MostCommits}", "--ignore-missing", "--no-show-signature", "--no-color", "--no-notes", "--decorate=full",
            .. references.Select(reference => "--decorate-refs=" + reference),
            "--format=%H%x00%P%x00%D", "--end-of-options", .. references, .. commits.Take(MostAsked), "--",
        ]);
    }

    public static FirstParents Parse(GitOutput output, string? branch, bool isCheckedOut, string remote, bool isShallow)
    {
        var bytes = output.Bytes.AsSpan();
        // A line has some 80 bytes. Sized at once: growing would take more memory than everything else here.
        var parentOf = new Dictionary<string, string?>(bytes.Length / 80, StringComparer.Ordinal);
        var tips = new Dictionary<string, string>(StringComparer.Ordinal);
        string? next = null;
        while (bytes.IndexOf((byte)'\n') is >= 0 and var end)
        {
            var line = bytes[..end];
            bytes = bytes[(end + 1)..];
            int commitEnd = line.IndexOf((byte)0), parentsEnd = line.LastIndexOf((byte)0);
            if (commitEnd == parentsEnd)
                continue;
            var parents = line[(commitEnd + 1)..parentsEnd];
            // Mostly the line after a commit is its parent.
            var commit = next is not null && Ascii.Equals(line[..commitEnd], next) ? next : Encoding.UTF8.GetString(line[..commitEnd]);
            // The edge of a shallow clone looks like a root.
            if (parents.Length > 0 || !isShallow)
                parentOf[commit] = next = parents.Length == 0 ? null : Encoding.UTF8.GetString(parents.IndexOf((byte)' ') is >= 0 and var first ? parents[..first] : parents);
            if (parentsEnd + 1 == line.Length)
                continue;
            foreach (var reference in Encoding.UTF8.GetString(line[(parentsEnd + 1)..]).Split([", ", " -> "], StringSplitOptions.RemoveEmptyEntries))
                tips[reference] = commit;
        }
        var found = References(branch, isCheckedOut, remote).Select(tips.GetValueOrDefault).ToList();
        var tip = found[0] is { } local && found[^1] is { } tracked && LeadsTo(tracked, local, parentOf) ? tracked : found[0] ?? found[^1];
        return new FirstParents(tip, parentOf, isShallow);
    }

    /// <summary>Whether git would take the name for that of a branch and of nothing else.</summary>
    public static bool IsBranchName(string name) => name.Length > 0 && !name.StartsWith('-')
        && !name.Contains("..", StringComparison.Ordinal) && !name.Contains("@{", StringComparison.Ordinal)
        && !name.Any(c => c <= ' ' || c == '\u007f' || "~^:?*[\\".Contains(c, StringComparison.Ordinal));

    /// <summary>The branch's own first, that of its remote last.</summary>
    private static string[] References(string? branch, bool isCheckedOut, string remote) => branch is null
        ? [Head]
        : [isCheckedOut ? Head : "refs/heads/" + branch, $"refs/remotes/{remote}/{branch}"];

    private static bool LeadsTo(string from, string to, Dictionary<string, string?> parentOf)
    {
        for (string? at = from; at is not null; at = parentOf.GetValueOrDefault(at))
        {
            if (at == to)
                return true;
        }
        return false;
    }
}
