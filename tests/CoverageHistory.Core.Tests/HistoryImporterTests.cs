using CoverageHistory.Core.Tests.Formats.Histories;
using CoverageHistory.Formats;
using CoverageHistory.Reporting;
using CoverageHistory.Storage;
using CoverageHistory.Storage.Sqlite;
using CoverageHistory.TestKit;

namespace CoverageHistory.Core.Tests;

public sealed class HistoryImporterTests : IDisposable
{
    private const string Bench = """{"name":"M","value":1.5,"unit":"ns"}""";

    private readonly TemporaryRepository _repository = new();

    private SqliteHistoryStore Store => new(_repository[".coverage-history/history.db"], new SqliteStoreOptions());

    public void Dispose() => _repository.Dispose();

    [Fact]
    public void A_folder_of_ReportGenerator_s_history_becomes_a_run_a_file_and_a_second_time_nothing()
    {
        var commit = _repository.Commit();
        var first = Import(Histories.ReportGenerator);
        Assert.Equal((3, true), (first.Runs.Count, first.Runs.All(run => run.IsNew)));
        var again = Import(Histories.ReportGenerator);
        Assert.Equal((3, true), (again.Runs.Count, again.Runs.All(run => !run.IsNew)));

        var runs = Store.ListRuns(RunQuery.All, default);
        Assert.Equal(first.Runs.Select(run => run.Coverage), runs.Select(run => run.Coverage));
        Assert.Equal([["v1.0"], [], ["v1.1"]], runs.Select(run => run.Run.Tags));
        Assert.All(runs, run => Assert.Equal(("main", null), (run.Run.Branch, run.Run.Commit)));
        Assert.NotNull(commit);
    }

    [Fact]
    public void A_commit_that_git_knows_brings_its_facts_along_by_its_full_name_or_as_a_tag()
    {
        var first = _repository.Commit("First");
        var second = _repository.Commit("Second");
        _repository.Around.Write("old/data.js", Histories.Benchmarks(Histories.Entry(second, 1_700_000_000_000, Bench), Histories.Entry("0123456789012345678901234567890123456789", 1_700_000_001_000, Bench)));
        _repository.Around.Write("old/2023-01-01_00-00-00_CoverageHistory.xml", $"""<coverage version="1.0" date="2023-01-01_00-00-00" tag="{first[..10]}"><assembly name="A"/></coverage>""");

        var outcome = Import(_repository.Around["old"]);

        Assert.Equal(["First", "Second", "Faster"], outcome.Runs.Select(run => run.Run.Commit?.Subject));
        Assert.Equal([first], outcome.Runs[1].Run.Commit!.Parents);
        Assert.Equal(TemporaryRepository.FirstCommitAt, outcome.Runs[0].Run.Commit!.AuthoredAt);
        Assert.Equal(1.5, Assert.Single(Store.ListValues("M", "ns", default), value => value.Key == Store.ListRuns(RunQuery.All, default)[1].Run.Id).Value);
    }

    [Fact]
    public void What_a_history_gained_since_the_last_import_is_added()
    {
        var path = _repository.Around.Write("data.js", Histories.Benchmarks(Histories.Entry("a", 1_700_000_000_000, Bench)));
        Import(path);
        _repository.Around.Write("data.js", Histories.Benchmarks(Histories.Entry("a", 1_700_000_000_000, Bench), Histories.Entry("b", 1_700_000_001_000, Bench)));
        Assert.Equal([false, true], Import(path).Runs.Select(run => run.IsNew));
        Assert.Equal(2, Store.ListRuns(RunQuery.All, default).Count);
    }

    [Fact]
    public void Dated_reports_become_runs_by_date_oldest_first()
    {
        var commit = _repository.Commit();
        var xml = File.ReadAllText(Path.Combine(Formats.Fixtures.Folder, "coverage.py/coverage.xml"));
        _repository.Around.Write("old/2025-02-01/coverage.xml", xml);
        _repository.Around.Write("old/2025-01-01/unit.xml", xml);
        _repository.Around.Write("old/2025-01-01/more/coverage.info", File.ReadAllText(Path.Combine(Formats.Fixtures.Folder, "lcov/coverage.info")));
        _repository.Around.Write($"old/2025-03-01-{commit}.json", """{"coverage": 87.3}""");
        _repository.Around.Write("old/index.html", "<html/>");
        var undated = _repository.Around.Write("old/last.xml", xml);
        File.SetLastWriteTimeUtc(undated, new DateTime(2024, 5, 6, 7, 8, 9, DateTimeKind.Utc));

        var outcome = Import(_repository.Around["old"]);

        Assert.Equal(
            ["2024-05-06T07:08:09Z", "2025-01-01T00:00:00Z", "2025-02-01T00:00:00Z", "2025-03-01T00:00:00Z"],
            outcome.Runs.Select(run => RunText.IsoTime(run.Run.RecordedAt)));
        Assert.Equal(1, outcome.PassedOver);
        Assert.Equal(commit, outcome.Runs[3].Run.Commit!.Sha);
        var stored = Store.ListRuns(RunQuery.All, default);
        Assert.Equal([1, 2, 1, 1], stored.Select(run => run.Sessions));
        Assert.Equal(stored.Select(run => run.Coverage), outcome.Runs.Select(run => run.Coverage));
        Assert.All(Import(_repository.Around["old"]).Runs, run => Assert.False(run.IsNew));
    }

    [Fact]
    public void Files_that_the_configuration_leaves_out_are_left_out_of_old_reports_too()
    {
        _repository.Write(".config/coverage-history.json", """{"exclude": ["**/run.py"]}""");
        var report = _repository.Around.Write("2025-01-01/coverage.xml", File.ReadAllText(Path.Combine(Formats.Fixtures.Folder, "coverage.py/coverage.xml")));
        Assert.Equal(1, Assert.Single(Import(Path.GetDirectoryName(report)!).Runs).Coverage!.Value.Files);
    }

    [Fact]
    public void A_run_is_compared_with_one_that_holds_the_like_and_not_with_benchmarks_in_between()
    {
        Import(Histories.ReportGenerator);
        Import(_repository.Around.Write("data.js", Histories.Benchmarks(Histories.Entry("a", 4_000_000_000_000, Bench), Histories.Entry("b", 4_000_000_001_000, Bench)).Replace("2026-07-12T22", "2096-10-01T22", StringComparison.Ordinal)));
        var report = Path.Combine(Formats.Fixtures.Folder, "coverlet/coverage.cobertura.xml");
        var native = new HistoryRecorder(variables: _repository.Variables()).Record(
            new RecordRequest { WorkingDirectory = _repository.Root, Branch = "main", At = DateTimeOffset.FromUnixTimeMilliseconds(4_000_000_002_000), Sessions = [new SessionInput { Name = "a", Files = [report] }] },
            default);

        var history = new TrendAnalyzer(Store).LoadHistory(default);

        Assert.NotNull(native.Previous!.Coverage);
        Assert.Equal(["a", "b", null], history.Runs.Skip(3).Select(run => run.Run.Commit?.Sha));
        Assert.Equal(history.Runs[3].Run.Id, history.Before(4)!.Run.Id);
        Assert.Null(history.Before(3));
    }

    [Fact]
    public void Nothing_is_stored_when_one_file_of_many_is_bad()
    {
        _repository.Around.Write("old/2025-01-01.xml", File.ReadAllText(Path.Combine(Formats.Fixtures.Folder, "coverage.py/coverage.xml")));
        _repository.Around.Write("old/2025-01-02.xml", "<coverage line-rate='1'>\n<packages><package><classes><class filename='a'><lines>\n<line number='x' hits='1'/>");
        var refused = Assert.Throws<ReportFormatException>(() => Import(_repository.Around["old"]));
        Assert.EndsWith("2025-01-02.xml(3): expected a line number, found 'x'", refused.Message, StringComparison.Ordinal);
        Assert.Empty(Store.ListRuns(RunQuery.All, default));
    }

    [Fact]
    public void Nothing_is_stored_when_it_is_cancelled_half_way()
    {
        var path = _repository.Around.Write("data.js", Histories.Benchmarks([.. Enumerable.Range(0, 50).Select(i => Histories.Entry($"c{i}", 1_700_000_000_000 + i, Bench))]));
        using var source = new CancellationTokenSource();
        var seen = 0;
        var request = Request(path) with
        {
            Progress = (done, total) =>
            {
                Assert.Equal((++seen, 50), (done, total));
                if (done == 30)
                    source.Cancel();
            },
        };
        Assert.ThrowsAny<OperationCanceledException>(() => new HistoryImporter(_repository.Variables()).Import(request, source.Token));
        Assert.Empty(Store.ListRuns(RunQuery.All, default));
    }

    [Fact]
    public void A_run_without_lines_compares_by_its_totals_only()
    {
        Import(Histories.ReportGenerator);
        var native = new HistoryRecorder(variables: _repository.Variables()).Record(
            new RecordRequest
            {
                WorkingDirectory = _repository.Root,
                Branch = "main",
                Sessions = [new SessionInput { Name = "a", Files = [Path.Combine(Formats.Fixtures.Folder, "coverlet/coverage.cobertura.xml")] }],
            },
            default);
        var analyzer = new TrendAnalyzer(Store);
        var view = analyzer.Report(new ReportQuery { Run = native.Run.Id }, default)!;

        Assert.Equal([view.Base!], view.Delta.WithoutLines);
        Assert.NotNull(view.Delta.Project!.Value.Lines.RateChange);
        Assert.All(view.Delta.Files, file => Assert.Null(file.Coverage.Base));
        Assert.Empty(view.ChangedFiles);
        foreach (var renderer in ReportRenderers.All)
        {
            using var text = new StringWriter();
            renderer.Render(view, text);
            Assert.Equal(renderer.Type is "markdown" or "html", text.ToString().Contains("holds totals without lines, so modules and files cannot be compared", StringComparison.Ordinal));
        }
        var trend = analyzer.Analyze(new TrendQuery(), default);
        Assert.Equal(4, trend.Series.Points.Count(point => point.Value is > 0 and < 1));
    }

    private ImportOutcome Import(string path) => new HistoryImporter(_repository.Variables()).Import(Request(path), default);

    private ImportRequest Request(string path) => new() { WorkingDirectory = _repository.Root, Paths = [path] };
}
