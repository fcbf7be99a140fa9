namespace CoverageHistory.Storage;

/// <summary>What a check of the whole history looked at, and found wrong.</summary>
/// <param name="Runs">Checked against their hashes.</param>
/// <param name="FileLists">Checked against their addresses.</param>
/// <param name="Maps">Structures and states of files, checked against their addresses.</param>
/// <param name="Waiting">Records in the spool folder.</param>
internal sealed record Verification(int Runs, int FileLists, int Maps, int Waiting, IReadOnlyList<Finding> Findings)
{
    public bool IsSound => Findings.Count == 0;
}
