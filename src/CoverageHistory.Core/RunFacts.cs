using CoverageHistory.Environments;
using CoverageHistory.Git;
using CoverageHistory.Model;

namespace CoverageHistory;

/// <summary>
/// What a run is told by its surroundings. Each fact comes from the caller where the caller names it, else from CI where CI built the
/// very commit that is checked out, else from git.
/// </summary>
internal sealed record RunFacts
{
    public Commit? Commit { get; private init; }

    public string? Branch { get; private init; }

    public bool IsDirty { get; private init; }

    /// <summary>The commit is the one whose files stand in the work tree, committed or changed.</summary>
    public bool IsCheckedOut { get; private init; }

    /// <inheritdoc cref="GitState.Changed"/>
    public IReadOnlyList<string>? ChangedFiles { get; private init; }

    /// <summary>Without credentials.</summary>
    public string? Remote { get; private init; }

    public CiBuild? Ci { get; private init; }

    /// <summary>Null outside one.</summary>
    public GitRepository? Repository { get; private init; }

    /// <summary>What source paths are relative to: the top of the work tree, else the working directory.</summary>
    public required string Root { get; init; }

    public IReadOnlyList<Diagnostic> Diagnostics { get; private init; } = [];

    /// <param name="variables">The environment: CI's variables, and the one git is found and runs in.</param>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public static RunFacts Gather(RecordRequest request, IReadOnlyDictionary<string, string> variables, CancellationToken cancellation)
    {
        var ci = CiDetector.Detect(variables);
        var diagnostics = new List<Diagnostic>();
        GitRepository? repository = null;
        var state = new GitState(null, IsDirty: false) { Changed = null };
        try
        {
            repository = GitRepository.Discover(request.WorkingDirectory, variables, cancellation, out var problem);
            if (problem is not null && request.Commit is null)
                diagnostics.Add(problem);
            state = repository?.ReadState(cancellation) ?? state;
        }
        catch (Exception e) when (e is GitException or TimeoutException)
        {
            diagnostics.Add(Warning($"{e.Message}. What git would tell is missing from the run."));
        }
        if (state.IsDirty is null)
            diagnostics.Add(Warning("git status took too long, so it is not known whether files were changed; the run is recorded as unchanged."));

        var checkout = new Checkout(repository, state.Head, ci);
        var named = request.Commit ?? checkout.CommitOfCi;
        var commit = named is null ? state.Head : Find(repository, named, state.Head, isGiven: request.Commit is not null, diagnostics, cancellation);
        var isCheckedOut = request.Commit is null || commit?.Sha == state.Head?.Sha;
        return new RunFacts
        {
            Commit = request.Parents is { } parents && commit is not null ? commit with { Parents = parents } : commit,
            Branch = request.Branch ?? (checkout.IsOfCi ? ci?.Branch ?? repository?.Branch : repository?.Branch ?? ci?.Branch),
            // Changes belong to what is checked out, not to another commit that somebody names.
            IsDirty = state.IsDirty == true && isCheckedOut,
            IsCheckedOut = isCheckedOut,
            ChangedFiles = state.Changed,
            Remote = repository?.Remote,
            Ci = Override(ci?.Build, request),
            Repository = repository,
            Root = repository?.WorkTree ?? request.WorkingDirectory,
            Diagnostics = diagnostics,
        };
    }

    private static Commit Find(
        GitRepository? repository, string name, Commit? head, bool isGiven, List<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        if (name == head?.Sha)
            return head;
        if (repository is null)
            return new Commit(name);
        try
        {
            if (repository.FindCommit(name, cancellation) is { } commit)
                return commit;
        }
        catch (Exception e) when (e is GitException or TimeoutException)
        {
            diagnostics.Add(Warning($"{e.Message}."));
        }
        var why = repository.IsShallow ? " This clone is shallow; with more history (fetch-depth: 0) git would know it." : "";
        diagnostics.Add(new(DiagnosticCode.UnknownCommit, isGiven ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info,
            $"git does not know the commit '{name}' here, so its parents, time and subject are missing from the run.{why}"));
        return new Commit(name);
    }

    private static CiBuild? Override(CiBuild? build, RecordRequest request)
    {
        if (request is { PullRequest: null, BaseBranch: null, Build: null })
            return Redact(build);
        return Redact((build ?? new CiBuild("ci")) with
        {
            PullRequest = request.PullRequest ?? build?.PullRequest,
            BaseBranch = request.BaseBranch ?? build?.BaseBranch,
            BuildId = request.Build ?? build?.BuildId,
        });
    }

    private static CiBuild? Redact(CiBuild? build) =>
        build?.BuildUrl is { } url ? build with { BuildUrl = RemoteUrl.Redact(url) } : build;

    private static Diagnostic Warning(string message) => new(DiagnosticCode.NoGit, DiagnosticSeverity.Warning, message);

    /// <summary>
    /// Whether the folder holds what CI built. A job may check out something else, such as the commits of a bisection, or work in
    /// another repository; then CI's facts are not about it.
    /// </summary>
    private sealed class Checkout
    {
        public Checkout(GitRepository? repository, Commit? head, CiFacts? ci)
        {
            var newest = ci?.HeadCommit ?? ci?.CheckoutCommit;
            // A merge made for the pull request, by CI's server or by its agent, stands for the pull request's newest commit.
            var isMerge = ci?.Build.PullRequest is not null && newest is not null && head?.Parents.Contains(newest) == true;
            IsOfCi = newest is not null && (repository is null || head?.Sha == newest || (head is not null && head.Sha == ci?.CheckoutCommit) || isMerge);
            CommitOfCi = IsOfCi ? newest : null;
        }

        public bool IsOfCi { get; }

        public string? CommitOfCi { get; }
    }
}
