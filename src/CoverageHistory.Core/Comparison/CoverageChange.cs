using CoverageHistory.Model;

namespace CoverageHistory.Comparison;

/// <summary>Coverage of one thing in two runs.</summary>
/// <param name="Base">Null when it is not there in the base run, or there is no base run.</param>
/// <param name="Head">Null when it is not there any more.</param>
internal readonly record struct CoverageChange(CoverageCounts? Base, CoverageCounts? Head)
{
    public CountChange Lines => new(Base?.Lines, Head?.Lines);

    public CountChange Branches => new(Base?.Branches, Head?.Branches);

    public CountChange Methods => new(Base?.Methods, Head?.Methods);

    public bool IsChanged => Base != Head;

    /// <summary>
    /// About how many lines' state changed, to order by what matters: the rate's change weighs as much as the lines it stands on,
    /// and something new or gone weighs its uncovered lines.
    /// </summary>
    public double Weight => Lines.RateChange is { } change
        ? Math.Abs(change) * Math.Max(Base!.Value.Lines.Total, Head!.Value.Lines.Total)
        : (Head ?? Base) is { } only ? only.Lines.Total - only.Lines.Covered : 0;
}
