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

    /// <summary>Whether git would take the name for that of a branch and of nothing else.</summary>
    public static bool IsBranchName(string name) => name.Length > 0 && !name.StartsWith('-')
        && !name.Contains("..", StringComparison.Ordinal) && !name.Contains("@{", StringComparison.Ordinal)
        && !name.Any(c => c <= ' ' || c == '\u007f' || "~^:?*[\\".Contains(c, StringComparison.Ordinal));

    /// <summary>The branch's own first, that of its remote last.</summary>
    public static string[] References(string? branch, bool isCheckedOut, string remote) => branch is null
        ? [Head]
        : [isCheckedOut ? Head : "refs/heads/" + branch, $"refs/remotes/{remote}/{branch}"];
}
