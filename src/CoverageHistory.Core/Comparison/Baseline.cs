using CoverageHistory.Model;
using CoverageHistory.Storage;

namespace CoverageHistory.Comparison;

/// <summary>The run that another is compared with.</summary>
/// <param name="Run">Null when there is none, or nobody knows.</param>
/// <param name="IsUnknown">The commits between are not known here, so whatever run was taken would be a guess.</param>
internal sealed record Baseline(RunSummary? Run, bool IsUnknown)
{
    public static Baseline None { get; } = new(null, IsUnknown: false);

    public static Baseline Unknown { get; } = new(null, IsUnknown: true);

    /// <summary>What people are told of one that is unknown.</summary>
    public const string UnknownText = $"baseline unknown ({DiagnosticCode.UnknownBaseline}): the commits before this run's are not all known here (a shallow clone?)";
}
