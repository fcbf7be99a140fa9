namespace CoverageHistory.Statistics;

/// <summary>Where a series changes its level.</summary>
/// <param name="Index">The first point of the new level, from 0.</param>
/// <param name="Before">Level before, in the series' unit: the median of the stretch up to the change point before.</param>
/// <param name="After">Level from here to the next change point.</param>
/// <param name="Low">Lower end of the 95 % interval of the difference of the levels.</param>
/// <param name="High">Upper end.</param>
/// <param name="PValue">Of no change, corrected for every place that was tried, 0 to 1.</param>
public sealed record ChangePoint(int Index, double Before, double After, double Low, double High, double PValue);
