namespace CoverageHistory.Git;

/// <summary>Finds out which branches were merged, from what is fetched: no remote is asked.</summary>
internal sealed class BranchQuery(GitProgram git, string directory, IReadOnlyList<string> remotes)
{
    private const string Local = "refs/heads/";
    private const string Tracked = "refs/remotes/";
    private const string Remote = "origin";
    private const string Head = Tracked + Remote + "/HEAD";

    /// <exception cref="GitException">Git failed, or cannot know.</exception>
    public BranchList Read(string? into, bool isShallow, CancellationToken cancellation)
    {
        if (isShallow)
            throw new GitException($"the clone in '{directory}' is shallow, so nobody knows here what was merged; fetch all of it (git fetch --unshallow)");
        using var heads = git.Start(directory, "symbolic-ref", "--quiet", Head);
        using var fetched = git.Start(directory, "config", "--get-all", $"remote.{Remote}.fetch");
        var prefix = Tracked + Remote + "/";
        var remoteHead = heads.WaitForOutput(cancellation) is { Succeeded: true } head && head.Text.Trim() is var named && named.StartsWith(prefix, StringComparison.Ordinal)
            ? named[prefix.Length..] : null;
        into ??= remoteHead ?? throw new GitException(
            $"nobody says in '{directory}' which branch others are merged into; set it: dotnet coverage-trend config set branch.default main");
        // Of a clone of one branch all others would look as if they were gone.
        if (remotes.Contains(Remote) && !fetched.WaitForOutput(cancellation).Text.Contains(Local + "*", StringComparison.Ordinal))
            throw new GitException($"the clone in '{directory}' does not fetch all branches, so nobody knows here which of them are gone");
        string[] candidates = [prefix + into, Local + into];
        foreach (var reference in candidates)
        {
            using var unmerged = git.Start(directory, "for-each-ref", "--no-merged=" + reference, "--format=%(refname)", Local, Tracked);
            if (unmerged.WaitForOutput(cancellation) is { Succeeded: true } output)
                return new BranchList(into, output.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(NameOf).ToHashSet(StringComparer.Ordinal));
        }
        throw new GitException($"there is no branch {into} in '{directory}'");
    }

    private string NameOf(string reference)
    {
        if (reference.StartsWith(Local, StringComparison.Ordinal))
            return reference[Local.Length..];
        var name = reference[Tracked.Length..];
        var remote = remotes.FirstOrDefault(one => name.StartsWith(one + "/", StringComparison.Ordinal));
        return remote is not null ? name[(remote.Length + 1)..] : name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..];
    }
}
