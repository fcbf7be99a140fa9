using CoverageHistory.Model;
using CoverageHistory.Storage;

namespace CoverageHistory.MSBuild.Tests;

public sealed class RunLineTests
{
    private static readonly Run Passed = new()
    {
        Id = Guid.Parse("0199a3c1-2f4b-7000-8000-000000000000"),
        Key = "k",
        RecordedAt = DateTimeOffset.UnixEpoch,
        Commit = new Commit("1a2b3c4d5e6f1a2b3c4d5e6f1a2b3c4d5e6f1a2b"),
        Branch = "main",
    };

    [Fact]
    public void A_run_and_its_change() => Assert.Equal(
        "CoverageHistory: 71.5 % lines (+0.4) over 3 projects, 412 tests, run 0199a3c1-2f4b… on main@1a2b3c4",
        Line(Summary(Passed, 3, new(715, 1000), 412), Summary(Passed, 3, new(711, 1000), 400)));

    [Fact]
    public void The_first_run_has_no_change() => Assert.Equal(
        "CoverageHistory: 50.0 % lines over 1 project, 1 test, run 0199a3c1-2f4b… on main@1a2b3c4",
        Line(Summary(Passed, 1, new(1, 2), 1), null));

    [Fact]
    public void While_projects_are_missing_there_is_no_change() => Assert.Equal(
        "CoverageHistory: 50.0 % lines over 1 project, 1 test, run 0199a3c1-2f4b… on main@1a2b3c4",
        Line(Summary(Passed, 1, new(1, 2), 1), Summary(Passed, 2, new(2, 2), 1)));

    [Fact]
    public void A_failed_run_of_changed_files_on_a_detached_head() => Assert.Equal(
        "CoverageHistory: no coverage over 1 project, 3 tests (2 failed), run 0199a3c1-2f4b… on 1a2b3c4-dirty",
        Line(Summary(Passed with { Status = RunStatus.Failed, Branch = null, IsDirty = true }, 1, null, 3, 2), null));

    [Fact]
    public void What_was_carried_over_is_no_project_that_ran() => Assert.Equal(
        "CoverageHistory: 50.0 % lines over 2 projects (1 carried over), 1 test, run 0199a3c1-2f4b… on main@1a2b3c4",
        Line(Summary(Passed, 2, new(1, 2), 1) with { CarriedSessions = 1 }, null));

    [Fact]
    public void Benchmarks_are_told_of_and_are_no_projects() => Assert.Equal(
        "CoverageHistory: 50.0 % lines (0.0) over 1 project, 1 test, 12 benchmarks (2 without result), run 0199a3c1-2f4b… on main@1a2b3c4",
        RunLine.Of(Outcome(Summary(Passed, 3, new(1, 2), 1), Summary(Passed, 5, new(1, 2), 1)) with
        {
            Benchmarks = new RunBenchmarks(2, new BenchmarkCounts(12, 2)),
            PreviousBenchmarks = new RunBenchmarks(4, new BenchmarkCounts(30, 0)),
        }));

    [Fact]
    public void An_aborted_run_without_a_repository() => Assert.Equal(
        "CoverageHistory: no coverable lines over 1 project, 0 tests, aborted, run 0199a3c1-2f4b…",
        Line(Summary(Passed with { Status = RunStatus.Aborted, Branch = null, Commit = null }, 1, new(0, 0), 0), null));

    [Fact]
    public void A_hostile_branch_stays_in_its_line() => Assert.DoesNotContain(
        Line(Summary(Passed with { Branch = "x\n##vso[task.setvariable]\u001b[31m\u202e" }, 1, new(1, 2), 1), null)!,
        c => char.IsControl(c) || c == '\u202e');

    [Fact]
    public void A_spooled_run_has_no_line() => Assert.Null(RunLine.Of(new RecordOutcome(Passed, new StoredRun(null, [false], "spool"), [], null, [])));

    private static string? Line(RunSummary run, RunSummary? previous) => RunLine.Of(Outcome(run, previous));

    private static RecordOutcome Outcome(RunSummary run, RunSummary? previous) => new(run.Run, new StoredRun(run, [false], null), [], previous, []);

    private static RunSummary Summary(Run run, int sessions, CoveredCount? lines, int tests, int failed = 0) => new(
        run, "hash", sessions,
        lines is { } count ? new CoverageCounts(1, count, default, default, null) : null,
        new TestCounts(tests, tests - failed, failed, 0, TimeSpan.Zero));
}
