using System.Globalization;
using BenchmarkDotNet.Environments;
using BenchmarkDotNet.Exporters.Json;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using CoverageHistory.Model;
using CoverageHistory.Storage;
using CoverageHistory.Storage.Sqlite;
using CoverageHistory.TestKit;

namespace CoverageHistory.BenchmarkDotNet.Tests;

[Collection(OneSampleRun.Name)]
public sealed class SummaryRecorderTests : IDisposable
{
    private readonly SampleRun _run;
    private readonly TemporaryRepository _repository = new();
    private readonly AccumulationLogger _log = new();
    private readonly SummaryRecorder _recorder;

    public SummaryRecorderTests(SampleRun run)
    {
        _run = run;
        _repository.Commit();
        _recorder = new SummaryRecorder(_repository.Root, _repository.Variables());
    }

    private SqliteHistoryStore Store => new(_repository[".coverage-history/history.db"], new SqliteStoreOptions());

    private IReadOnlyList<string> Lines => [.. _log.GetLog().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd('\r'))];

    public void Dispose() => _repository.Dispose();

    [Fact]
    public void All_summaries_of_a_process_become_one_run_and_each_says_so_in_a_line()
    {
        foreach (var summary in _run.Summaries)
            _recorder.Record(summary, _log);

        var run = Assert.Single(Store.ListRuns(RunQuery.All, default)).Run;
        var sessions = Store.ListSessions(run.Id, default).Select(session => session.Session).ToList();
        Assert.Equal(["CoverageHistory.BenchmarkDotNet.Tests.Orders", "CoverageHistory.BenchmarkDotNet.Tests.Orders+Shelf"], sessions.Select(session => session.Name).Take(2));
        Assert.Equal(_run.Summaries.Sum(summary => summary.Reports.Length), sessions.Sum(session => session.Benchmarks!.Count));
        var place = $"run {run.Id.ToString()[..13]}… on main@{run.Commit!.Sha[..7]}";
        Assert.Equal([$"CoverageHistory: 12 benchmarks (4 without result), {place}", $"CoverageHistory: 14 benchmarks (4 without result), {place}",
            $"CoverageHistory: 16 benchmarks (4 without result), {place}"], Lines);
    }

    [Fact]
    public void Benchmarks_join_the_tests_of_their_commit()
    {
        var tested = new HistoryRecorder(variables: _repository.Variables()).Record(new RecordRequest
        {
            WorkingDirectory = _repository.Root,
            RunKey = "tests",
            Sessions = [new SessionInput { Name = "Tests", Tests = [new TestResult("N.C.Passes", TestOutcome.Passed, TimeSpan.Zero)] }],
        }, default);

        foreach (var summary in _run.Summaries)
            _recorder.Record(summary, _log);

        Assert.Equal((tested.Run.Id, 4), Store.ListRuns(RunQuery.All, default) is [var run] ? (run.Run.Id, run.Sessions) : default);
    }

    [Fact]
    public void The_reports_of_what_is_recorded_are_nothing_new()
    {
        foreach (var summary in _run.Summaries)
            _recorder.Record(summary, _log);
        var reports = _run.Summaries.SelectMany(summary => (string[])[SampleRun.ReportOf(summary, JsonExporter.Full), SampleRun.ReportOf(summary, JsonExporter.Brief)]);

        var outcome = new HistoryRecorder(variables: _repository.Variables()).Record(new RecordRequest
        {
            WorkingDirectory = _repository.Root,
            RunKey = "tests",
            Sessions = [new SessionInput { Name = "Tests", Tests = [] }],
            BenchmarkResults = [.. reports],
        }, default);

        Assert.Equal(["Tests"], outcome.Sessions.Select(session => session.Name));
    }

    [Fact]
    public void The_history_is_that_of_the_artifacts_where_the_current_folder_is_in_no_repository()
    {
        using var elsewhere = new TemporaryDirectory();
        var summary = _run.Summaries[0];

        new SummaryRecorder(elsewhere.Path, _repository.Variables()).Record(With(summary, summary.HostEnvironmentInfo, _repository["BenchmarkDotNet.Artifacts/results"]), _log);

        Assert.Single(Store.ListRuns(RunQuery.All, default));
    }

    [Fact]
    public void A_history_that_is_none_is_a_warning_and_the_benchmarks_go_on()
    {
        _repository.Write(".coverage-history/history.db", "these are notes, not a database; they are longer than a database's header, which has one hundred bytes.");

        _recorder.Record(_run.Summaries[0], _log);

        Assert.StartsWith($"CoverageHistory: warning {DiagnosticCode.NotAHistory}: These benchmarks are not recorded: ", Assert.Single(Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void Trouble_that_nobody_thought_of_is_a_warning_too()
    {
        Assert.Empty(CoverageHistoryExporter.Default.ExportToFiles(null!, _log));

        Assert.StartsWith($"CoverageHistory: warning {DiagnosticCode.RecordingFailed}: ", Assert.Single(Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void Benchmarks_of_a_debug_build_are_doubtful_and_say_so()
    {
        var summary = _run.Summaries[1];

        _recorder.Record(With(summary, new DebugHost(), summary.ResultsDirectoryPath), _log);

        Assert.StartsWith($"CoverageHistory: warning {DiagnosticCode.UnfairBenchmarks}: ", Lines[0], StringComparison.Ordinal);
        Assert.Equal([DiagnosticCode.UnfairBenchmarks], Assert.Single(Store.ListRuns(RunQuery.All, default)).Doubts);
    }

    private static Summary With(Summary summary, HostEnvironmentInfo host, string results) =>
        new(summary.Title, summary.Reports, host, results, "", summary.TotalTime, CultureInfo.InvariantCulture, [], []);

    private sealed class DebugHost : HostEnvironmentInfo
    {
        public DebugHost() => Configuration = "DEBUG";
    }
}
