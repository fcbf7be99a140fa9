using CoverageHistory.Statistics;

namespace CoverageHistory.Comparison;

/// <summary>One metric of a benchmark in one environment.</summary>
/// <param name="Values">As many as points.</param>
internal sealed record BenchmarkValues(IReadOnlyList<BenchmarkPoint> Points, double[] Values)
{
    /// <summary>Where the level changed. Times are judged on a logarithmic scale, as they vary by factors.</summary>
    public IReadOnlyList<ChangePoint> Changes => field ??= FindChanges();

    private IReadOnlyList<ChangePoint> FindChanges()
    {
        if (Values.Any(value => value <= 0))
            return ChangePointDetector.Find(Values, Sensitivity.Show);
        var found = ChangePointDetector.Find([.. Values.Select(value => Math.Log(value))], Sensitivity.Show);
        return [.. found.Select(change => change with
        {
            Before = Math.Exp(change.Before),
            After = Math.Exp(change.After),
            Low = Math.Exp(change.Before) * (Math.Exp(change.Low) - 1),
            High = Math.Exp(change.Before) * (Math.Exp(change.High) - 1),
        })];
    }
}
