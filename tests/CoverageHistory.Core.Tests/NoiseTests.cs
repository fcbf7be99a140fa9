using CoverageHistory.Model;
using CoverageHistory.Storage;
using CoverageHistory.Storage.Sqlite;
using CoverageHistory.TestKit;

namespace CoverageHistory.Core.Tests;

public sealed class NoiseTests : IDisposable
{
    private readonly TemporaryRepository _repository = new();
    private int _reports;

    public NoiseTests()
    {
        _repository.Write("src/A.cs", "one\n");
        _repository.Commit(at: DateTimeOffset.UtcNow.AddMinutes(-5));
    }

    private SqliteHistoryStore Store => new(_repository[".coverage-history/history.db"], new SqliteStoreOptions());

    public void Dispose() => _repository.Dispose();

    [Fact]
    public void A_sound_report_raises_no_doubt()
    {
        var outcome = Record(Input(Report("src/A.cs", 1, 0)));

        Assert.Empty(outcome.Diagnostics);
        Assert.Empty(outcome.Stored.Summary!.Doubts);
    }

    [Fact]
    public void A_report_with_nothing_to_cover_is_doubtful()
    {
        var empty = _repository.Around.Write("empty.xml", "<coverage line-rate=\"1\"><packages/></coverage>");

        var outcome = Record(Input(empty), Input(Report("src/A.cs", 1)));

        var diagnostic = Assert.Single(outcome.Diagnostics);
        Assert.Equal((DiagnosticCode.EmptyReport, DiagnosticSeverity.Warning, empty), (diagnostic.Code, diagnostic.Severity, diagnostic.Path));
        Assert.Equal([DiagnosticCode.EmptyReport], outcome.Stored.Summary!.Doubts);
        Assert.Equal([DiagnosticCode.EmptyReport], Store.ListRuns(RunQuery.All, default)[0].Doubts);
        Assert.Equal([1, 0], Store.ListSessions(outcome.Run.Id, default).Select(session => session.Session.Doubts.Count));
    }

    [Fact]
    public void Tests_that_passed_and_covered_nothing_are_doubtful()
    {
        TestResult[] passed = [new("T", TestOutcome.Passed, TimeSpan.Zero)];
        TestResult[] failed = [new("T", TestOutcome.Failed, TimeSpan.Zero)];

        Assert.Equal([DiagnosticCode.NothingCovered], DoubtsOf(Input(Report("src/A.cs", 0, 0)) with { Tests = passed }));
        Assert.Equal([DiagnosticCode.NothingCovered], DoubtsOf(Input(Report("src/A.cs", 0, 0)), Input() with { Tests = passed }));
        Assert.Equal([DiagnosticCode.NothingCovered], DoubtsOf(Input(Report("src/A.cs", 0, 0))));
        Assert.Empty(DoubtsOf(Input(Report("src/A.cs", 0, 0)) with { Tests = failed }));
        Assert.Empty(DoubtsOf(Input(Report("src/A.cs", 0, 1)) with { Tests = passed }));
    }

    [Fact]
    public void A_report_written_before_the_tests_began_is_stale()
    {
        var report = Report("src/A.cs", 1);
        var began = DateTimeOffset.UtcNow;
        File.SetLastWriteTimeUtc(report, began.UtcDateTime.AddMinutes(-1));

        Assert.Equal([DiagnosticCode.StaleReport], DoubtsOf(Input(report) with { StartedAt = began }));
        Assert.Empty(DoubtsOf(Input(report) with { StartedAt = began.AddMinutes(-2) }));
    }

    [Fact]
    public void A_report_older_than_the_commit_it_is_recorded_for_is_stale()
    {
        var report = Report("src/A.cs", 1);
        File.SetLastWriteTimeUtc(report, DateTime.UtcNow.AddDays(-2));

        Assert.Equal([DiagnosticCode.StaleReport], DoubtsOf(Input(report)));
    }

    [Fact]
    public void A_report_that_says_itself_that_it_is_older_than_the_commit_is_stale()
    {
        var old = Report("src/A.cs", DateTimeOffset.UtcNow.AddDays(-3), 1);
        var young = Report("src/A.cs", DateTimeOffset.UtcNow.AddHours(-14), 1);

        Assert.Equal([DiagnosticCode.StaleReport], DoubtsOf(Input(old)));
        Assert.Empty(DoubtsOf(Input(young)));
    }

    [Fact]
    public void Who_imports_the_past_is_not_told_that_it_is_old()
    {
        var report = Report("src/A.cs", DateTimeOffset.UtcNow.AddDays(-30), 1);

        Assert.Empty(new HistoryRecorder(null, _repository.Variables()).Record(Request(Input(report)) with { At = DateTimeOffset.UtcNow.AddDays(-30) }, default).Diagnostics);
    }

    [Fact]
    public void Files_left_out_by_the_configuration_are_counted_and_shown_and_no_longer_warned_of()
    {
        _repository.Write(".config/coverage-history.json", """{"include": ["src/**", "/elsewhere/**"], "exclude": ["**/*.g.cs", "/elsewhere/**"]}""");

        var outcome = Record(Input(Report("src/A.cs", 1)), Input(Report("src/A.g.cs", 1)), Input(Report("/elsewhere/lib/B.cs", 0)), Input(Report("tests/T.cs", 0)));

        Assert.Equal([0, 1, 1, 1], outcome.Sessions.Select(session => session.ExcludedFiles));
        Assert.All(outcome.Diagnostics, diagnostic => Assert.Equal((DiagnosticCode.FilesExcluded, DiagnosticSeverity.Info), (diagnostic.Code, diagnostic.Severity)));
        Assert.Equal(3, outcome.Diagnostics.Count);
        Assert.Equal(new CoveredCount(1, 1), outcome.Stored.Summary!.Coverage!.Value.Lines);
        Assert.Equal([0, 1, 1, 1], Store.ListSessions(outcome.Run.Id, default).Select(session => session.Session.ExcludedFiles));
        Assert.Contains("\"excluded_files\":1,", System.Text.Encoding.UTF8.GetString(Store.LoadRecord(outcome.Run.Id, default)!.ToText()), StringComparison.Ordinal);
    }

    [Fact]
    public void Generated_files_count_and_are_told_of()
    {
        var outcome = Record(Input(Report("src/obj/Debug/A.g.cs", 1, 0)));

        Assert.Equal(new CoveredCount(1, 2), outcome.Stored.Summary!.Coverage!.Value.Lines);
        var diagnostic = Assert.Single(outcome.Diagnostics);
        Assert.Equal((DiagnosticCode.FilesGenerated, DiagnosticSeverity.Info), (diagnostic.Code, diagnostic.Severity));
        Assert.StartsWith("1 file written by tools: src/obj/Debug/A.g.cs", diagnostic.Message, StringComparison.Ordinal);
    }

    private IReadOnlyList<string> DoubtsOf(params SessionInput[] inputs)
    {
        var outcome = Record(inputs);
        Assert.Equal(outcome.Stored.Summary!.Doubts, outcome.Diagnostics.Select(diagnostic => diagnostic.Code).Distinct().Order(StringComparer.Ordinal));
        return outcome.Stored.Summary.Doubts;
    }

    private static SessionInput Input(params string[] files) => new() { Name = string.Join(',', files), Files = files };

    private string Report(string path, params int[] hits) => Report(path, DateTimeOffset.UtcNow, hits);

    private string Report(string path, DateTimeOffset at, params int[] hits) => _repository.Around.Write($"report{++_reports}.xml", $"""
        <coverage timestamp="{at.ToUnixTimeSeconds()}"><sources><source>{_repository.Root}</source></sources><packages><package name="App"><classes>
        <class name="N.A" filename="{path}"><lines>{string.Concat(hits.Select((count, index) => $"<line number=\"{index + 1}\" hits=\"{count}\"/>"))}</lines></class>
        </classes></package></packages></coverage>
        """);

    private RecordRequest Request(params SessionInput[] inputs) =>
        new() { WorkingDirectory = _repository.Root, RunKey = Guid.NewGuid().ToString(), Sessions = inputs };

    private RecordOutcome Record(params SessionInput[] inputs) => new HistoryRecorder(null, _repository.Variables()).Record(Request(inputs), default);
}
