namespace CoverageHistory.Storage;

/// <summary>What became of runs that came from another store.</summary>
/// <param name="Added">Runs that were not here.</param>
/// <param name="Extended">Runs that were here and lacked a session, or have facts of an older half now.</param>
/// <param name="Known">Runs that were here as they came.</param>
/// <param name="GivenUp">Runs left out because they were deleted or pruned here.</param>
internal sealed record TakenRuns(int Added, int Extended, int Known, int GivenUp);
