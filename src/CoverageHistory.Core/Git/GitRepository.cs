using CoverageHistory.Model;

namespace CoverageHistory.Git;

/// <summary>A repository as git sees it from a folder, which may lie in a linked work tree, in a submodule or in a bare repository.</summary>
internal sealed class GitRepository
{
    private const int FileListLimitBytes = 512 * 1024 * 1024;
    private const string BranchPrefix = "refs/heads/";

    private GitRepository(GitProgram git, GitConfiguration configuration)
    {
        Git = git;
        Configuration = configuration;
    }

    /// <summary>Top folder of the work tree, absolute, links resolved; null in a bare repository.</summary>
    public string? WorkTree { get; private init; }

    /// <summary>Git's folder of this work tree; absolute.</summary>
    public required string GitDirectory { get; init; }

    /// <summary>Git's folder that all work trees share; the same as <see cref="GitDirectory"/> but in a linked work tree.</summary>
    public required string CommonDirectory { get; init; }

    /// <summary>Parts of the history are not here.</summary>
    public bool IsShallow { get; private init; }

    /// <summary>Null on a detached head. Known before the first commit, too.</summary>
    public string? Branch { get; private init; }

    /// <summary>
    /// The folder that is the same from each work tree: the main one, or, where there is none, the bare repository. A submodule is a
    /// repository of its own.
    /// </summary>
    public string SharedRoot
    {
        get
        {
            if (WorkTree is not null && GitDirectory == CommonDirectory)
                return WorkTree;
            if (Path.GetFileName(CommonDirectory) == ".git")
                return Path.GetDirectoryName(CommonDirectory)!;
            // The main work tree of a submodule is named in its configuration.
            return Configuration.WorkTree is { } main ? Path.GetFullPath(main, CommonDirectory) : CommonDirectory;
        }
    }

    /// <summary>URL without credentials of <c>origin</c>, else of the branch's upstream, else of the only remote; else null.</summary>
    public string? Remote
    {
        get
        {
            var upstream = Branch is null ? null : Configuration[$"branch.{Branch}.remote"];
            var only = Configuration.Remotes.Count == 1 ? Configuration.Remotes[0] : null;
            var url = ((string?[])["origin", upstream, only])
                .Select(name => name is null ? null : Configuration[$"remote.{name}.url"])
                .FirstOrDefault(url => url is not null);
            return url is null ? null : RemoteUrl.WithoutCredentials(url);
        }
    }

    internal GitProgram Git { get; }

    /// <summary>Where git runs.</summary>
    private string Folder => WorkTree ?? GitDirectory;

    /// <summary>False where git could not say; there may be a commit all the same.</summary>
    private bool HasCommit { get; init; }

    internal GitConfiguration Configuration { get; }

    /// <summary>The repository around a folder.</summary>
    /// <param name="directory">Absolute; where it does not exist the nearest folder above it counts.</param>
    /// <param name="variables">The environment git is found and runs in.</param>
    /// <param name="problem">When there is none: why, with code COVH1004.</param>
    /// <returns>Null without git, outside a repository, and where git refuses the repository.</returns>
    /// <exception cref="GitException">Git could not be started.</exception>
    /// <exception cref="TimeoutException">Git did not answer in time.</exception>
    public static GitRepository? Discover(
        string directory, IReadOnlyDictionary<string, string> variables, CancellationToken cancellation, out Diagnostic? problem)
    {
        while (!Directory.Exists(directory) && Path.GetDirectoryName(directory) is { } parent)
            directory = parent;
        if (GitProgram.Find(variables) is not { } git)
        {
            problem = RepositoryProblem.NoGit();
            return null;
        }

        // Git takes GIT_DIR over the folder it stands in. Within the work tree that is named beside it that is what was asked for;
        // elsewhere it is left over from a hook, and only good where the folder itself belongs to no repository.
        if (!variables.ContainsKey("GIT_DIR") || NamesWorkTreeAround(directory, variables))
            return Discover(directory, git, cancellation, out problem);
        return Discover(directory, git.WithoutRepositoryVariables(), cancellation, out problem)
            ?? Discover(directory, git, cancellation, out problem);
    }

    /// <exception cref="GitException">Git failed.</exception>
    /// <exception cref="TimeoutException">Git did not answer in time.</exception>
    public GitState ReadState(CancellationToken cancellation)
    {
        using var log = CommitQuery.Start(Git, Folder, "HEAD");
        using var status = WorkTree is null ? null : WorkTreeChanges.Start(this);
        var output = log.WaitForOutput(cancellation);
        var head = Complete(output, cancellation);
        if (head is null && HasCommit)
            throw new GitException($"git log failed in '{Folder}': {output.Complaint}");
        if (status is null)
            return new GitState(head, IsDirty: false);
        var isDirty = ExistChanges(status, out var changed, cancellation);
        return new GitState(head, isDirty) { Changed = changed };
    }

    /// <param name="name">Whatever git takes for a commit: an object name, full or not, a branch, a tag, <c>HEAD~2</c>.</param>
    /// <returns>Null when git knows no such commit.</returns>
    /// <exception cref="GitException">Git could not be started.</exception>
    /// <exception cref="TimeoutException">Git did not answer in time.</exception>
    public Commit? FindCommit(string name, CancellationToken cancellation)
    {
        if (name.Length == 0 || name.Any(char.IsControl))
            return null;
        var sha = IsFullObjectName(name) ? name : Resolve(name, cancellation);
        if (sha is null)
            return null;
        using var log = CommitQuery.Start(Git, Folder, sha);
        return Complete(log.WaitForOutput(cancellation), cancellation);
    }

    /// <summary>Every commit that a branch or a tag leads to, the newest first.</summary>
    /// <exception cref="GitException">Git failed, or there are more than is reasonable.</exception>
    /// <exception cref="TimeoutException">Git did not answer in time.</exception>
    public IReadOnlyList<Commit> ListCommits(CancellationToken cancellation)
    {
        using var command = CommitQuery.StartAll(Git, Folder);
        var output = command.WaitForOutput(cancellation, FileListLimitBytes);
        return output.Succeeded ? [.. CommitQuery.ParseAll(output)] : throw new GitException($"git log failed in '{Folder}': {output.Complaint}");
    }

    /// <summary>What leads to a branch by first parents, in one call of git.</summary>
    /// <param name="branch">Null: what is checked out.</param>
    /// <param name="commits">More commits that are asked about; those without a full object name, and those git does not know, are left out.</param>
    /// <exception cref="GitException">Git failed.</exception>
    /// <exception cref="TimeoutException">Git did not answer in time.</exception>
    public FirstParents ReadFirstParents(string? branch, IEnumerable<string> commits, CancellationToken cancellation)
    {
        var isCheckedOut = branch is null || branch == Branch;
        var remote = (branch is null ? null : Configuration[$"branch.{branch}.remote"]) is { } configured && FirstParentQuery.IsBranchName(configured) ? configured : "origin";
        if ((branch is not null && !FirstParentQuery.IsBranchName(branch)) || (isCheckedOut && !HasCommit))
            return new FirstParents(null, new Dictionary<string, string?>(), IsShallow);
        using var command = FirstParentQuery.Start(Git, Folder, branch, isCheckedOut, remote, commits.Where(IsFullObjectName));
        var log = new FirstParentLog(FirstParentQuery.References(branch, isCheckedOut, remote), IsShallow);
        var output = command.WaitForLines(log.Take, FileListLimitBytes, cancellation);
        return output.Succeeded || output.IsTruncated
            ? log.ToFirstParents()
            : throw new GitException($"git log failed in '{Folder}': {output.Complaint}");
    }

    /// <summary>Which branches were not merged yet.</summary>
    /// <param name="into">The branch that others are merged into; null: what the remote calls its head.</param>
    /// <exception cref="GitException">Git failed, nobody says what the default branch is, or not all branches are fetched here.</exception>
    /// <exception cref="TimeoutException">Git did not answer in time.</exception>
    internal BranchList ListBranches(string? into, CancellationToken cancellation) => new BranchQuery(Git, Folder, Configuration.Remotes)
        .Read(into, IsShallow, cancellation);

    /// <summary>The tracked files with their content in the index; a file that was changed since holds something else.</summary>
    /// <exception cref="GitException">Git failed, or the list is beyond reason.</exception>
    /// <exception cref="TimeoutException">Git did not answer in time.</exception>
    public FileContents ListTrackedFiles(CancellationToken cancellation)
    {
        if (WorkTree is null)
            return FileContents.None;
        // The tags (-v) tell files that git was told not to look at, whose content in the index says nothing.
        using var command = Git.Start(WorkTree, "ls-files", "--stage", "-v", "-z");
        return FileContents.OfIndex(Listed(command, "ls-files", cancellation));
    }

    /// <summary>The files of a commit.</summary>
    /// <param name="sha">A full object name.</param>
    /// <exception cref="GitException">Git does not know it, failed, or the list is beyond reason.</exception>
    /// <exception cref="TimeoutException">Git did not answer in time.</exception>
    public FileContents ListFiles(string sha, CancellationToken cancellation)
    {
        if (!IsFullObjectName(sha))
            throw new GitException($"'{sha}' is no full object name");
        using var command = Git.Start(Folder, "ls-tree", "-r", "-z", "--full-tree", sha);
        return FileContents.OfTree(Listed(command, "ls-tree", cancellation));
    }

    /// <summary>What git would call the files' contents as they are now, filters and line ends as configured.</summary>
    /// <param name="paths">Relative to the work tree's top; of existing files.</param>
    /// <exception cref="GitException">Git failed.</exception>
    /// <exception cref="TimeoutException">Git did not answer in time.</exception>
    public IReadOnlyList<ContentId> HashFiles(IReadOnlyList<string> paths, CancellationToken cancellation)
    {
        using var command = Git.Start(Folder, "hash-object", ["--", .. paths]);
        var output = command.WaitForOutput(cancellation);
        var names = output.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return output.Succeeded && names.Length == paths.Count
            ? [.. names.Select(name => ContentId.Of(name))]
            : throw new GitException($"git hash-object failed in '{Folder}': {output.Complaint}");
    }

    internal static GitRepository? Discover(string directory, GitProgram git, CancellationToken cancellation, out Diagnostic? problem)
    {
        using var search = git.Start(
            directory, "rev-parse", "--path-format=absolute", "--is-bare-repository", "--is-shallow-repository", "--git-dir",
            "--git-common-dir", "--show-toplevel", "--symbolic-full-name", "HEAD");
        using var settings = GitConfiguration.Start(git, directory);

        var output = search.WaitForOutput(cancellation);
        // The lines before the first that cannot be answered: in a bare repository no top folder, before the first commit no HEAD.
        var answers = output.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (answers.Length < 4 || !Directory.Exists(answers[2]))
        {
            problem = RepositoryProblem.Of(directory, output);
            return null;
        }
        problem = null;
        var configuration = GitConfiguration.Parse(settings.WaitForOutput(cancellation));
        var head = output.Succeeded ? answers[^1] : null;
        return new GitRepository(git.WithSettings(configuration.WithoutLocalFilters), configuration)
        {
            WorkTree = answers.Length > 4 ? Path.GetFullPath(answers[4]) : null,
            IsShallow = answers[1] == "true",
            GitDirectory = Path.GetFullPath(answers[2]),
            CommonDirectory = Path.GetFullPath(answers[3]),
            HasCommit = head is not null,
            Branch = BranchOf(head ?? SymbolicHead(git, directory, cancellation)),
        };
    }

    private Commit? Complete(GitOutput log, CancellationToken cancellation)
    {
        var commit = CommitQuery.Parse(log);
        if (commit is null || commit.Parents.Count > 0 || !IsShallow)
            return commit;
        using var raw = CommitQuery.StartTrueParents(Git, Folder, commit.Sha);
        return commit with { Parents = CommitQuery.ParseTrueParents(raw.WaitForOutput(cancellation)) };
    }

    private GitOutput Listed(GitCommand command, string name, CancellationToken cancellation)
    {
        var output = command.WaitForOutput(cancellation, FileListLimitBytes);
        return output.Succeeded ? output : throw new GitException($"git {name} failed in '{Folder}': {output.Complaint}");
    }

    private bool? ExistChanges(GitCommand status, out IReadOnlyList<string>? changed, CancellationToken cancellation)
    {
        changed = null;
        try
        {
            return WorkTreeChanges.Exist(this, status, out changed, cancellation);
        }
        catch (TimeoutException)
        {
            // Looking at every file of a large work tree can take longer than anything else here is worth.
            return null;
        }
    }

    private string? Resolve(string name, CancellationToken cancellation)
    {
        using var command = Git.Start(Folder, "rev-parse", "--verify", "--quiet", "--end-of-options", $"{name}^{{commit}}");
        var output = command.WaitForOutput(cancellation);
        return output.Succeeded ? output.Text.Trim() : null;
    }

    private static string? SymbolicHead(GitProgram git, string directory, CancellationToken cancellation)
    {
        using var command = git.Start(directory, "symbolic-ref", "--quiet", "HEAD");
        var output = command.WaitForOutput(cancellation);
        return output.Succeeded ? output.Text.Trim() : null;
    }

    private static string? BranchOf(string? head) =>
        head is not null && head.StartsWith(BranchPrefix, StringComparison.Ordinal) ? head[BranchPrefix.Length..] : null;

    private static bool IsFullObjectName(string name) => name.Length is 40 or 64 && name.All(char.IsAsciiHexDigit);

    private static bool NamesWorkTreeAround(string directory, IReadOnlyDictionary<string, string> variables) =>
        variables.TryGetValue("GIT_WORK_TREE", out var workTree)
        && Path.IsPathFullyQualified(workTree) && Path.IsPathFullyQualified(variables["GIT_DIR"])
        && !Path.GetRelativePath(workTree, directory).StartsWith("..", StringComparison.Ordinal);
}
