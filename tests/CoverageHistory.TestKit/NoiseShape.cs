namespace CoverageHistory.TestKit;

/// <summary>How the runs of a benchmark scatter about its level.</summary>
public enum NoiseShape
{
    LogNormal,
    HeavyTailed,

    /// <summary>As with two layouts of memory, or two clock rates, of which a process gets one.</summary>
    TwoStates,

    /// <summary>Now and then something else runs.</summary>
    Outliers,
}
