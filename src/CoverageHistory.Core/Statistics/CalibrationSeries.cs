namespace CoverageHistory.Statistics;

/// <summary>A series whose past is judged.</summary>
/// <param name="Series">Its new values are not looked at, and may be none.</param>
/// <param name="ChangePoints">Indexes of the earlier values at which a new level begins, ascending.</param>
internal sealed record CalibrationSeries(BenchmarkSeries Series, IReadOnlyList<int> ChangePoints);
