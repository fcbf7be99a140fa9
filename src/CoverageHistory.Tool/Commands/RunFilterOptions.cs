using System.CommandLine;

namespace CoverageHistory.Tool.Commands;

/// <summary>Options that say which runs.</summary>
internal sealed class RunFilterOptions
{
    public Option<string?> Runs { get; } = new("--runs") { HelpName = "N", Description = "The last N runs of those that match." };

    public IReadOnlyList<Option> All => [Days, Runs, Branch, Since, Until];

    private Option<string?> Days { get; } = new("--days") { HelpName = "N", Description = "Runs of the last N days." };

    private Option<string?> Branch { get; } = new("--branch") { HelpName = "NAME", Description = "Runs on this branch." };

    private Option<string?> Since { get; } = new("--since")
    {
        HelpName = "TIME",
        Description = "Runs recorded at this time or later, such as 2026-11-01 or 2026-11-01T08:30:00Z.",
    };

    private Option<string?> Until { get; } = new("--until") { HelpName = "TIME", Description = "Runs recorded before this time." };

    /// <exception cref="UsageException">A value is wrong, or two options contradict each other.</exception>
    public TrendQuery Query(ParseResult parsed, TimeProvider clock)
    {
        var since = parsed.GetTime(Since);
        if (parsed.GetNumber(Days) is { } days)
        {
            if (since is not null)
                throw new UsageException("--days and --since say the same thing: give one of them.");
            since = clock.GetUtcNow().AddDays(-Math.Min(days, 36_500));
        }
        return new TrendQuery
        {
            Branch = parsed.GetValue(Branch),
            Since = since,
            Until = parsed.GetTime(Until),
            Newest = parsed.GetNumber(Runs),
        };
    }
}
