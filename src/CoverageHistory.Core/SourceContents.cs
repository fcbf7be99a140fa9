using CoverageHistory.Git;
using CoverageHistory.Model;

namespace CoverageHistory;

/// <summary>What each source file held when the tests ran, as far as git tells it for sure.</summary>
/// <param name="tracked">Null where unknown.</param>
internal sealed class SourceContents(RunFacts facts, FileContents? tracked)
{
    /// <summary>Windows takes a command line of 32,767 characters.</summary>
    private const int LongestCommandLine = 24_000;

    /// <summary>Whether the file surely is another than the one that was covered, or is gone; false where nobody can tell.</summary>
    public bool HasChanged(FileCoverage file)
    {
        if (!facts.IsCheckedOut || tracked is null || file.Path.IsOutside || !file.Content.IsKnown)
            return false;
        var now = tracked[file.Path.Value];
        return now != file.Content || facts.ChangedFiles?.Contains(file.Path.Value) == true;
    }

    /// <summary>The sessions with the content of each file.</summary>
    public List<Session> Identify(List<Session> sessions, CancellationToken cancellation)
    {
        try
        {
            if (FindContents(cancellation) is not { } contents)
                return sessions;
            var changed = facts.IsCheckedOut ? HashChanged(sessions, cancellation) : [];
            return sessions.ConvertAll(session => session.Coverage is not { } files ? session : session with
            {
                Coverage = Array.ConvertAll([.. files], file =>
                    file.Holding(changed.TryGetValue(file.Path.Value, out var hashed) ? ContentId.Of(hashed) : contents[file.Path.Value])),
            });
        }
        catch (Exception e) when (e is GitException or TimeoutException)
        {
            // What git does not tell stays unknown; the run is as good without it, but for telling chance from change.
            return sessions;
        }
    }

    /// <summary>Null where nothing can be said.</summary>
    private FileContents? FindContents(CancellationToken cancellation)
    {
        if (facts.IsCheckedOut)
            return facts.ChangedFiles is null ? null : tracked;
        return facts is { Repository: { } repository, Commit: { } commit } ? repository.ListFiles(commit.Sha, cancellation) : null;
    }

    /// <summary>Of the changed files that a report names, path and content; an unknown content is an empty text.</summary>
    private Dictionary<string, string> HashChanged(List<Session> sessions, CancellationToken cancellation)
    {
        var contents = new Dictionary<string, string>(StringComparer.Ordinal);
        if (facts.ChangedFiles is not { Count: > 0 } changedFiles || facts.Repository is not { WorkTree: { } top } repository)
            return contents;
        foreach (var path in changedFiles)
            contents[path] = "";
        var named = sessions.SelectMany(session => session.Coverage ?? []).Select(file => file.Path.Value)
            .Where(path => contents.ContainsKey(path) && IsFile(Path.Combine(top, path))).Distinct(StringComparer.Ordinal).ToList();
        var length = 0;
        foreach (var path in named)
            length += path.Length + 3;
        if (named.Count == 0 || length > LongestCommandLine)
            return contents;
        var hashed = repository.HashFiles(named, cancellation);
        for (var i = 0; i < named.Count; i++)
            contents[named[i]] = hashed[i].ToString();
        return contents;
    }

    /// <summary>A link's content is the path it leads to, for git.</summary>
    private static bool IsFile(string path) => new FileInfo(path) is { Exists: true, LinkTarget: null };
}
