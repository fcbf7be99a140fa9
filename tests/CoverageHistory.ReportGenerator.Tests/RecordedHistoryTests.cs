using System.Xml.Linq;
using CoverageHistory.Storage;
using CoverageHistory.Storage.Sqlite;
using CoverageHistory.TestKit;

namespace CoverageHistory.ReportGenerator.Tests;

public sealed class RecordedHistoryTests : IDisposable
{
    private static readonly string Fixtures = Path.Combine(RepositoryRoot.Path, "tests", "fixtures", "reports");

    private readonly TemporaryDirectory _folder = new();

    private SqliteHistoryStore Store => new(_folder[".coverage-history/history.db"], new SqliteStoreOptions());

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("coverlet/coverage.cobertura.xml")]
    [InlineData("gcovr/coverage.xml")]
    [InlineData("coverage.py/coverage.xml")]
    [InlineData("istanbul/cobertura.xml")]
    public void A_run_reads_as_ReportGenerator_itself_would_have_saved_its_report(string fixture)
    {
        var report = Path.Combine(Fixtures, fixture);
        Record(report, "2026-01-02T03:04:05Z");
        Generator.Run(_folder.Path, $"-reports:{report}", "-targetdir:out", "-historydir:theirs", "-reporttypes:JsonSummary");
        var theirs = Classes(XElement.Load(Assert.Single(Directory.GetFiles(_folder["theirs"]))));

        var history = new RecordedHistory(Store, branch: null);
        var name = Assert.Single(history.GetHistoryFilePaths());
        using var content = history.LoadFile(name);
        var document = XElement.Load(content);

        Assert.Equal("2026-01-02_03-04-05_CoverageHistory.xml", name);
        Assert.Equal("2026-01-02_03-04-05", document.Attribute("date")!.Value);
        Assert.Equal(theirs, Classes(document));
    }

    [Fact]
    public void Runs_are_listed_in_their_order_each_at_a_second_of_its_own()
    {
        SampleHistory.WriteTo(Store, 3);
        var at = Store.ListRuns(RunQuery.All, default)[^1].Run.RecordedAt;
        Record(Path.Combine(Fixtures, "gcovr/coverage.xml"), at.AddMilliseconds(5).ToString("O"));
        var names = new RecordedHistory(Store, branch: null).GetHistoryFilePaths().ToList();
        Assert.Equal(4, names.Distinct().Count());
        Assert.Equal(names.Order(StringComparer.Ordinal), names);
    }

    [Fact]
    public void Runs_of_other_branches_are_left_out_when_there_is_a_default_branch()
    {
        SampleHistory.WriteTo(Store, 8);
        Assert.Equal(6, new RecordedHistory(Store, "main").GetHistoryFilePaths().Count());
        Assert.Equal(8, new RecordedHistory(Store, null).GetHistoryFilePaths().Count());
    }

    [Fact]
    public void A_run_without_lines_has_one_class_with_its_totals()
    {
        new HistoryImporter(new Dictionary<string, string>()).Import(
            new ImportRequest
            {
                WorkingDirectory = _folder.Path,
                Paths = [Path.Combine(RepositoryRoot.Path, "tests", "fixtures", "histories", "reportgenerator")],
            },
            default);
        var history = new RecordedHistory(Store, null);
        var totals = Store.ListRuns(RunQuery.All, default)[0].Coverage!.Value;
        using var content = history.LoadFile(history.GetHistoryFilePaths().First());
        var type = Assert.Single(XElement.Load(content).Descendants("class"));
        Assert.Equal(($"{totals.Lines.Covered}", $"{totals.Lines.Total}"), (type.Attribute("coveredlines")!.Value, type.Attribute("coverablelines")!.Value));
    }

    [Fact]
    public void Saving_stores_nothing()
    {
        SampleHistory.WriteTo(Store, 2);
        new RecordedHistory(Store, null).SaveFile(new MemoryStream([1]), "2026-01-01_00-00-00_CoverageHistory.xml");
        Assert.Equal(2, Store.ListRuns(RunQuery.All, default).Count);
    }

    [Fact]
    public void ReportGenerator_shows_the_recorded_runs_in_its_history_chart()
    {
        var report = Path.Combine(Fixtures, "coverlet/coverage.cobertura.xml");
        // Only points that differ from the last one are drawn.
        var less = _folder.Write("less.xml", File.ReadAllText(report).Replace("hits=\"1\"", "hits=\"0\"", StringComparison.Ordinal));
        Record(report, "2026-01-01");
        Record(less, "2026-01-02");
        Record(report, "2026-01-03");

        var output = Generator.Run(_folder.Path, $"-reports:{report}", "-targetdir:out", $"-plugins:{Generator.Plugin}", "-historydir:unused", "-reporttypes:Html;XmlSummary");

        var page = File.ReadAllText(_folder["out/index.html"]);
        Assert.Contains("historychart", page, StringComparison.Ordinal);
        foreach (var day in (string[])["01/01/2026", "01/02/2026", "01/03/2026"])
            Assert.True(File.ReadAllText(_folder["out/Shop_Order.html"]).Contains(day, StringComparison.Ordinal), output);
        Assert.False(Directory.Exists(_folder["unused"]) && Directory.EnumerateFiles(_folder["unused"]).Any());
        Assert.Equal(3, Store.ListRuns(RunQuery.All, default).Count);
    }

    private void Record(string report, string at) => new HistoryRecorder(variables: new Dictionary<string, string>()).Record(
        new RecordRequest
        {
            WorkingDirectory = _folder.Path,
            At = DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal),
            Sessions = [new SessionInput { Name = "Tests", Files = [report] }],
        },
        default);

    /// <summary>But for <c>totallines</c>, which counts lines of source files.</summary>
    private static IEnumerable<string> Classes(XElement history) => history.Descendants("class")
        .Where(type => type.Attribute("coverablelines")!.Value != "0")
        .Select(type => $"{type.Parent!.Attribute("name")!.Value}: {string.Join(' ', type.Attributes().Where(attribute => attribute.Name != "totallines").Select(attribute => attribute.Value))}")
        .Order(StringComparer.Ordinal);
}
