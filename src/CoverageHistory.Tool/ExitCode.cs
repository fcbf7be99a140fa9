namespace CoverageHistory.Tool;

/// <summary>What the process ends with; a contract with scripts.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>Wrong usage or unreadable input; nothing was stored.</summary>
    public const int BadInput = 2;

    /// <summary>There is nothing to judge by: no run, no baseline.</summary>
    public const int CannotJudge = 3;

    /// <summary>The store refused: locked past the deadline, corrupt, a newer schema.</summary>
    public const int StoreRefused = 4;

    public const int Cancelled = 130;
}
