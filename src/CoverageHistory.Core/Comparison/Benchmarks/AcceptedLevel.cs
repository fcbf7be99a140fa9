using System.Globalization;
using CoverageHistory.Model;

namespace CoverageHistory.Comparison;

/// <summary>A level that somebody accepted: the benchmarks are judged by what came from then on.</summary>
/// <param name="Pattern">Of whole names, with * for any text.</param>
/// <param name="At">When the run that showed it was recorded. Squashing and rebasing change commits, and not the time.</param>
/// <param name="Commit">Of that run, for people; null when it has none.</param>
internal sealed record AcceptedLevel(string Pattern, DateTimeOffset At, string? Commit, string Reason)
{
    private const string TimeForm = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>What stands in the configuration under the pattern: time, commit and reason.</summary>
    public string ToText() => $"{At.UtcDateTime.ToString(TimeForm, CultureInfo.InvariantCulture)}{(Commit is null ? "" : " " + Commit)}: {Reason}";

    /// <exception cref="FormatException">It is not one.</exception>
    public static AcceptedLevel Parse(string pattern, string text)
    {
        var end = text.IndexOf(": ", StringComparison.Ordinal);
        var parts = end < 0 ? [] : text[..end].Split(' ');
        if (parts.Length is 0 or > 2 || text[(end + 2)..].Trim() is not { Length: > 0 } reason
            || !DateTimeOffset.TryParse(parts[0], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
        {
            throw new FormatException($"'{text}' is no accepted level such as 2026-11-23T10:00:00.000Z 1a2b3c4: slower, and right");
        }
        return new AcceptedLevel(pattern, at, parts.Length == 2 ? parts[1] : null, reason);
    }

    public bool IsAbout(Benchmark benchmark) => new NamePattern(Pattern).Matches(benchmark);
}
