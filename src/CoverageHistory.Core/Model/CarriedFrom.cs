namespace CoverageHistory.Model;

/// <summary>Where a session was measured that its run did not measure itself.</summary>
/// <param name="Run">The run whose tests these are.</param>
/// <param name="Runs">How many runs in a row it was carried to, this one included; at least 1.</param>
public sealed record CarriedFrom(Guid Run, int Runs);
