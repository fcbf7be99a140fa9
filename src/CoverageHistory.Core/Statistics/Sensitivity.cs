namespace CoverageHistory.Statistics;

/// <summary>How much evidence a change point needs: −log10 of the p-value, beside what the series' length costs.</summary>
internal static class Sensitivity
{
    /// <summary>To show: about one false change point in 1,000 points.</summary>
    public const double Show = 2;

    /// <summary>To alert.</summary>
    public const double Alert = 3;
}
