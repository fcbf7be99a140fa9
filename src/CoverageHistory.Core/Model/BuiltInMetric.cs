namespace CoverageHistory.Model;

/// <summary>A metric that follows from a run's coverage or tests.</summary>
public sealed class BuiltInMetric
{
    private readonly Func<CoverageCounts, double?>? _ofCoverage;
    private readonly Func<TestCounts, double?>? _ofTests;

    private BuiltInMetric(
        string name, string unit, MetricDirection better, string title,
        Func<CoverageCounts, double?>? ofCoverage = null, Func<TestCounts, double?>? ofTests = null)
    {
        Metric = new Metric(name, unit, better, title);
        _ofCoverage = ofCoverage;
        _ofTests = ofTests;
    }

    private static readonly BuiltInMetric[] Known =
    [
        OfCoverage("line_rate", Metric.Ratio, MetricDirection.Higher, "line coverage", counts => counts.Lines.Rate),
        OfCoverage("branch_rate", Metric.Ratio, MetricDirection.Higher, "branch coverage", counts => counts.Branches.Rate),
        OfCoverage("method_rate", Metric.Ratio, MetricDirection.Higher, "method coverage", counts => counts.Methods.Rate),
        OfCoverage("lines_covered", Metric.Count, MetricDirection.Higher, "covered lines", counts => counts.Lines.Covered),
        OfCoverage("lines_coverable", Metric.Count, MetricDirection.None, "coverable lines", counts => counts.Lines.Total),
        OfCoverage("branches_covered", Metric.Count, MetricDirection.Higher, "covered branches", counts => counts.Branches.Covered),
        OfCoverage("branches_total", Metric.Count, MetricDirection.None, "branches", counts => counts.Branches.Total),
        OfTests("tests_total", Metric.Count, MetricDirection.None, "tests", counts => counts.Total),
        OfTests("tests_passed", Metric.Count, MetricDirection.Higher, "passed tests", counts => counts.Passed),
        OfTests("tests_failed", Metric.Count, MetricDirection.Lower, "failed tests", counts => counts.Failed),
        OfTests("tests_skipped", Metric.Count, MetricDirection.Lower, "skipped tests", counts => counts.Skipped),
        OfTests("test_duration_seconds", Metric.Seconds, MetricDirection.Lower, "test duration", counts => counts.Duration.TotalSeconds),
        OfCoverage("complexity_max", Metric.Count, MetricDirection.Lower, "highest complexity", counts => counts.MaxComplexity),
    ];

    /// <summary>All of them, coverage first; names are distinct.</summary>
    public static IReadOnlyList<BuiltInMetric> All => Known;

    /// <summary>Covered lines of those that are coverable: what most people mean by coverage.</summary>
    public static BuiltInMetric LineRate { get; } = Known[0];

    /// <summary>Its name, unit and direction.</summary>
    public Metric Metric { get; }

    /// <summary>Tests belong to the whole run: such a metric has no value for a module, file or class.</summary>
    internal bool IsOfTests => _ofTests is not null;

    /// <summary>Null when there is no such metric.</summary>
    public static BuiltInMetric? Find(string name)
    {
        // A trend asks for each of its runs.
        foreach (var metric in Known)
        {
            if (metric.Metric.Name == name)
                return metric;
        }
        return null;
    }

    /// <summary>Null when the run has nothing to take it from.</summary>
    internal double? Of(CoverageCounts? coverage, TestCounts? tests) =>
        _ofTests is null
            ? coverage is { } covered ? _ofCoverage!(covered) : null
            : tests is { } tested ? _ofTests(tested) : null;

    private static BuiltInMetric OfCoverage(
        string name, string unit, MetricDirection better, string title, Func<CoverageCounts, double?> value) =>
        new(name, unit, better, title, ofCoverage: value);

    private static BuiltInMetric OfTests(
        string name, string unit, MetricDirection better, string title, Func<TestCounts, double?> value) =>
        new(name, unit, better, title, ofTests: value);
}
