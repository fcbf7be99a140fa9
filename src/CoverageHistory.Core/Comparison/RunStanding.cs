namespace CoverageHistory.Comparison;

/// <summary>Where a run stands to the line of a branch.</summary>
public enum RunStanding
{
    /// <summary>First parents lead from the tip to its commit.</summary>
    OnLine,

    /// <summary>It says to be of the branch, and nobody knows whether its commit leads to the tip. It counts as on the line.</summary>
    Unknown,

    /// <summary>Its commit was of the branch, and another took its place: it was amended, rebased or reset away.</summary>
    Superseded,

    /// <summary>Of another branch; it may have been merged into this one.</summary>
    OtherBranch,
}
