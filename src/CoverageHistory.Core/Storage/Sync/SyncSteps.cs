namespace CoverageHistory.Storage.Sync;

/// <summary>Which way runs go.</summary>
[Flags]
internal enum SyncSteps
{
    /// <summary>Runs of the remote are taken in.</summary>
    Pull = 1,

    /// <summary>Runs that the remote lacks are sent.</summary>
    Push = 2,

    /// <summary>Both; the set on the remote begins anew without what was superseded or given up.</summary>
    Compact = 4 | Pull | Push,
}
