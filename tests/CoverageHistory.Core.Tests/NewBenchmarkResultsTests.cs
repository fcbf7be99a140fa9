using CoverageHistory.Core.Tests.Formats.Benchmarks;
using CoverageHistory.Model;
using CoverageHistory.Storage;
using CoverageHistory.Storage.Sqlite;
using CoverageHistory.TestKit;

namespace CoverageHistory.Core.Tests;

public sealed class NewBenchmarkResultsTests : IDisposable
{
    private readonly TemporaryRepository _repository = new();

    private SqliteHistoryStore Store => new(_repository[".coverage-history/history.db"], new SqliteStoreOptions());

    public void Dispose() => _repository.Dispose();

    [Fact]
    public void Results_become_a_session_of_their_own_in_the_run_of_the_tests_and_only_once()
    {
        _repository.Commit();
        var results = Results("N.T-report-full.json", Bdn.Entry("Add"));

        var first = Record(results);
        var second = Record(results);

        Assert.Equal(["Tests", "N.T"], first.Sessions.Select(session => session.Name));
        Assert.Equal((1, 1, 2), (first.Benchmarks.Sessions, first.Benchmarks.Counts.Total, first.Stored.Summary!.Sessions));
        Assert.Equal(["Tests"], second.Sessions.Select(session => session.Name));
        Assert.Equal((0, 1), (second.Benchmarks.Sessions, second.PreviousBenchmarks.Sessions));
        Assert.Equal("N.T.Add", Assert.Single(Store.ListMeasurements(null, default)).Measurement.Benchmark.FullName);
    }

    [Fact]
    public void A_benchmark_that_ran_again_is_new()
    {
        _repository.Commit();
        Record(Results("N.T-report-full.json", Bdn.Entry("Add")));

        Record(Results("N.T-report-full.json", Bdn.Entry("Add", statistics: """{"N":1,"Median":2,"Mean":2}""")));

        Assert.Equal([1, 2], Store.ListMeasurements(null, default).Select(stored => stored.Measurement.MeanNs!.Value));
    }

    [Fact]
    public void Of_two_reports_that_say_the_same_the_fuller_one_is_taken()
    {
        _repository.Commit();
        const string iteration = """ ,"Measurements":[{"IterationMode":"Workload","IterationStage":"Result","LaunchIndex":1,"Operations":1,"Nanoseconds":1}]""";
        const string statistics = """{"N":1,"Median":1,"Mean":1,"OriginalValues":[1]}""";
        var files = new[] { Results("N.T-report-brief.json", Bdn.Entry("Add", statistics: statistics)), Results("N.T-report-full.json", Bdn.Entry("Add", statistics: statistics, more: iteration)) };

        Record(files);
        Record(files);

        Assert.Equal(1, Assert.Single(Store.ListMeasurements(null, default)).Measurement.Launches);
    }

    [Fact]
    public void Results_from_before_the_commit_are_not_the_commits()
    {
        _repository.Commit();
        var results = Results("N.T-report-full.json", Bdn.Entry("Add"));
        File.SetLastWriteTimeUtc(results, TemporaryRepository.FirstCommitAt.UtcDateTime.AddSeconds(-1));

        var outcome = Record(results);

        Assert.Equal(["Tests"], outcome.Sessions.Select(session => session.Name));
        var left = Assert.Single(outcome.Diagnostics);
        Assert.Equal((DiagnosticCode.StaleReport, DiagnosticSeverity.Info, results), (left.Code, left.Severity, left.Path));
    }

    [Fact]
    public void Results_from_before_an_older_commit_was_checked_out_are_not_its_own()
    {
        _repository.Commit();
        _repository.Commit();
        var results = Results("N.T-report-full.json", Bdn.Entry("Add"));
        _repository.Git("checkout", "--quiet", "HEAD~1");
        File.SetLastWriteTimeUtc(results, DateTime.UtcNow.AddMinutes(-10));

        Assert.Equal(["Tests"], Record(results).Sessions.Select(session => session.Name));
        File.SetLastWriteTimeUtc(results, DateTime.UtcNow.AddSeconds(1));
        Assert.Equal(["Tests", "N.T"], Record(results).Sessions.Select(session => session.Name));
    }

    [Theory]
    [InlineData("{\"Title\":\"T\",\"HostEnvironmentInfo\":{},\"Benchmarks\":[")]
    [InlineData("no report at all")]
    [InlineData("TN:\nSF:a.cs\nDA:1,1\nend_of_record\n")]
    public void A_file_that_is_none_is_a_warning_and_the_tests_are_recorded(string content)
    {
        _repository.Commit();
        var broken = _repository.Around.Write("broken-report.json", content);

        var outcome = Record(broken, Results("N.T-report-full.json", Bdn.Entry("Add")));

        Assert.Equal(["Tests", "N.T"], outcome.Sessions.Select(session => session.Name));
        var warning = Assert.Single(outcome.Diagnostics);
        Assert.Equal((DiagnosticCode.UnreadableReport, DiagnosticSeverity.Warning, broken), (warning.Code, warning.Severity, warning.Path));
        Assert.StartsWith("These benchmark results are left out: expected ", warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_repository_nobody_knows_what_is_too_old()
    {
        using var folder = new TemporaryDirectory();
        var results = Results("N.T-report-full.json", Bdn.Entry("Add"));
        File.SetLastWriteTimeUtc(results, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        Assert.Equal(["Tests", "N.T"], RecordIn(folder.Path, results).Sessions.Select(session => session.Name));
    }

    [Fact]
    public void Benchmarks_that_the_process_tells_are_known_in_its_report()
    {
        _repository.Commit();
        var results = Results("N.T-report-full.json", Bdn.Entry("Add"), Bdn.Entry("Remove"));
        var told = BenchmarkFiles.ReadFile(results);
        Recorder.Record(new RecordRequest { WorkingDirectory = _repository.Root, Sessions = [new SessionInput { Name = "N.T", Benchmarks = told }] }, default);

        var outcome = Record(results);

        Assert.Equal(["Tests"], outcome.Sessions.Select(session => session.Name));
        Assert.Equal([null, "benchmarkdotnet"], Store.ListSessions(outcome.Run.Id, default).Select(session => session.Session.Format).Order());
    }

    [Fact]
    public void Reports_in_which_nothing_has_a_result_are_not_taken_for_one_another()
    {
        _repository.Commit();
        var first = Results("A-report.json", Bdn.Entry("Add", statistics: "null"));
        var second = _repository.Around.Write("B-report.json", File.ReadAllText(first) + " ");

        Assert.Equal(["Tests", "N.T", "N.T"], Record(first, second).Sessions.Select(session => session.Name));
    }

    private HistoryRecorder Recorder => new(variables: _repository.Variables());

    [Fact]
    public void Benchmarks_that_came_first_join_the_tests_of_their_commit_and_stay_recorded()
    {
        _repository.Commit();
        var results = Results("N.T-report-full.json", Bdn.Entry("Add"));
        var alone = RecordFile(results);

        var tested = Record(results);

        Assert.Equal(tested.Run.Id, Assert.Single(Store.ListRuns(RunQuery.All, default)).Run.Id);
        Assert.Equal((2, 1), (tested.Stored.Summary!.Sessions, tested.Benchmarks.Sessions));
        Assert.Equal(tested.Run.Id, Assert.Single(Store.ListMeasurements(null, default)).Run);
        Assert.Equal(tested.Stored.Summary.Hash, Convert.ToHexStringLower(RunRecord.HashOf(Store.LoadRecord(tested.Run.Id, default)!.ToText())));
        Assert.Null(Store.FindRun(alone.Run.Id, default));
    }

    [Fact]
    public void Benchmarks_of_another_commit_or_with_a_label_or_of_a_named_run_stay_where_they_are()
    {
        _repository.Commit();
        var other = RecordFile(Results("A-report-full.json", Bdn.Entry("A")));
        _repository.Commit();
        var labelled = RecordFile(Results("B-report-full.json", Bdn.Entry("B")), tags: ["kept"]);
        var named = RecordFile(Results("C-report-full.json", Bdn.Entry("C")), key: "nightly");

        var tested = Record();

        Assert.Equal(1, tested.Stored.Summary!.Sessions);
        Assert.Equal([other.Run.Id, labelled.Run.Id, named.Run.Id, tested.Run.Id], Store.ListRuns(RunQuery.All, default).Select(run => run.Run.Id));
    }

    private RecordOutcome RecordFile(string path, string? key = null, string[]? tags = null) => Recorder.Record(new RecordRequest
    {
        WorkingDirectory = _repository.Root,
        DatabasePath = _repository[".coverage-history/history.db"],
        RunKey = key,
        Tags = tags ?? [],
        Sessions = [new SessionInput { Name = "Benchmarks", Files = [path] }],
    }, CancellationToken.None);

    private string Results(string name, params string[] entries) => _repository.Around.Write(name, Bdn.Report(entries));

    private RecordOutcome Record(params string[] results) => RecordIn(_repository.Root, results);

    private RecordOutcome RecordIn(string folder, params string[] results) => Recorder.Record(new RecordRequest
    {
        WorkingDirectory = folder,
        DatabasePath = _repository[".coverage-history/history.db"],
        RunKey = Guid.NewGuid().ToString(),
        Sessions = [new SessionInput { Name = "Tests", Tests = [new TestResult("N.C.Passes", TestOutcome.Passed, TimeSpan.Zero)] }],
        BenchmarkResults = results,
    }, CancellationToken.None);
}
