namespace CoverageHistory.Storage;

/// <summary>A run that is damaged.</summary>
/// <param name="Id">Null where even that cannot be read.</param>
/// <param name="Reason">What was found.</param>
internal sealed record LostRun(Guid? Id, string Reason);
