using CoverageHistory.Formats;
using CoverageHistory.Model;
using CoverageHistory.Storage;
using CoverageHistory.Storage.Sqlite;
using CoverageHistory.TestKit;

namespace CoverageHistory.Core.Tests;

public sealed class HistoryRecorderTests : IDisposable
{
    private readonly TemporaryRepository _repository = new();
    private readonly Dictionary<string, string> _variables;

    public HistoryRecorderTests()
    {
        _variables = new(StringComparer.Ordinal) { ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "" };
        foreach (var (name, value) in _repository.Environment)
        {
            if (value is not null)
                _variables[name] = value;
        }
        _repository.Write("src/A.cs", "// three\n// coverable\n// lines\n");
        _repository.Git("remote", "add", "origin", "https://someone:secret@example.org/shop.git");
    }

    private string Database => _repository[".coverage-history/history.db"];

    private SqliteHistoryStore Store => new(Database, new SqliteStoreOptions());

    public void Dispose() => _repository.Dispose();

    [Fact]
    public void A_report_becomes_a_run_on_the_commit_that_is_checked_out()
    {
        var commit = _repository.Commit("First");
        var outcome = Record(Report("a.xml", (1, 1), (2, 0)));

        var stored = Store.FindRun(outcome.Run.Id, default)!;
        Assert.Equal(commit, stored.Run.Commit!.Sha);
        Assert.Equal("First", stored.Run.Commit.Subject);
        Assert.Equal("main", stored.Run.Branch);
        Assert.False(stored.Run.IsDirty);
        Assert.Equal("https://example.org/shop.git", stored.Run.Remote);
        Assert.Equal(new CoveredCount(1, 2), stored.Coverage!.Value.Lines);
        Assert.Equal("src/A.cs", Assert.Single(Store.LoadCoverage(outcome.Run.Id, null, default)).Path.Value);
        Assert.Empty(outcome.Diagnostics);
    }

    [Fact]
    public void Files_of_coverage_and_of_test_results_make_one_session()
    {
        _repository.Commit();
        var results = _repository.Around.Write("results.xml", """
            <testsuites><testsuite name="s"><testcase classname="N.T" name="works" time="0.5"/><testcase classname="N.T" name="fails"><failure/></testcase></testsuite></testsuites>
            """);

        var outcome = Record(new SessionInput { Name = "both", Files = [Report("a.xml", (1, 1), (2, 0)), results] });

        var stored = Store.FindRun(outcome.Run.Id, default)!;
        Assert.Equal((RunStatus.Failed, new CoveredCount(1, 2)), (stored.Run.Status, stored.Coverage!.Value.Lines));
        Assert.Equal(
            [new TestResult("N.T.fails", TestOutcome.Failed, TimeSpan.Zero), new TestResult("N.T.works", TestOutcome.Passed, TimeSpan.FromSeconds(0.5))],
            Store.LoadTests(outcome.Run.Id, default));
    }

    [Fact]
    public void A_file_of_test_results_alone_has_no_coverage_and_the_loggers_results_win_over_a_files()
    {
        _repository.Commit();
        var results = _repository.Around.Write("results.trx", """
            <TestRun><Results><UnitTestResult testName="N.T.works" outcome="Passed"/></Results><ResultSummary outcome="Aborted"/></TestRun>
            """);

        var alone = Record(new SessionInput { Name = "alone", Files = [results] });
        var logged = Record(new SessionInput { Name = "logged", Files = [results], Tests = [new TestResult("N.T.logged", TestOutcome.Passed, TimeSpan.Zero)] });

        Assert.Equal((RunStatus.Aborted, null, "trx"), (alone.Run.Status, alone.Stored.Summary!.Coverage, alone.Sessions[0].Format));
        Assert.Equal(["N.T.works"], Store.LoadTests(alone.Run.Id, default).Select(test => test.Name));
        Assert.Equal(["N.T.logged"], Store.LoadTests(logged.Run.Id, default).Select(test => test.Name));
    }

    [Fact]
    public void The_same_file_recorded_again_is_the_same_run()
    {
        _repository.Commit();
        var report = Report("a.xml", (1, 1));
        var first = Record(report);
        var second = Record(report);

        Assert.Equal(first.Run.Id, second.Run.Id);
        Assert.Equal([false], first.Stored.Duplicates);
        Assert.Equal([true], second.Stored.Duplicates);
        Assert.Single(Store.ListRuns(RunQuery.All, default));
    }

    [Fact]
    public void The_same_file_on_another_commit_is_another_run()
    {
        var report = Report("a.xml", (1, 1));
        _repository.Commit("First");
        var first = Record(report);
        _repository.Commit("Second");
        var second = Record(report);

        Assert.NotEqual(first.Run.Id, second.Run.Id);
        Assert.Equal(first.Run.Id, second.Previous!.Run.Id);
        Assert.Equal([first.Run.Commit!.Sha], second.Run.Commit!.Parents);
    }

    [Fact]
    public void Calls_with_one_key_make_one_run_with_the_union_of_their_lines()
    {
        _repository.Commit();
        var first = Record(Report("a.xml", (1, 1), (2, 0), (3, 0)), key: "build-7");
        var second = Record(Report("b.xml", (1, 0), (2, 5), (3, 0)), key: "build-7");

        Assert.Equal(first.Run.Id, second.Run.Id);
        Assert.Equal(2, second.Stored.Summary!.Sessions);
        Assert.Equal(new CoveredCount(2, 3), second.Stored.Summary.Coverage!.Value.Lines);
    }

    [Fact]
    public void One_bad_file_leaves_nothing_behind()
    {
        _repository.Commit();
        var good = Report("a.xml", (1, 1));
        var bad = _repository.Around.Write("bad.xml", "<coverage><packages><package name=\"x\"><classes><class");

        var request = Request(new SessionInput { Name = "good", Files = [good] }, new SessionInput { Name = "bad", Files = [bad] });
        var error = Assert.Throws<ReportFormatException>(() => new HistoryRecorder(null, _variables).Record(request, default));
        Assert.Contains(bad, error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Database));
    }

    [Fact]
    public void A_failed_test_makes_a_failed_run()
    {
        _repository.Commit();
        var outcome = new HistoryRecorder(null, _variables).Record(Request(new SessionInput
        {
            Name = "Shop.Tests",
            Tests = [new("A", TestOutcome.Passed, TimeSpan.FromMilliseconds(5)), new("B", TestOutcome.Failed, TimeSpan.Zero)],
        }), default);

        var stored = Store.FindRun(outcome.Run.Id, default)!;
        Assert.Equal(RunStatus.Failed, stored.Run.Status);
        Assert.Equal(1, stored.Tests!.Failed);
        Assert.Null(stored.Coverage);
    }

    [Fact]
    public void What_the_caller_says_goes_before_what_git_says()
    {
        var first = _repository.Commit("First");
        _repository.Commit("Second");
        var at = new DateTimeOffset(2026, 2, 3, 4, 5, 6, TimeSpan.Zero);
        var outcome = new HistoryRecorder(null, _variables).Record(
            Request(new SessionInput { Name = "a", Files = [Report("a.xml", (1, 1))] }) with { Commit = first[..10], Branch = "release", At = at, Tags = ["b", "a", "b"] },
            default);

        Assert.Equal(first, outcome.Run.Commit!.Sha);
        Assert.Equal("release", outcome.Run.Branch);
        Assert.Equal(at, outcome.Run.RecordedAt);
        Assert.Equal(["a", "b"], outcome.Run.Tags);
    }

    [Fact]
    public void A_linked_work_tree_has_settings_of_its_own_and_shares_the_history()
    {
        _repository.Commit();
        var linked = _repository.Around["linked"];
        _repository.Git("worktree", "add", "--quiet", linked);
        _repository.Around.Write("linked/.config/coverage-history.json", """{ "keepHitCounts": true }""");

        var outcome = new HistoryRecorder(null, _variables).Record(
            Request(new SessionInput { Name = "a", Files = [Report("a.xml", (1, 7))] }) with { WorkingDirectory = linked }, default);

        Assert.Equal(7u, Assert.Single(Assert.Single(Store.LoadCoverage(outcome.Run.Id, null, default)).Lines).Hits);
    }

    [Fact]
    public void A_deadline_that_has_passed_stores_nothing()
    {
        _repository.Commit();
        var request = Request(new SessionInput { Name = "a", Files = [Report("a.xml", (1, 1))] }) with { Timeout = TimeSpan.Zero };
        Assert.Throws<TimeoutException>(() => new HistoryRecorder(null, _variables).Record(request, default));
        Assert.False(File.Exists(Database));
    }

    [Fact]
    public void A_deadline_that_passes_is_logged_as_a_failure_with_its_code()
    {
        _repository.Commit();
        Record(Report("a.xml", (1, 1)));
        var request = Request(new SessionInput { Name = "b", Files = [Report("b.xml", (1, 1))] });
        Assert.Throws<TimeoutException>(() => new HistoryRecorder(new LateClock(), _variables).Record(request, default));
        var logged = Store.ListOperations("record", onlyFailed: true, newest: 5, default);
        Assert.Equal((OperationOutcome.Failed, DiagnosticCode.DeadlinePassed), (Assert.Single(logged).Outcome, logged[0].ErrorCode));
        Assert.Single(Store.ListRuns(RunQuery.All, default));
    }

    private RecordOutcome Record(string report, string? key = null) => new HistoryRecorder(null, _variables).Record(
        Request(new SessionInput { Name = "a", Files = [report] }) with { RunKey = key }, default);

    private RecordRequest Request(params SessionInput[] sessions) =>
        new() { WorkingDirectory = _repository.Root, Sessions = sessions };

    private RecordOutcome Record(SessionInput session) => new HistoryRecorder(null, _variables).Record(Request(session), default);

    private string Report(string name, params (int Number, int Hits)[] lines) => _repository.Around.Write(name, $"""
        <?xml version="1.0" encoding="utf-8"?>
        <coverage line-rate="1" branch-rate="1" version="1.9" timestamp="1767614400">
          <sources><source>{_repository.Root}/</source></sources>
          <packages><package name="Shop"><classes><class name="Shop.A" filename="src/A.cs"><methods /><lines>
            {string.Concat(lines.Select(line => $"<line number=\"{line.Number}\" hits=\"{line.Hits}\" branch=\"False\" />"))}
          </lines></class></classes></package></packages>
        </coverage>
        """);

    /// <summary>An hour late from the third look on: those before take down when the work began.</summary>
    private sealed class LateClock : TimeProvider
    {
        private int _looks;

        public override long GetTimestamp() => base.GetTimestamp() + (Interlocked.Increment(ref _looks) > 2 ? TimestampFrequency * 3600 : 0);
    }
}
