namespace CoverageHistory.Storage;

/// <summary>What became of runs that came from another store.</summary>
/// <param name="Added">Runs that were not here.</param>
/// <param name="Extended">Runs that were here and lacked a session, or have facts of an older half now.</param>
/// <param name="Known">Runs that were here as they came.</param>
/// <param name="GivenUp">Runs left out because they were deleted or pruned here.</param>
internal sealed record TakenRuns(int Added, int Extended, int Known, int GivenUp)
{
    /// <summary>Runs that were here and went because they were deleted elsewhere; only an exchange with a remote tells.</summary>
    public int Deleted { get; init; }

    public static TakenRuns operator +(TakenRuns left, TakenRuns right) =>
        new(left.Added + right.Added, left.Extended + right.Extended, left.Known + right.Known, left.GivenUp + right.GivenUp)
        {
            Deleted = left.Deleted + right.Deleted,
        };
}
