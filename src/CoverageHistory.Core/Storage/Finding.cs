namespace CoverageHistory.Storage;

/// <summary>Something that is wrong with a history.</summary>
/// <param name="Run">Null where it is not one run's.</param>
/// <param name="What">As it was found.</param>
internal sealed record Finding(FindingKind Kind, Guid? Run, string What)
{
    /// <summary>What follows from it for the user.</summary>
    public string Meaning => Kind switch
    {
        FindingKind.File => "the file is damaged or was changed by something else; restore a backup, or recover what can be read",
        FindingKind.Run => "the run is not what was recorded; do not trust its numbers",
        FindingKind.Totals => "totals shown of the run may be wrong; its lines and tests are what was recorded",
        FindingKind.FileList => "runs that stand on this list of files lost their lines",
        FindingKind.Map => "runs that stand on these lines lost those of a file",
        _ => "the record is not taken in by the next recording; delete the file to give it up",
    };
}
