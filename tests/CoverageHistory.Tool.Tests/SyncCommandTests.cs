using CoverageHistory.TestKit;

namespace CoverageHistory.Tool.Tests;

public sealed class SyncCommandTests : ToolFixture
{
    private readonly TemporaryRepository _repository = new();

    public SyncCommandTests()
    {
        foreach (var (name, value) in _repository.Variables())
            Variables[name] = value;
        Variables.Remove("COVERAGE_HISTORY_DB");
        _repository.Commit();
        _repository.GitIn(_repository.Around.Path, "clone", "--quiet", "--bare", _repository.Root, "remote.git");
        _repository.Git("remote", "add", "origin", "../remote.git");
    }

    [Fact]
    public void A_history_travels_through_the_remote_into_a_new_clone()
    {
        WriteSample(runs: 6);
        Assert.Equal("0 runs taken in, 6 runs sent. origin has 6 runs (refs/coverage-history/v1/runs).\n", Sync(DatabasePath).Output);
        var copy = Folder["copy.db"];
        Assert.Equal("origin has 6 runs (refs/coverage-history/v1/runs); 0 runs here.\nTo take in: 6. To send: 0.\n", Sync(copy, "status").Output);
        Assert.Equal(6, Sync(copy, "pull", "--format", "json").Json().GetProperty("taken").GetProperty("added").GetInt32());
        Assert.Equal(0, Sync(copy, "push", "--format", "json").Json().GetProperty("sent").GetInt32());
        Run("runs", "delete", "latest", "--yes", "--db", copy);
        Assert.Equal("0 runs taken in, 1 left out because they were deleted, 0 runs sent, 1 entry dropped. origin has 5 runs (refs/coverage-history/v1/runs).\n", Sync(copy, "compact").Output);
        Assert.Equal(1, Sync(DatabasePath, "status", "--format", "json").Json().GetProperty("given_up_here").GetInt32());
    }

    [Fact]
    public void A_remote_that_does_not_exist_is_wrong_usage_and_one_that_cannot_be_reached_a_refusal()
    {
        var unknown = Sync(DatabasePath, "--remote", "upstream");
        Assert.Equal(2, unknown.Code);
        Assert.Contains("COVH1040", unknown.Error, StringComparison.Ordinal);
        _repository.Git("remote", "set-url", "origin", "../nowhere.git");
        var unreachable = Sync(DatabasePath);
        Assert.Equal(4, unreachable.Code);
        Assert.Contains("COVH1045", unreachable.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_clone_without_history_is_told_how_to_get_it() => Assert.Contains(
        "dotnet coverage-trend sync pull", Run("show", "--repo", _repository.Root, "--db", Folder["none.db"]).Output, StringComparison.Ordinal);

    private ToolResult Sync(string database, params string[] arguments) =>
        Run(["sync", .. arguments, "--repo", _repository.Root, "--db", database]);
}
