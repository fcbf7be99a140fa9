using CoverageHistory.Model;
using CoverageHistory.Statistics;

namespace CoverageHistory;

/// <summary>Where the level of a trend changes.</summary>
/// <param name="Change">Its index is that of the point among all points of the trend, also those without a value.</param>
/// <param name="Before">The last run of the level before.</param>
/// <param name="First">The first run of the new level.</param>
public sealed record LevelChange(ChangePoint Change, Run Before, Run First)
{
    /// <summary>The commits that came in between, by first parents, oldest first, the last one that of <see cref="First"/>. Null where unknown.</summary>
    public IReadOnlyList<string>? Commits { get; init; }
}
