namespace CoverageHistory.Storage.Sync;

/// <summary>What became of a push that the remote did not refuse for good.</summary>
internal enum PushResult
{
    Done,

    /// <summary>Somebody else was faster.</summary>
    Overtaken,

    /// <summary>The ref was locked: somebody else is about to change it, or was stopped while doing so.</summary>
    Locked,
}
