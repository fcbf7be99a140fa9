namespace CoverageHistory.Storage;

/// <summary>What compacting removed.</summary>
/// <param name="BytesBefore">Of the file with its log.</param>
/// <param name="BytesAfter">The same afterwards.</param>
/// <param name="FileLists">Lists of files that no session has.</param>
/// <param name="Maps">Structures and states that no list names.</param>
/// <param name="Names">Paths, tests, commits and the like that nothing names.</param>
/// <param name="LeftOver">Unfinished files of killed processes.</param>
internal sealed record CompactedHistory(long BytesBefore, long BytesAfter, int FileLists, int Maps, int Names, int LeftOver);
