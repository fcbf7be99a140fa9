using CoverageHistory.Model;

namespace CoverageHistory.Core.Tests.Storage;

/// <summary>The views that people read with their own tools.</summary>
public sealed class ViewTests : StoreFixture
{
    [Fact]
    public void Views_say_what_the_store_says()
    {
        var run = NewRun("sha", "parent") with { Status = RunStatus.Failed, RecordedAt = new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero) };
        var summary = Record(run, SessionOf(Coverage.FileIn("A", "a.cs", 1, 0, 0), Coverage.FileIn("B", "b.cs"))
            with
        { Tests = [new("T", TestOutcome.Skipped, TimeSpan.FromSeconds(1.5))] });
        Assert.Equal([[run.Id.ToString(), "2026-01-02T03:04:05.678Z", "failed", "sha", "main", summary.Hash]],
            Database.Rows(DatabasePath, "SELECT id, recorded_at, status, commit_sha, branch, hash FROM runs"));
        Assert.Equal([[1L, 1L, 3L, 1 / 3.0, null, 1L, 0L, 1L, 1.5]],
            Database.Rows(DatabasePath, "SELECT files, lines_covered, lines_coverable, line_rate, branch_rate, tests_total, tests_failed, tests_skipped, test_duration_seconds FROM run_totals"));
        Assert.Equal([["A", 1 / 3.0], ["B", null]],
            Database.Rows(DatabasePath, "SELECT module, line_rate FROM module_totals JOIN runs USING (run_id) ORDER BY module"));
        Assert.Equal([["Tests", "Debug", "net10.0", Machine.Fingerprint, SessionOf(Coverage.FileIn("A", "a.cs", 1, 0, 0), Coverage.FileIn("B", "b.cs")).ContentHash]],
            Database.Rows(DatabasePath, "SELECT name, configuration, framework, environment, content_hash FROM sessions"));
    }

    [Fact]
    public void The_trend_of_a_module_is_one_range_of_the_key()
    {
        Record(NewRun(), SessionOf());
        var plan = string.Join('\n', Database.Rows(DatabasePath,
            "EXPLAIN QUERY PLAN SELECT module_id, lines_covered FROM module_total WHERE module_id = 1").Select(row => row[3]));
        Assert.Contains("USING PRIMARY KEY", plan, StringComparison.Ordinal);
    }
}
