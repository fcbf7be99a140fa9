using CoverageHistory.Storage;
using CoverageHistory.TestKit;

namespace CoverageHistory.Tool.Tests;

/// <summary>Reports of commits of the past, recorded one by one in whatever order.</summary>
public sealed class PastCommitTests : ToolFixture
{
    [Fact]
    public void Runs_stand_in_the_order_of_their_commits_at_the_time_the_commits_were_written()
    {
        using var repository = new TemporaryRepository();
        foreach (var (name, value) in repository.Variables())
            Variables[name] = value;
        string[] commits = [.. Enumerable.Range(0, 4).Select(number => repository.Commit($"Commit {number}"))];
        var database = repository[".coverage-history/history.db"];
        foreach (var number in (int[])[2, 0, 3, 1])
        {
            var report = repository.Around.Write($"{number}.json", $$"""{"coverage": {{10 * (number + 1)}} }""");
            var result = Run("record", report, "--repo", repository.Root, "--commit", commits[number][..12], "--at", "commit");
            Assert.Equal((0, ""), (result.Code, result.Error));
        }

        var points = Run("show", "--repo", repository.Root, "--db", database, "--format", "json").Json().GetProperty("points").EnumerateArray().ToList();

        Assert.Equal([0.1, 0.2, 0.3, 0.4], points.Select(point => point.GetProperty("value").GetDouble()));
        Assert.Equal(commits, points.Select(point => point.GetProperty("commit").GetString()));
        Assert.Equal(
            Enumerable.Range(0, 4).Select(number => TemporaryRepository.FirstCommitAt.AddMinutes(number)),
            points.Select(point => point.GetProperty("at").GetDateTimeOffset()));
    }

    [Fact]
    public void A_commit_that_git_does_not_know_has_no_time()
    {
        Folder.Write("a.json", """{"coverage": 1}""");
        var result = Run("record", "a.json", "--commit", "abcdef1", "--at", "commit");
        Assert.Equal(2, result.Code);
        Assert.Contains("git does not know when the commit 'abcdef1' was written", result.Error, StringComparison.Ordinal);
        Assert.Empty(Store.ListRuns(RunQuery.All, default));
    }
}
