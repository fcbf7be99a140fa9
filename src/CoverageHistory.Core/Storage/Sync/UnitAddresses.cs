namespace CoverageHistory.Storage.Sync;

/// <summary>What decides on the order in which units are taken in.</summary>
/// <param name="Hash">The unit's.</param>
/// <param name="Lists">Addresses of the lists of files that it brings.</param>
/// <param name="Needs">Of those it stands on or names, its own among them.</param>
internal sealed record UnitAddresses(string Hash, IReadOnlyList<string> Lists, IReadOnlyList<string> Needs);
