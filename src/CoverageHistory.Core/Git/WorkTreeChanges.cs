namespace CoverageHistory.Git;

/// <summary>
/// Whether tracked files differ from the head commit, staged or not. Submodules are looked into from here, one by one, as git would:
/// were <c>git status</c> to do it by itself, it would run the content filters that a submodule's configuration names.
/// </summary>
internal static class WorkTreeChanges
{
    /// <summary>Submodules within submodules, at most so deep; a guard against folders that contain themselves through links.</summary>
    private const int DepthLimit = 16;

    public static GitCommand Start(GitRepository repository) => repository.Git.Start(
        repository.WorkTree!, "status", "--porcelain=v2", "-z", "--untracked-files=no", "--no-renames", "--no-ahead-behind",
        "--ignore-submodules=dirty");

    /// <summary>Finishes what <see cref="Start"/> began.</summary>
    /// <param name="changed">Paths whose work tree differs from the index, without what is in submodules; null when there are too many to list.</param>
    /// <exception cref="GitException">Git failed.</exception>
    public static bool Exist(GitRepository repository, GitCommand status, out IReadOnlyList<string>? changed, CancellationToken cancellation)
    {
        var output = status.WaitForOutput(cancellation);
        var unstaged = Array.FindAll(Entries(output), IsUnstaged);
        changed = output.IsTruncated ? null : unstaged.Length == 0 ? [] : Array.ConvertAll(unstaged, PathOf);
        return Exist(repository, output, depth: 0, cancellation);
    }

    private static bool Exist(GitRepository repository, GitOutput output, int depth, CancellationToken cancellation)
    {
        if (output.ExitCode != 0 && !output.IsTruncated)
            throw new GitException($"git status failed in '{repository.WorkTree}': {output.Complaint}");
        var entries = Entries(output);
        if (entries.Length == 0)
            return ExistInSubmodules(repository, Submodules(repository, cancellation), depth, cancellation);
        if (entries.Any(entry => !IsSubmodule(entry)))
            return true;

        var submodules = Submodules(repository, cancellation);
        var ignored = submodules.Where(submodule => submodule.Ignore == "all").Select(submodule => submodule.Path).ToHashSet();
        return entries.Any(entry => IsStaged(entry) || !ignored.Contains(PathOf(entry)))
            || ExistInSubmodules(repository, submodules, depth, cancellation);
    }

    private static bool ExistInSubmodules(
        GitRepository repository, IReadOnlyList<Submodule> submodules, int depth, CancellationToken cancellation)
    {
        foreach (var submodule in submodules.Where(submodule => submodule.Ignore is not ("all" or "dirty")))
        {
            var folder = Path.Combine(repository.WorkTree!, submodule.Path);
            // Without its own .git it is not checked out, and git would find the repository around it.
            if (depth == DepthLimit || !Path.Exists(Path.Combine(folder, ".git")))
                continue;
            var inner = GitRepository.Discover(folder, repository.Git.WithoutRepositoryVariables(), cancellation, out _);
            if (inner?.WorkTree is null)
                continue;
            using var status = Start(inner);
            if (Exist(inner, status.WaitForOutput(cancellation), depth + 1, cancellation))
                return true;
        }
        return false;
    }

    private static IReadOnlyList<Submodule> Submodules(GitRepository repository, CancellationToken cancellation)
    {
        if (!File.Exists(Path.Combine(repository.WorkTree!, ".gitmodules")))
            return [];
        using var command = GitConfiguration.StartFile(repository.Git, repository.WorkTree!, ".gitmodules");
        var modules = GitConfiguration.Parse(command.WaitForOutput(cancellation));
        var everywhere = repository.Configuration["diff.ignoresubmodules"];
        return
        [
            .. from module in modules.List("submodule", "path")
               let path = module.Value
               where !Path.IsPathRooted(path) && !path.Split('/', '\\').Contains("..")
               let key = $"submodule.{module.Subsection}.ignore"
               select new Submodule(path, repository.Configuration[key] ?? modules[key] ?? everywhere),
        ];
    }

    /// <summary>Of an entry <c>1 XY sub …</c>, where <c>sub</c> begins with S for a submodule.</summary>
    private static bool IsSubmodule(string entry) => entry is ['1', ' ', _, _, ' ', 'S', ..];

    private static bool IsStaged(string entry) => entry[2] != '.';

    private static bool IsUnstaged(string entry) => entry is ['1' or 'u', ' ', _, not '.', ..];

    /// <summary>The ninth field of such an entry, the eleventh of an unmerged one (<c>u XY …</c>).</summary>
    private static string PathOf(string entry) => entry.Split(' ', entry[0] == 'u' ? 11 : 9)[^1];

    /// <summary>Without lines of comment, which come where the user configured them (status.showStash).</summary>
    private static string[] Entries(GitOutput output) => [.. output.SplitByNul().Where(entry => entry[0] != '#')];

    private sealed record Submodule(string Path, string? Ignore);
}
