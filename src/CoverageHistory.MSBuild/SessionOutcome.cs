using CoverageHistory.Model;

namespace CoverageHistory.MSBuild;

/// <summary>What to tell the user about one session.</summary>
/// <param name="Line">The one line of a recorded session; null when nothing was recorded.</param>
/// <param name="Details">For those who ask for more.</param>
internal sealed record SessionOutcome(string? Line, IReadOnlyList<Diagnostic> Diagnostics, IReadOnlyList<string> Details)
{
    public static SessionOutcome Nothing(string why) => new(null, [], [why]);
}
