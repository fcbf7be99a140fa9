using CoverageHistory.Environments;
using CoverageHistory.Model;
using CoverageHistory.TestKit;

namespace CoverageHistory.Core.Tests.Environments;

public sealed class CiDetectorTests
{
    private const string Checkout = "1111111111111111111111111111111111111111";
    private const string Head = "2222222222222222222222222222222222222222";

    /// <summary>Name of the case, variables, and what is to be made of them.</summary>
    private static readonly (string Name, string Variables, CiFacts Expected)[] Cases =
    [
        ("GitHub, push", $"""
            CI=true
            GITHUB_ACTIONS=true
            GITHUB_EVENT_NAME=push
            GITHUB_REF=refs/heads/feature/größe
            GITHUB_SHA={Checkout}
            GITHUB_HEAD_REF=
            GITHUB_BASE_REF=
            GITHUB_RUN_ID=42
            GITHUB_RUN_ATTEMPT=1
            GITHUB_JOB=test
            GITHUB_SERVER_URL=https://github.com
            GITHUB_REPOSITORY=owner/name
            """,
            new CiFacts(new CiBuild("github-actions") { BuildId = "42", JobId = "test", BuildUrl = "https://github.com/owner/name/actions/runs/42" })
            {
                CheckoutCommit = Checkout, Branch = "feature/größe",
            }),
        ("GitHub, tag, second attempt", $"""
            GITHUB_ACTIONS=true
            GITHUB_REF=refs/tags/v1
            GITHUB_SHA={Checkout}
            GITHUB_RUN_ID=42
            GITHUB_RUN_ATTEMPT=2
            GITHUB_SERVER_URL=https://github.com
            GITHUB_REPOSITORY=owner/name
            """,
            new CiFacts(new CiBuild("github-actions") { BuildId = "42-2", BuildUrl = "https://github.com/owner/name/actions/runs/42/attempts/2" })
            {
                CheckoutCommit = Checkout,
            }),
        ("GitHub, pull request without its event file", $"""
            GITHUB_ACTIONS=true
            GITHUB_EVENT_NAME=pull_request
            GITHUB_REF=refs/pull/12/merge
            GITHUB_SHA={Checkout}
            GITHUB_HEAD_REF=feature
            GITHUB_BASE_REF=main
            GITHUB_EVENT_PATH=/no/such/file
            """,
            new CiFacts(new CiBuild("github-actions") { PullRequest = "12", BaseBranch = "main" }) { CheckoutCommit = Checkout, Branch = "feature" }),
        ("Azure, push", $"""
            TF_BUILD=True
            BUILD_BUILDID=7
            BUILD_SOURCEBRANCH=refs/heads/main
            BUILD_SOURCEVERSION={Checkout}
            SYSTEM_JOBID=12f1170f-54f2-53f3-20dd-22fc7dff55f9
            SYSTEM_COLLECTIONURI=https://dev.azure.com/org/
            SYSTEM_TEAMPROJECT=My Project
            """,
            new CiFacts(new CiBuild("azure-pipelines")
            {
                BuildId = "7", JobId = "12f1170f-54f2-53f3-20dd-22fc7dff55f9",
                BuildUrl = "https://dev.azure.com/org/My%20Project/_build/results?buildId=7",
            })
            {
                CheckoutCommit = Checkout, Branch = "main",
            }),
        ("Azure, pull request", $"""
            TF_BUILD=True
            BUILD_BUILDID=7
            BUILD_SOURCEBRANCH=refs/pull/12/merge
            BUILD_SOURCEVERSION={Checkout}
            SYSTEM_PULLREQUEST_PULLREQUESTID=12
            SYSTEM_PULLREQUEST_SOURCEBRANCH=refs/heads/users/ann/feature
            SYSTEM_PULLREQUEST_TARGETBRANCH=refs/heads/main
            SYSTEM_PULLREQUEST_SOURCECOMMITID={Head}
            SYSTEM_PULLREQUEST_ISFORK=False
            """,
            new CiFacts(new CiBuild("azure-pipelines") { BuildId = "7", PullRequest = "12", BaseBranch = "main" })
            {
                CheckoutCommit = Checkout, HeadCommit = Head, Branch = "users/ann/feature",
            }),
        ("Azure, pull request from a fork on GitHub", $"""
            TF_BUILD=True
            BUILD_SOURCEBRANCH=refs/pull/12/merge
            BUILD_SOURCEVERSION={Checkout}
            SYSTEM_PULLREQUEST_PULLREQUESTID=998877665
            SYSTEM_PULLREQUEST_PULLREQUESTNUMBER=12
            SYSTEM_PULLREQUEST_SOURCEBRANCH=main
            SYSTEM_PULLREQUEST_TARGETBRANCH=main
            SYSTEM_PULLREQUEST_SOURCECOMMITID={Head}
            SYSTEM_PULLREQUEST_ISFORK=True
            SYSTEM_PULLREQUEST_SOURCEREPOSITORYURI=https://github.com/stranger/name
            """,
            new CiFacts(new CiBuild("azure-pipelines") { PullRequest = "12", BaseBranch = "main" })
            {
                CheckoutCommit = Checkout, HeadCommit = Head, Branch = "stranger:main",
            }),
        ("GitLab, branch", $"""
            GITLAB_CI=true
            CI=true
            CI_PIPELINE_ID=100
            CI_JOB_ID=200
            CI_PIPELINE_URL=https://gitlab.com/group/name/-/pipelines/100
            CI_JOB_URL=https://gitlab.com/group/name/-/jobs/200
            CI_COMMIT_SHA={Checkout}
            CI_COMMIT_BRANCH=main
            CI_COMMIT_REF_NAME=main
            """,
            new CiFacts(new CiBuild("gitlab") { BuildId = "100", JobId = "200", BuildUrl = "https://gitlab.com/group/name/-/pipelines/100" })
            {
                CheckoutCommit = Checkout, Branch = "main",
            }),
        ("GitLab, tag", $"""
            GITLAB_CI=true
            CI_COMMIT_SHA={Checkout}
            CI_COMMIT_TAG=v1
            CI_COMMIT_REF_NAME=v1
            """,
            new CiFacts(new CiBuild("gitlab")) { CheckoutCommit = Checkout }),
        ("GitLab, merge request", $"""
            GITLAB_CI=true
            CI_COMMIT_SHA={Head}
            CI_COMMIT_REF_NAME=feature
            CI_MERGE_REQUEST_IID=12
            CI_MERGE_REQUEST_ID=99999
            CI_MERGE_REQUEST_SOURCE_BRANCH_NAME=feature
            CI_MERGE_REQUEST_SOURCE_BRANCH_SHA=
            CI_MERGE_REQUEST_TARGET_BRANCH_NAME=main
            CI_MERGE_REQUEST_SOURCE_PROJECT_PATH=group/name
            CI_MERGE_REQUEST_PROJECT_PATH=group/name
            """,
            new CiFacts(new CiBuild("gitlab") { PullRequest = "12", BaseBranch = "main" }) { CheckoutCommit = Head, Branch = "feature" }),
        ("GitLab, merged results of a fork", $"""
            GITLAB_CI=true
            CI_COMMIT_SHA={Checkout}
            CI_MERGE_REQUEST_IID=12
            CI_MERGE_REQUEST_SOURCE_BRANCH_NAME=main
            CI_MERGE_REQUEST_SOURCE_BRANCH_SHA={Head}
            CI_MERGE_REQUEST_TARGET_BRANCH_NAME=main
            CI_MERGE_REQUEST_SOURCE_PROJECT_PATH=stranger/name
            CI_MERGE_REQUEST_PROJECT_PATH=group/name
            """,
            new CiFacts(new CiBuild("gitlab") { PullRequest = "12", BaseBranch = "main" })
            {
                CheckoutCommit = Checkout, HeadCommit = Head, Branch = "stranger:main",
            }),
        ("GitLab, pull request of a GitHub repository", $"""
            GITLAB_CI=true
            CI_COMMIT_SHA={Head}
            CI_EXTERNAL_PULL_REQUEST_IID=12
            CI_EXTERNAL_PULL_REQUEST_SOURCE_BRANCH_NAME=feature
            CI_EXTERNAL_PULL_REQUEST_SOURCE_BRANCH_SHA={Head}
            CI_EXTERNAL_PULL_REQUEST_TARGET_BRANCH_NAME=main
            CI_EXTERNAL_PULL_REQUEST_SOURCE_REPOSITORY=owner/name
            CI_EXTERNAL_PULL_REQUEST_TARGET_REPOSITORY=owner/name
            """,
            new CiFacts(new CiBuild("gitlab") { PullRequest = "12", BaseBranch = "main" })
            {
                CheckoutCommit = Head, HeadCommit = Head, Branch = "feature",
            }),
        ("Jenkins, one branch", $"""
            JENKINS_URL=https://jenkins.example/
            BUILD_NUMBER=5
            BUILD_TAG=jenkins-name-5
            JOB_NAME=name
            BUILD_URL=https://jenkins.example/job/name/5/
            GIT_COMMIT={Checkout}
            GIT_BRANCH=origin/main
            """,
            new CiFacts(new CiBuild("jenkins") { BuildId = "jenkins-name-5", JobId = "name", BuildUrl = "https://jenkins.example/job/name/5/" })
            {
                CheckoutCommit = Checkout, Branch = "main",
            }),
        ("Jenkins, pull request in a multibranch job", $"""
            JENKINS_URL=https://jenkins.example/
            BUILD_NUMBER=5
            BRANCH_NAME=PR-12
            CHANGE_ID=12
            CHANGE_BRANCH=feature
            CHANGE_TARGET=main
            GIT_COMMIT={Checkout}
            """,
            new CiFacts(new CiBuild("jenkins") { BuildId = "5", PullRequest = "12", BaseBranch = "main" }) { CheckoutCommit = Checkout, Branch = "feature" }),
        ("Jenkins, pull request from a fork", """
            JENKINS_URL=https://jenkins.example/
            CHANGE_ID=12
            CHANGE_BRANCH=main
            CHANGE_FORK=stranger
            CHANGE_TARGET=main
            """,
            new CiFacts(new CiBuild("jenkins") { PullRequest = "12", BaseBranch = "main" }) { Branch = "stranger:main" }),
        ("Jenkins, GitHub pull request builder", $"""
            JENKINS_URL=https://jenkins.example/
            ghprbPullId=12
            ghprbActualCommit={Head}
            ghprbSourceBranch=feature
            ghprbTargetBranch=main
            GIT_COMMIT={Checkout}
            GIT_BRANCH=detached
            """,
            new CiFacts(new CiBuild("jenkins") { PullRequest = "12", BaseBranch = "main" })
            {
                CheckoutCommit = Checkout, HeadCommit = Head, Branch = "feature",
            }),
        ("AppVeyor, push", $"""
            APPVEYOR=True
            APPVEYOR_URL=https://ci.appveyor.com
            APPVEYOR_ACCOUNT_NAME=owner
            APPVEYOR_PROJECT_SLUG=name
            APPVEYOR_BUILD_ID=4711
            APPVEYOR_JOB_ID=job1
            APPVEYOR_REPO_NAME=owner/name
            APPVEYOR_REPO_BRANCH=main
            APPVEYOR_REPO_COMMIT={Checkout}
            APPVEYOR_REPO_TAG=false
            """,
            new CiFacts(new CiBuild("appveyor") { BuildId = "4711", JobId = "job1", BuildUrl = "https://ci.appveyor.com/project/owner/name/builds/4711" })
            {
                CheckoutCommit = Checkout, Branch = "main",
            }),
        ("AppVeyor, tag", $"""
            APPVEYOR=True
            APPVEYOR_REPO_BRANCH=main
            APPVEYOR_REPO_COMMIT={Checkout}
            APPVEYOR_REPO_TAG=true
            APPVEYOR_REPO_TAG_NAME=v1
            """,
            new CiFacts(new CiBuild("appveyor")) { CheckoutCommit = Checkout }),
        ("AppVeyor, pull request from a fork", $"""
            APPVEYOR=True
            APPVEYOR_REPO_NAME=owner/name
            APPVEYOR_REPO_BRANCH=main
            APPVEYOR_REPO_COMMIT={Checkout}
            APPVEYOR_PULL_REQUEST_NUMBER=12
            APPVEYOR_PULL_REQUEST_HEAD_COMMIT={Head}
            APPVEYOR_PULL_REQUEST_HEAD_REPO_NAME=stranger/name
            APPVEYOR_PULL_REQUEST_HEAD_REPO_BRANCH=feature
            """,
            new CiFacts(new CiBuild("appveyor") { PullRequest = "12", BaseBranch = "main" })
            {
                CheckoutCommit = Checkout, HeadCommit = Head, Branch = "stranger:feature",
            }),
        ("TeamCity without its files", $"""
            TEAMCITY_VERSION=2025.03
            BUILD_NUMBER=77
            BUILD_VCS_NUMBER={Checkout}
            TEAMCITY_BUILDCONF_NAME=Tests
            """,
            new CiFacts(new CiBuild("teamcity") { BuildId = "77", JobId = "Tests" }) { CheckoutCommit = Checkout }),
        ("TeamCity with another version control system", """
            TEAMCITY_VERSION=2025.03
            BUILD_VCS_NUMBER=123456
            """,
            new CiFacts(new CiBuild("teamcity"))),
        ("CircleCI, push", $"""
            CIRCLECI=true
            CIRCLE_WORKFLOW_ID=b7e3
            CIRCLE_BUILD_NUM=9
            CIRCLE_BUILD_URL=https://circleci.com/gh/owner/name/9
            CIRCLE_SHA1={Checkout}
            CIRCLE_BRANCH=main
            """,
            new CiFacts(new CiBuild("circleci") { BuildId = "b7e3", JobId = "9", BuildUrl = "https://circleci.com/gh/owner/name/9" })
            {
                CheckoutCommit = Checkout, Branch = "main",
            }),
        ("CircleCI, pull request", $"""
            CIRCLECI=true
            CIRCLE_BUILD_NUM=9
            CIRCLE_SHA1={Head}
            CIRCLE_BRANCH=feature
            CIRCLE_PULL_REQUEST=https://github.com/owner/name/pull/12
            """,
            new CiFacts(new CiBuild("circleci") { BuildId = "9", JobId = "9", PullRequest = "12" }) { CheckoutCommit = Head, Branch = "feature" }),
        ("CircleCI, pull request from a fork", $"""
            CIRCLECI=true
            CIRCLE_SHA1={Head}
            CIRCLE_BRANCH=pull/12
            CIRCLE_PR_NUMBER=12
            CIRCLE_PR_USERNAME=stranger
            """,
            new CiFacts(new CiBuild("circleci") { PullRequest = "12" }) { CheckoutCommit = Head, Branch = "pull/12" }),
        ("Bitbucket, push", $"""
            CI=true
            BITBUCKET_BUILD_NUMBER=3
            BITBUCKET_STEP_UUID=step
            BITBUCKET_WORKSPACE=owner
            BITBUCKET_REPO_SLUG=name
            BITBUCKET_COMMIT={Checkout}
            BITBUCKET_BRANCH=main
            """,
            new CiFacts(new CiBuild("bitbucket-pipelines") { BuildId = "3", JobId = "step", BuildUrl = "https://bitbucket.org/owner/name/pipelines/results/3" })
            {
                CheckoutCommit = Checkout, Branch = "main",
            }),
        ("Bitbucket, pull request", $"""
            BITBUCKET_BUILD_NUMBER=3
            BITBUCKET_COMMIT={Head}
            BITBUCKET_BRANCH=feature
            BITBUCKET_PR_ID=12
            BITBUCKET_PR_DESTINATION_BRANCH=main
            """,
            new CiFacts(new CiBuild("bitbucket-pipelines") { BuildId = "3", PullRequest = "12", BaseBranch = "main" })
            {
                CheckoutCommit = Head, Branch = "feature",
            }),
        ("Travis, push", $"""
            TRAVIS=true
            TRAVIS_BUILD_ID=1
            TRAVIS_JOB_ID=2
            TRAVIS_BUILD_WEB_URL=https://app.travis-ci.com/owner/name/builds/1
            TRAVIS_PULL_REQUEST=false
            TRAVIS_BRANCH=main
            TRAVIS_COMMIT={Checkout}
            """,
            new CiFacts(new CiBuild("travis") { BuildId = "1", JobId = "2", BuildUrl = "https://app.travis-ci.com/owner/name/builds/1" })
            {
                CheckoutCommit = Checkout, Branch = "main",
            }),
        ("Travis, tag", $"""
            TRAVIS=true
            TRAVIS_PULL_REQUEST=false
            TRAVIS_BRANCH=v1
            TRAVIS_TAG=v1
            TRAVIS_COMMIT={Checkout}
            """,
            new CiFacts(new CiBuild("travis")) { CheckoutCommit = Checkout }),
        ("Travis, pull request", $"""
            TRAVIS=true
            TRAVIS_PULL_REQUEST=12
            TRAVIS_PULL_REQUEST_SHA={Head}
            TRAVIS_PULL_REQUEST_BRANCH=feature
            TRAVIS_PULL_REQUEST_SLUG=owner/name
            TRAVIS_REPO_SLUG=owner/name
            TRAVIS_BRANCH=main
            TRAVIS_COMMIT={Checkout}
            """,
            new CiFacts(new CiBuild("travis") { PullRequest = "12", BaseBranch = "main" })
            {
                CheckoutCommit = Checkout, HeadCommit = Head, Branch = "feature",
            }),
        ("some other system", "CI=true", new CiFacts(new CiBuild("ci"))),
    ];

    public static TheoryData<string> Names => [.. Cases.Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_system_is_understood(string name)
    {
        var (_, variables, expected) = Cases.Single(one => one.Name == name);

        Assert.Equal(expected, CiDetector.Detect(Parse(variables)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("CI=false")]
    [InlineData("GITHUB_ACTIONS=false")]
    [InlineData("TF_BUILD=")]
    public void Outside_CI_there_are_no_facts(string variables) => Assert.Null(CiDetector.Detect(Parse(variables)));

    [Theory]
    [InlineData("owner/name", "owner", "feature", "feature")]
    [InlineData("stranger/name", "stranger", "main", "stranger:main")]
    [InlineData(null, "stranger", "main", "stranger:main")]
    [InlineData(null, null, "topic", "fork:topic")]
    public void A_pull_request_on_GitHub_is_its_newest_commit_and_its_branch(string? repository, string? owner, string branch, string expected)
    {
        using var folder = new TemporaryDirectory();
        var head = repository is null ? "null" : $"{{\"full_name\":\"{repository}\"}}";
        var user = owner is null ? "null" : $"{{\"login\":\"{owner}\"}}";
        var path = folder.Write("event.json", $$"""
            {"action":"synchronize","number":12,"pull_request":{"number":12,"title":"größe",
             "head":{"ref":"{{branch}}","sha":"{{Head}}","user":{{user}},"repo":{{head}} },
             "base":{"ref":"main","sha":"{{Checkout}}","repo":{"full_name":"owner/name"} } } }
            """);

        var facts = CiDetector.Detect(Parse($"""
            GITHUB_ACTIONS=true
            GITHUB_EVENT_NAME=pull_request
            GITHUB_REF=refs/pull/12/merge
            GITHUB_SHA={Checkout}
            GITHUB_EVENT_PATH={path}
            """));

        Assert.Equal(
            new CiFacts(new CiBuild("github-actions") { PullRequest = "12", BaseBranch = "main" })
            {
                CheckoutCommit = Checkout,
                HeadCommit = Head,
                Branch = expected,
            },
            facts);
    }

    [Fact]
    public void The_base_branch_that_pull_request_target_checks_out_is_not_the_pull_request()
    {
        var facts = CiDetector.Detect(Parse($"""
            GITHUB_ACTIONS=true
            GITHUB_EVENT_NAME=pull_request_target
            GITHUB_REF=refs/heads/main
            GITHUB_SHA={Checkout}
            GITHUB_HEAD_REF=feature
            GITHUB_BASE_REF=main
            """));

        Assert.Null(facts!.CheckoutCommit);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"pull_request":7}""")]
    [InlineData("""{"pull_request":{"number":"12","head":[],"base":{"ref":{}}}}""")]
    [InlineData("""{"pull_request":{"number":1e99,"head":{"sha":"--help","ref":"\ud800"}}}""")]
    [InlineData("\0\uFFFF")]
    public void An_event_file_that_is_not_as_expected_breaks_nothing(string content)
    {
        using var folder = new TemporaryDirectory();
        var path = folder.Write("event.json", content);

        var facts = CiDetector.Detect(Parse($"""
            GITHUB_ACTIONS=true
            GITHUB_REF=refs/pull/12/merge
            GITHUB_HEAD_REF=feature
            GITHUB_BASE_REF=main
            GITHUB_EVENT_PATH={path}
            """))!;

        Assert.Equal(("12", "main", null), (facts.Build.PullRequest, facts.Build.BaseBranch, facts.HeadCommit));
        Assert.EndsWith("feature", facts.Branch, StringComparison.Ordinal);
    }

    [Fact]
    public void An_event_file_nested_without_end_breaks_nothing()
    {
        using var folder = new TemporaryDirectory();
        var path = folder.Write("event.json", string.Concat(Enumerable.Repeat("{\"pull_request\":", 100_000)));

        Assert.NotNull(CiDetector.Detect(Parse($"GITHUB_ACTIONS=true\nGITHUB_EVENT_PATH={path}")));
        Assert.NotNull(CiDetector.Detect(Parse($"GITHUB_ACTIONS=true\nGITHUB_EVENT_PATH={folder.Path}")));
    }

    [Fact]
    public void TeamCity_keeps_its_facts_in_files()
    {
        using var folder = new TemporaryDirectory();
        var parameters = folder.Write("config.properties", """
            # comment
            secure\:password=canary
            teamcity.serverUrl=https\://teamcity.example
            teamcity.build.id = 4711
            teamcity.build.branch=pull/12
            teamcity.pullRequest.number=12
            teamcity.pullRequest.source.branch=feature/gr\u00F6\u00DFe
            teamcity.pullRequest.target.branch=refs/heads/main
            """);
        var system = folder.Write("system.properties", $"teamcity.configuration.properties.file={parameters.Replace("\\", "\\\\", StringComparison.Ordinal)}\n");

        var facts = CiDetector.Detect(Parse($"""
            TEAMCITY_VERSION=2025.03
            TEAMCITY_BUILD_PROPERTIES_FILE={system}
            BUILD_NUMBER=77
            BUILD_VCS_NUMBER={Head}
            """));

        Assert.Equal(
            new CiFacts(new CiBuild("teamcity")
            {
                BuildId = "4711",
                PullRequest = "12",
                BaseBranch = "main",
                BuildUrl = "https://teamcity.example/viewLog.html?buildId=4711",
            })
            {
                CheckoutCommit = Head,
                Branch = "feature/größe",
            },
            facts);
    }

    [Fact]
    public void The_default_branch_of_TeamCity_has_its_name_in_the_settings_of_the_root()
    {
        using var folder = new TemporaryDirectory();
        var parameters = folder.Write("config.properties", "teamcity.build.branch=<default>\nvcsroot.branch=refs/heads/trunk\n");
        var system = folder.Write("system.properties", $"teamcity.configuration.properties.file={parameters.Replace("\\", "\\\\", StringComparison.Ordinal)}\n");

        Assert.Equal("trunk", CiDetector.Detect(Parse($"TEAMCITY_VERSION=1\nTEAMCITY_BUILD_PROPERTIES_FILE={system}"))?.Branch);
    }

    private static Dictionary<string, string> Parse(string variables) => variables
        .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(line => line.Split('=', 2))
        .ToDictionary(pair => pair[0], pair => pair[1]);
}
