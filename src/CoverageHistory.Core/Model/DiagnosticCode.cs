namespace CoverageHistory.Model;

/// <summary>Every code the product prints. A code keeps its meaning for ever; <c>docs/diagnostics.md</c> says what to do about each.</summary>
internal static class DiagnosticCode
{
    /// <summary>A report cannot be read.</summary>
    public const string UnreadableReport = "COVH1001";

    /// <summary>Tests ran and nothing collected coverage.</summary>
    public const string NoCoverage = "COVH1002";

    /// <summary>Totals a report states differ from the recomputed ones.</summary>
    public const string StatedTotalsDiffer = "COVH1003";

    /// <summary>No git, no repository, or git refuses, fails or takes too long.</summary>
    public const string NoGit = "COVH1004";

    /// <summary>The store was locked past the deadline; the record was spooled.</summary>
    public const string Spooled = "COVH1005";

    /// <summary>The store refused for a reason without a code of its own.</summary>
    public const string StoreRefused = "COVH1006";

    /// <summary>Recording took longer than its deadline.</summary>
    public const string DeadlinePassed = "COVH1007";

    /// <summary>A commit's facts are unknown here (shallow clone, unknown object).</summary>
    public const string UnknownCommit = "COVH1008";

    /// <summary>Files of a report lie outside the repository.</summary>
    public const string FilesOutside = "COVH1009";

    /// <summary>A spool file cannot be taken in; it stays where it is.</summary>
    public const string UnreadableSpool = "COVH1010";

    /// <summary>A setting has no meaning or a wrong value.</summary>
    public const string InvalidSetting = "COVH1011";

    /// <summary>The SDK or MSBuild is too old for the recording task.</summary>
    public const string UnsupportedSdk = "COVH1012";

    /// <summary>Files that the configuration leaves out.</summary>
    public const string FilesExcluded = "COVH1020";

    /// <summary>Files that tools wrote.</summary>
    public const string FilesGenerated = "COVH1021";

    /// <summary>A report says that nothing is coverable.</summary>
    public const string EmptyReport = "COVH1022";

    /// <summary>Tests passed and covered nothing.</summary>
    public const string NothingCovered = "COVH1023";

    /// <summary>A report is older than what it is to measure.</summary>
    public const string StaleReport = "COVH1024";

    /// <summary>A session the run lacks was carried over from another run.</summary>
    public const string SessionCarried = "COVH1025";

    /// <summary>A session the run lacks was not carried over, because it has been too often.</summary>
    public const string SessionMissing = "COVH1026";

    /// <summary>There may be a run to compare with, and the commits that lead to it are not known here.</summary>
    public const string UnknownBaseline = "COVH1029";

    /// <summary>The history, or its folder, cannot be written or opened.</summary>
    public const string StoreNotPermitted = "COVH1030";

    /// <summary>There is no folder for the history, or no history in it.</summary>
    public const string StoreMissing = "COVH1031";

    /// <summary>A folder in place of the history.</summary>
    public const string StoreIsFolder = "COVH1032";

    /// <summary>A link in place of the history.</summary>
    public const string StoreIsLink = "COVH1033";

    /// <summary>The file is no database, or no history.</summary>
    public const string NotAHistory = "COVH1034";

    /// <summary>The history's schema is older, and stays so.</summary>
    public const string OlderSchema = "COVH1035";

    /// <summary>The history's schema is newer than this tool knows.</summary>
    public const string NewerSchema = "COVH1036";

    /// <summary>The history was locked past the deadline.</summary>
    public const string StoreLocked = "COVH1037";

    /// <summary>The disk is full.</summary>
    public const string DiskFull = "COVH1038";

    /// <summary>The history is damaged.</summary>
    public const string StoreDamaged = "COVH1039";

    /// <summary>The repository has no such remote, or there is no repository.</summary>
    public const string NoRemote = "COVH1040";

    /// <summary>The remote does not let this user read or write.</summary>
    public const string RemoteForbidden = "COVH1041";

    /// <summary>The host refused the push by a rule: a protected branch, a hook.</summary>
    public const string PushRefused = "COVH1042";

    /// <summary>The host refuses refs of our own; the branch is used instead.</summary>
    public const string BranchUsed = "COVH1043";

    /// <summary>What is on the remote in our place is not a set of runs.</summary>
    public const string UnrelatedContent = "COVH1044";

    /// <summary>The remote cannot be reached, or is not there.</summary>
    public const string RemoteUnreachable = "COVH1045";

    /// <summary>Another exchange of this repository went on for too long.</summary>
    public const string SyncLocked = "COVH1046";

    /// <summary>An exchange did not end in time.</summary>
    public const string SyncDeadlinePassed = "COVH1047";

    /// <summary>Entries of the set that do not belong there; left out.</summary>
    public const string StrangeEntries = "COVH1048";

    /// <summary>Runs of the set that cannot be taken in; left out.</summary>
    public const string UnreadableUnits = "COVH1049";

    /// <summary>Git failed while runs were exchanged.</summary>
    public const string SyncFailed = "COVH1050";

    /// <summary>The set holds runs that this version cannot read, so it was not compacted.</summary>
    public const string CannotCompact = "COVH1051";

    /// <summary>The remote keeps its ref locked although nobody changes it.</summary>
    public const string RemoteLocked = "COVH1052";

    /// <summary>The folder below git's where an exchange works cannot be written.</summary>
    public const string SyncFolderNotPermitted = "COVH1053";

    /// <summary>Runs that are too large for the set; not sent.</summary>
    public const string RunTooLarge = "COVH1054";

    /// <summary>An entry of a report of benchmarks is not sound; left out.</summary>
    public const string BrokenBenchmark = "COVH1060";

    /// <summary>Benchmarks of a debug build, or with a debugger attached.</summary>
    public const string UnfairBenchmarks = "COVH1061";

    /// <summary>Recording failed for a reason that has no code of its own.</summary>
    public const string RecordingFailed = "COVH1099";
}
