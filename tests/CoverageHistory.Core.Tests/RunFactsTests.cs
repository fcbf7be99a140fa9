using CoverageHistory.Model;
using CoverageHistory.TestKit;

namespace CoverageHistory.Core.Tests;

public sealed class RunFactsTests
{
    private const string Unknown = "0123456789012345678901234567890123456789";

    /// <summary>What the build server these tests run on says of itself would be taken for the repository's.</summary>
    private static readonly string[] CiVariables =
    [
        "CI", "GITHUB_ACTIONS", "TF_BUILD", "GITLAB_CI", "JENKINS_URL", "TEAMCITY_VERSION", "APPVEYOR", "CIRCLECI", "BITBUCKET_BUILD_NUMBER", "TRAVIS",
    ];

    [Fact]
    public void On_a_developers_machine_git_says_it_all()
    {
        using var repository = new TemporaryRepository();
        repository.Write("src/a.txt", "a");
        var sha = repository.Commit("First");
        repository.Git("remote", "add", "origin", "https://user:secret@host/r.git");
        repository.Write("src/a.txt", "changed");

        var facts = Gather(repository, new() { WorkingDirectory = repository["src"], Sessions = [] });

        Assert.Equal((sha, "First", "main", true), (facts.Commit?.Sha, facts.Commit?.Subject, facts.Branch, facts.IsDirty));
        Assert.Equal(("https://host/r.git", null, repository.Root), (facts.Remote, facts.Ci, facts.Root));
        Assert.Empty(facts.Diagnostics);
    }

    [Fact]
    public void The_merge_commit_of_a_pull_request_stands_for_its_newest_commit()
    {
        using var repository = new TemporaryRepository();
        var (head, merge) = CheckOutMerge(repository);

        var facts = Gather(repository, variables: GitHubPullRequest(repository, head, merge));

        Assert.Equal((head, "Head", "feature"), (facts.Commit?.Sha, facts.Commit?.Subject, facts.Branch));
        Assert.Equal(("12", "main"), (facts.Ci?.PullRequest, facts.Ci?.BaseBranch));
        Assert.Empty(facts.Diagnostics);
    }

    [Fact]
    public void In_a_shallow_merge_checkout_only_the_name_of_the_newest_commit_is_known()
    {
        using var repository = new TemporaryRepository();
        var (head, merge) = CheckOutMerge(repository);
        var clone = repository.Around["clone"];
        repository.Git("update-ref", "refs/pull/12/merge", merge);
        repository.GitIn(repository.Around.Path, "init", "--quiet", clone);
        repository.GitIn(clone, "fetch", "--quiet", "--depth=1", $"file://{repository.Root}", "refs/pull/12/merge");
        repository.GitIn(clone, "checkout", "--quiet", "FETCH_HEAD");

        var facts = Gather(repository, new() { WorkingDirectory = clone, Sessions = [] }, GitHubPullRequest(repository, head, merge));

        Assert.Equal((head, null, "feature"), (facts.Commit?.Sha, facts.Commit?.Subject, facts.Branch));
        Assert.Empty(facts.Commit!.Parents);
        var diagnostic = Assert.Single(facts.Diagnostics);
        Assert.Equal(("COVH1008", DiagnosticSeverity.Info), (diagnostic.Code, diagnostic.Severity));
        Assert.Contains("fetch-depth", diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_merge_that_the_agent_made_stands_for_the_newest_commit_too()
    {
        using var repository = new TemporaryRepository();
        var (head, _) = CheckOutMerge(repository);

        var facts = Gather(repository, variables:
        [
            ("BITBUCKET_BUILD_NUMBER", "3"), ("BITBUCKET_COMMIT", head), ("BITBUCKET_BRANCH", "feature"), ("BITBUCKET_PR_ID", "12"),
        ]);

        Assert.Equal((head, "feature"), (facts.Commit?.Sha, facts.Branch));
    }

    [Fact]
    public void CI_names_the_branch_of_a_detached_head()
    {
        using var repository = new TemporaryRepository();
        var sha = repository.Commit();
        repository.Git("checkout", "--quiet", "--detach");

        var facts = Gather(repository, variables: [("GITLAB_CI", "true"), ("CI_COMMIT_SHA", sha), ("CI_COMMIT_BRANCH", "trunk")]);

        Assert.Equal((sha, "trunk", "gitlab"), (facts.Commit?.Sha, facts.Branch, facts.Ci?.Provider));
    }

    [Fact]
    public void A_job_that_checks_out_an_older_commit_records_that_one()
    {
        using var repository = new TemporaryRepository();
        var first = repository.Commit("First");
        var second = repository.Commit("Second");
        repository.Git("checkout", "--quiet", first);

        var facts = Gather(repository, variables: [("GITLAB_CI", "true"), ("CI_COMMIT_SHA", second), ("CI_COMMIT_BRANCH", "trunk")]);

        Assert.Equal((first, "trunk"), (facts.Commit?.Sha, facts.Branch));
    }

    [Fact]
    public void Another_repository_within_a_job_keeps_its_own_commit_and_branch()
    {
        using var repository = new TemporaryRepository(branch: "its-own");
        (string, string?)[] ci = [("GITLAB_CI", "true"), ("CI_COMMIT_SHA", Unknown), ("CI_COMMIT_BRANCH", "trunk")];
        Assert.Equal((null, "its-own"), (Gather(repository, variables: ci).Commit, Gather(repository, variables: ci).Branch));

        var sha = repository.Commit();
        Assert.Equal((sha, "its-own"), (Gather(repository, variables: ci).Commit?.Sha, Gather(repository, variables: ci).Branch));
    }

    [Fact]
    public void Without_git_CI_still_names_commit_and_branch()
    {
        using var repository = new TemporaryRepository();

        var facts = Gather(repository, variables: [("PATH", ""), ("GITLAB_CI", "true"), ("CI_COMMIT_SHA", Unknown), ("CI_COMMIT_BRANCH", "trunk")]);

        Assert.Equal((Unknown, "trunk", null, false), (facts.Commit?.Sha, facts.Branch, facts.Remote, facts.IsDirty));
        Assert.Equal(["COVH1004"], facts.Diagnostics.Select(diagnostic => diagnostic.Code));
    }

    [Fact]
    public void What_the_caller_names_wins_over_everything()
    {
        using var repository = new TemporaryRepository();
        var first = repository.Commit("First");
        repository.Write("a.txt", "a");
        var second = repository.Commit("Second");
        repository.Write("a.txt", "changed");

        var facts = Gather(
            repository,
            new()
            {
                WorkingDirectory = repository.Root,
                Sessions = [],
                Commit = "HEAD~1",
                Parents = [Unknown],
                Branch = "given",
                BaseBranch = "base",
                PullRequest = "9",
                Build = "b",
            },
            [("GITLAB_CI", "true"), ("CI_COMMIT_SHA", second), ("CI_COMMIT_BRANCH", "trunk"), ("CI_PIPELINE_ID", "1"), ("CI_JOB_ID", "2")]);

        Assert.Equal((first, "First", "given"), (facts.Commit?.Sha, facts.Commit?.Subject, facts.Branch));
        Assert.Equal([Unknown], facts.Commit!.Parents);
        Assert.Equal(new CiBuild("gitlab") { BuildId = "b", JobId = "2", PullRequest = "9", BaseBranch = "base" }, facts.Ci);
        Assert.False(facts.IsDirty);
    }

    [Fact]
    public void The_head_commit_named_by_the_caller_is_as_dirty_as_the_work_tree()
    {
        using var repository = new TemporaryRepository();
        repository.Write("a.txt", "a");
        repository.Commit();
        repository.Write("a.txt", "changed");

        Assert.True(Gather(repository, new() { WorkingDirectory = repository.Root, Sessions = [], Commit = "main" }).IsDirty);
    }

    [Fact]
    public void A_commit_that_git_does_not_know_stays_as_it_was_given()
    {
        using var repository = new TemporaryRepository();
        repository.Commit();

        var facts = Gather(repository, new() { WorkingDirectory = repository.Root, Sessions = [], Commit = "r4711" });

        Assert.Equal("r4711", facts.Commit?.Sha);
        var diagnostic = Assert.Single(facts.Diagnostics);
        Assert.Equal(("COVH1008", DiagnosticSeverity.Warning), (diagnostic.Code, diagnostic.Severity));
        Assert.Contains("'r4711'", diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Outside_a_repository_a_named_commit_is_no_reason_to_warn()
    {
        using var repository = new TemporaryRepository();
        var outside = repository.Around.CreateSubdirectory("outside");

        var named = Gather(repository, new() { WorkingDirectory = outside, Sessions = [], Commit = "r4711", Branch = "trunk", PullRequest = "3" });
        Assert.Equal(("r4711", "trunk", outside, new CiBuild("ci") { PullRequest = "3" }), (named.Commit?.Sha, named.Branch, named.Root, named.Ci));
        Assert.Empty(named.Diagnostics);

        var unnamed = Gather(repository, new() { WorkingDirectory = outside, Sessions = [] });
        Assert.Null(unnamed.Commit);
        Assert.Equal(["COVH1004"], unnamed.Diagnostics.Select(diagnostic => diagnostic.Code));
    }

    [Fact]
    public void A_password_in_the_build_url_does_not_come_along()
    {
        using var repository = new TemporaryRepository();

        var facts = Gather(repository, variables: [("JENKINS_URL", "x"), ("BUILD_URL", "https://user:secret@jenkins.example/job/1/")]);

        Assert.Equal("https://jenkins.example/job/1/", facts.Ci?.BuildUrl);
    }

    [UnixFact]
    public void A_git_that_fails_costs_its_facts_and_nothing_else()
    {
        using var repository = new TemporaryRepository();
        var git = repository.Around.Write("bin/git", "#!/no/such/interpreter\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(git, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        var facts = Gather(repository, variables: [("PATH", repository.Around["bin"])]);

        Assert.Null(facts.Commit);
        Assert.Equal(["COVH1004"], facts.Diagnostics.Select(diagnostic => diagnostic.Code));
    }

    [Fact]
    public void A_caller_that_gave_up_gets_no_facts()
    {
        using var repository = new TemporaryRepository();
        var request = new RecordRequest { WorkingDirectory = repository.Root, Sessions = [] };

        Assert.ThrowsAny<OperationCanceledException>(() => RunFacts.Gather(request, repository.Variables(), new CancellationToken(canceled: true)));
    }

    private static (string Head, string Merge) CheckOutMerge(TemporaryRepository repository)
    {
        repository.Commit("Base");
        repository.Git("checkout", "--quiet", "-b", "feature");
        var head = repository.Commit("Head");
        repository.Git("checkout", "--quiet", "main");
        repository.Commit("Next");
        repository.Git("checkout", "--quiet", "--detach");
        repository.Git("merge", "--quiet", "--no-ff", "-m", "Merge", "feature");
        return (head, repository.Git("rev-parse", "HEAD"));
    }

    private static (string, string?)[] GitHubPullRequest(TemporaryRepository repository, string head, string merge)
    {
        var path = repository.Around.Write("event.json", $$"""
            {"pull_request":{"number":12,
             "head":{"ref":"feature","sha":"{{head}}","repo":{"full_name":"o/r"} },
             "base":{"ref":"main","repo":{"full_name":"o/r"} } } }
            """);
        return
        [
            ("GITHUB_ACTIONS", "true"), ("GITHUB_EVENT_NAME", "pull_request"), ("GITHUB_REF", "refs/pull/12/merge"), ("GITHUB_SHA", merge), ("GITHUB_EVENT_PATH", path),
        ];
    }

    private static RunFacts Gather(TemporaryRepository repository, RecordRequest? request = null, params (string, string?)[] variables) => RunFacts.Gather(
        request ?? new RecordRequest { WorkingDirectory = repository.Root, Sessions = [] },
        repository.Variables([.. CiVariables.Select(name => (name, (string?)null)), .. variables]),
        CancellationToken.None);
}
