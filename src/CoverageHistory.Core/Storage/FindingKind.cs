namespace CoverageHistory.Storage;

/// <summary>What part of a history something is wrong with.</summary>
internal enum FindingKind
{
    /// <summary>The file's own structure, its schema or a reference between rows.</summary>
    File,

    /// <summary>A run differs from what its hash was taken over.</summary>
    Run,

    /// <summary>Totals differ from what the lines and test results say.</summary>
    Totals,

    /// <summary>A list of files differs from its address.</summary>
    FileList,

    /// <summary>The lines of a file differ from their address.</summary>
    Map,

    /// <summary>A record in the spool folder cannot be read.</summary>
    Waiting,
}
