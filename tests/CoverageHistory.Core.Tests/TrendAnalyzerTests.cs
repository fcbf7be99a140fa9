using CoverageHistory.Core.Tests.Storage;
using CoverageHistory.Model;

namespace CoverageHistory.Core.Tests;

public sealed class TrendAnalyzerTests : StoreFixture
{
    private TrendAnalyzer Analyzer => new(Store);

    [Theory]
    [InlineData("line_rate", 0.75)]
    [InlineData("branch_rate", null)]
    [InlineData("method_rate", 1.0)]
    [InlineData("lines_covered", 3.0)]
    [InlineData("lines_coverable", 4.0)]
    [InlineData("branches_covered", 0.0)]
    [InlineData("branches_total", 0.0)]
    [InlineData("tests_total", 3.0)]
    [InlineData("tests_passed", 1.0)]
    [InlineData("tests_failed", 1.0)]
    [InlineData("tests_skipped", 1.0)]
    [InlineData("test_duration_seconds", 1.5)]
    [InlineData("complexity_max", 2.0)]
    public void Every_metric_has_the_value_of_the_union_of_the_sessions(string name, double? expected)
    {
        Record(
            NewRun("a"),
            NamedSession("one", Coverage.File("a.cs", 1, 0, 1, 0)) with { Tests = [Test("t1", TestOutcome.Passed, 0.5), Test("t2", TestOutcome.Failed, 1)] },
            NamedSession("two", Coverage.File("a.cs", 0, 1, 1, 0)) with { Tests = [Test("t3", TestOutcome.Skipped, 0)] });

        var trend = Analyzer.Analyze(new TrendQuery { Metric = BuiltInMetric.Find(name)!.Metric }, None);

        Assert.Equal(expected, Assert.Single(trend.Series.Points).Value);
    }

    [Fact]
    public void The_names_of_the_metrics_are_those_of_the_contract() => Assert.Equal(
        [
            "line_rate", "branch_rate", "method_rate", "lines_covered", "lines_coverable", "branches_covered", "branches_total",
            "tests_total", "tests_passed", "tests_failed", "tests_skipped", "test_duration_seconds", "complexity_max",
        ],
        BuiltInMetric.All.Select(metric => metric.Metric.Name));

    [Fact]
    public void A_run_without_coverage_is_a_point_without_a_value()
    {
        Record(NewRun("a"), NamedSession("tests") with { Coverage = null, Tests = [Test("t", TestOutcome.Passed, 1)] });

        var point = Assert.Single(Analyzer.Analyze(new TrendQuery(), None).Series.Points);
        Assert.Null(point.Value);
    }

    [Fact]
    public void Runs_come_in_the_order_of_their_commits_not_of_their_recording()
    {
        Record(NewRun("child", parent: "parent"), SessionOf(Coverage.File("a.cs", 1, 1)));
        Record(NewRun("parent"), SessionOf(Coverage.File("a.cs", 1, 0)));

        var trend = Analyzer.Analyze(new TrendQuery(), None);

        Assert.Equal([0.5, 1.0], trend.Series.Points.Select(point => point.Value));
        Assert.Equal([null, 0.5], trend.Runs.Select(run => run.CoverageBefore?.Lines.Rate));
    }

    [Theory]
    [InlineData("App", null, null, 0.75)]
    [InlineData("Lib", null, null, 0.0)]
    [InlineData("App", "src/a.cs", null, 0.5)]
    [InlineData(null, "src/b.cs", null, 1.0)]
    [InlineData(null, "src/*.cs", null, 0.75)]
    [InlineData(null, "**/*.cs", null, 0.6)]
    [InlineData(null, null, "a.cs", 0.5)]
    [InlineData("Lib", null, "a.cs", null)]
    public void A_scope_restricts_by_module_file_and_class_together(string? module, string? file, string? type, double? expected)
    {
        Record(NewRun("a"), SessionOf(
            Coverage.FileIn("App", "src/a.cs", 1, 0), Coverage.FileIn("App", "src/b.cs", 1, 1), Coverage.FileIn("Lib", "lib/c.cs", 0)));

        var trend = Analyzer.Analyze(new TrendQuery { Scope = new CoverageScope(module, file, type) }, None);

        Assert.Equal(expected, Assert.Single(trend.Series.Points).Value);
    }

    [Fact]
    public void The_run_before_counts_although_it_is_not_on_the_trend()
    {
        Record(NewRun("a"), SessionOf(Coverage.File("a.cs", 1, 0)));
        Record(NewRun("b", parent: "a"), SessionOf(Coverage.File("a.cs", 1, 1)));

        var run = Assert.Single(Analyzer.Analyze(new TrendQuery { Newest = 1, Scope = new CoverageScope(Module: "App") }, None).Runs);

        Assert.Equal(1.0, run.Coverage?.Lines.Rate);
        Assert.Equal(0.5, run.CoverageBefore?.Lines.Rate);
    }

    [Fact]
    public void Branch_and_time_restrict_the_trend()
    {
        var first = Record(NewRun("a"), SessionOf(Coverage.File("a.cs", 1)));
        Record(NewRun("b", branch: "feature"), SessionOf(Coverage.File("a.cs", 1)));
        var last = Record(NewRun("c"), SessionOf(Coverage.File("a.cs", 1)));

        Guid[] Ids(TrendQuery query) => [.. Analyzer.Analyze(query, None).Series.Points.Select(point => point.Run.Id)];

        Assert.Equal([first.Run.Id, last.Run.Id], Ids(new TrendQuery { Branch = "main" }));
        Assert.Equal([last.Run.Id], Ids(new TrendQuery { Since = last.Run.RecordedAt }));
        Assert.Equal([first.Run.Id], Ids(new TrendQuery { Until = last.Run.RecordedAt, Branch = "main" }));
        Assert.Empty(Ids(new TrendQuery { Branch = "MAIN" }));
    }

    [Fact]
    public void A_report_is_about_the_last_run_against_the_one_before()
    {
        var before = Record(NewRun("a"), SessionOf(Coverage.File("a.cs", 1, 0), Coverage.File("b.cs", 1)));
        var head = Record(NewRun("b", parent: "a"), SessionOf(Coverage.File("a.cs", 1, 1), Coverage.File("b.cs", 1)));

        var view = Analyzer.Report(new ReportQuery(), None)!;

        Assert.Equal((head.Run.Id, before.Run.Id), (view.Head.Run.Id, view.Base!.Run.Id));
        Assert.Equal(["a.cs"], view.ChangedFiles.Select(file => file.Path.Value));
        Assert.Equal(["a.cs", "b.cs"], view.Delta.Files.Select(file => file.Path.Value));
        Assert.Equal(2, view.Trend.Count);
        Assert.Single(view.Sessions);
    }

    [Fact]
    public void A_report_can_be_about_any_two_runs()
    {
        var first = Record(NewRun("a"), SessionOf(Coverage.File("a.cs", 1, 0)));
        Record(NewRun("b", parent: "a"), SessionOf(Coverage.File("a.cs", 1, 1)));
        var third = Record(NewRun("c", parent: "b"), SessionOf(Coverage.File("a.cs", 0, 0)));

        var view = Analyzer.Report(new ReportQuery { Run = first.Run.Id, Base = third.Run.Id }, None)!;

        Assert.Equal(0.5, view.Delta.Project!.Value.Lines.RateChange);
    }

    [Fact]
    public void Without_a_run_there_is_no_report()
    {
        Assert.Null(Analyzer.Report(new ReportQuery(), None));
        Assert.Empty(Analyzer.Analyze(new TrendQuery(), None).Runs);
    }

    [Fact]
    public void Complex_methods_with_little_coverage_are_hotspots()
    {
        var risky = Coverage.File("risky.cs", 0, 0);
        risky = new FileCoverage
        {
            Module = risky.Module,
            Path = risky.Path,
            Lines = risky.Lines,
            Classes = [new ClassCoverage("Risky", [new MethodCoverage("Branchy", "()", 12, [1, 2])])],
        };
        Record(NewRun("a"), SessionOf(risky, Coverage.File("tame.cs", 0)));

        var hotspot = Assert.Single(Analyzer.Report(new ReportQuery(), None)!.Hotspots);

        Assert.Equal(("Branchy", 12.0 * 12 + 12), (hotspot.Name, hotspot.CrapScore));
    }

    private static TestResult Test(string name, TestOutcome outcome, double seconds) => new(name, outcome, TimeSpan.FromSeconds(seconds));
}
