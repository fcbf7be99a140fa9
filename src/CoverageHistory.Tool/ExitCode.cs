namespace CoverageHistory.Tool;

/// <summary>What the process ends with; a contract with scripts.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>A gate was judged, and failed.</summary>
    public const int GateFailed = 1;

    /// <summary>Wrong usage or unreadable input; nothing was stored.</summary>
    public const int BadInput = 2;

    /// <summary>There is nothing to judge by: no run, no baseline, nothing but doubtful numbers.</summary>
    public const int CannotJudge = 3;

    /// <summary>The store refused: locked past the deadline, corrupt, a newer schema.</summary>
    public const int StoreRefused = 4;

    public const int Cancelled = 130;
}
