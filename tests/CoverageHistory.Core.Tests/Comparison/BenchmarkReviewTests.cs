using CoverageHistory.Comparison;
using CoverageHistory.Core.Tests.Storage;
using CoverageHistory.Model;
using CoverageHistory.Statistics;

namespace CoverageHistory.Core.Tests.Comparison;

/// <summary>What is said of the benchmarks of a real history.</summary>
public sealed class BenchmarkReviewTests : StoreFixture
{
    private static readonly ExecutionEnvironment OtherMachine = Machine with { CpuModel = "CPU 4000" };

    private readonly Random _noise = new(1);
    private int _number;

    public BenchmarkReviewTests() : base(inMemory: true)
    {
    }

    [Fact]
    public void A_slowdown_is_judged_by_the_runs_before_and_allocations_apart()
    {
        for (var i = 0; i < 20; i++)
            Measure(Machine, ("Add", 100, 64), ("Remove", 1_000, 0));
        Measure(Machine, ("Add", 150, 64), ("Remove", 1_000, 24));
        var reviewed = Analyze().Reviewed;
        Assert.Equal(
            ["Add median_ns regression", "Add allocated_bytes equivalent", "Remove median_ns equivalent", "Remove allocated_bytes regression"],
            reviewed.Select(one => $"{one.Trend.Benchmark.Method} {one.Metric.Metric.Name} {one.Judged!.Verdict.ToString().ToLowerInvariant()}"));
        Assert.InRange(reviewed[0].Judged!.Ratio!.Value, 1.4, 1.6);
        Assert.Equal(20, reviewed[0].Judged!.BaselineRuns);
    }

    [Fact]
    public void Times_of_another_machine_are_no_regression()
    {
        for (var i = 0; i < 20; i++)
            Measure(Machine, ("Add", 100, null));
        Measure(OtherMachine, ("Add", 160, null));
        var overview = Analyze();
        var judged = overview.Reviewed.Single(one => one.Judged is not null).Judged!;
        Assert.Equal(BenchmarkVerdict.Inconclusive, judged.Verdict);
        Assert.True(judged.Notes.HasFlag(JudgeNotes.UnknownEnvironment));
        Assert.Equal([OtherMachine.Fingerprint, Machine.Fingerprint], overview.Environments.Select(environment => environment.Fingerprint));

        Measure(OtherMachine with { CpuModel = "CPU 5000" }, ("Add", 450, null));
        Assert.Equal(BenchmarkVerdict.Regression, Analyze().Reviewed.Single(one => one.Judged is not null).Judged!.Verdict);
    }

    [Fact]
    public void Environments_are_aligned_by_their_medians_on_the_one_that_measured_last()
    {
        Measure(Machine, ("Add", 100, null));
        Measure(OtherMachine, ("Add", 200, null));
        Measure(Machine, ("Add", 100, null));
        var aligned = BenchmarkOverview.Align(Analyze().Trends, BenchmarkMetrics.Median);
        Assert.Equal(3, aligned.Count);
        Assert.All(aligned.Values, value => Assert.InRange(value, 95, 105));
    }

    [Fact]
    public void An_accepted_level_is_what_later_runs_are_judged_by()
    {
        for (var i = 0; i < 10; i++)
            Measure(Machine, ("Add", 100, null));
        var slower = Measure(Machine, ("Add", 160, null));
        Assert.Equal(BenchmarkVerdict.Regression, Assert.Single(Analyze().Reviewed).Judged!.Verdict);
        var accepted = new BenchmarkSettings([], [new AcceptedLevel("*.Add", slower.RecordedAt, null, "checks its input")]);
        Measure(Machine, ("Add", 160, null));
        var judged = Assert.Single(Analyze(accepted).Reviewed).Judged!;
        Assert.Equal(1, judged.BaselineRuns);
        Assert.NotEqual(BenchmarkVerdict.Regression, judged.Verdict);
        Assert.InRange(judged.Ratio!.Value, 0.9, 1.1);
    }

    [Fact]
    public void A_rename_keeps_the_series_and_is_proposed_where_one_is_likely()
    {
        for (var i = 0; i < 6; i++)
            Measure(Machine, ("Add", 100, 64), ("Remove", 5_000, 0));
        Measure(Machine, ("Insert", 101, 64), ("Remove", 5_000, 0));
        var rename = Assert.Single(Analyze().LikelyRenames);
        Assert.Equal(("Add", "Insert"), (rename.Old.Method, rename.New.Method));

        var settings = new BenchmarkSettings([new BenchmarkRename(rename.Old.Name, rename.New.Name)], []);
        var overview = Analyze(settings);
        Assert.Empty(overview.LikelyRenames);
        Assert.Equal([7, 7], overview.Trends.Select(trend => trend.Points.Count));
    }

    [Fact]
    public void What_is_new_at_another_level_or_beside_two_that_went_is_no_likely_rename()
    {
        for (var i = 0; i < 3; i++)
            Measure(Machine, ("Add", 100, null), ("Remove", 100, null));
        Measure(Machine, ("Insert", 100, null));
        Assert.Empty(Analyze().LikelyRenames);
        Measure(Machine, ("Clear", 300, null));
        Assert.Empty(Analyze().LikelyRenames);
    }

    [Fact]
    public void Several_sessions_of_one_run_are_re_runs()
    {
        for (var i = 0; i < 10; i++)
            Measure(Machine, ("Add", 100, null));
        var run = NewRun();
        foreach (var time in (double[])[130, 131, 129])
            Record(run, SessionOf(Machine, [("Add", time, null)]));
        var reviewed = Assert.Single(Analyze().Reviewed);
        Assert.Equal(3, reviewed.Judged!.Series.New.Count);
        Assert.Equal(11, reviewed.Values.Values.Length);
        Assert.Equal(130, reviewed.Values.Values[^1]);
    }

    private BenchmarkOverview Analyze(BenchmarkSettings? settings = null) =>
        new TrendAnalyzer(Store).AnalyzeBenchmarks(new TrendQuery(), settings ?? BenchmarkSettings.None, names: null, head: null, None);

    private Run Measure(ExecutionEnvironment environment, params (string Method, double Ns, double? Bytes)[] benchmarks)
    {
        var run = NewRun();
        Record(run, SessionOf(environment, [.. benchmarks.Select(one => (one.Method, one.Ns * (1 + 0.01 * (_noise.NextDouble() - 0.5)), one.Bytes))]));
        return run;
    }

    private Session SessionOf(ExecutionEnvironment environment, (string Method, double Ns, double? Bytes)[] benchmarks) => NamedSession("Benchmarks") with
    {
        Coverage = null,
        ContentHash = HashOf($"{_number++}"),
        Environment = environment,
        Benchmarks = [.. benchmarks.Select(one => Measurements.Of(one.Method, one.Ns, one.Bytes))],
    };
}
