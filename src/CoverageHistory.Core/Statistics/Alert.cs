namespace CoverageHistory.Statistics;

/// <summary>A change of level that is sure once a point is known, and was not before.</summary>
/// <param name="At">The newest point then known, from 0.</param>
/// <param name="Index">The first point of the new level, as far as that could then be told.</param>
/// <param name="IsUp">The new level is above the one before.</param>
internal readonly record struct Alert(int At, int Index, bool IsUp);
