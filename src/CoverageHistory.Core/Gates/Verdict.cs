namespace CoverageHistory.Gates;

public enum Verdict
{
    Pass,
    Fail,

    /// <summary>There is nothing sound to judge by.</summary>
    Inconclusive,
}
