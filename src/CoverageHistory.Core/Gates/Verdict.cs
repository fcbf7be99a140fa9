namespace CoverageHistory.Gates;

internal enum Verdict
{
    Pass,
    Fail,

    /// <summary>There is nothing sound to judge by.</summary>
    Inconclusive,
}
