using System.CommandLine;

namespace CoverageHistory.Tool.Commands;

/// <summary>Options that say which runs.</summary>
internal sealed class RunFilterOptions
{
    public Option<string?> Runs { get; } = new("--runs") { HelpName = "N", Description = "The last N runs of those that match." };

    public IReadOnlyList<Option> All => [Days, Runs, Branch, Since, Until];

    private Option<string?> Days { get; } = new("--days") { HelpName = "N", Description = "Runs of the last N days." };

    private Option<string?> Branch { get; } = new("--branch") { HelpName = "NAME", Description = "The line of this branch: first parents from its tip. Default: the current branch." };

    private Option<string?> Since { get; } = new("--since")
    {
        HelpName = "TIME",
        Description = "Runs recorded at this time or later, such as 2026-11-01 or 2026-11-01T08:30:00Z.",
    };

    private Option<string?> Until { get; } = new("--until") { HelpName = "TIME", Description = "Runs recorded before this time." };

    /// <summary>The branch that was asked for; null when none was.</summary>
    public string? BranchOf(ParseResult parsed) => parsed.GetValue(Branch);

    /// <summary>As <see cref="Query"/>, on the line of the current branch where no other is asked for.</summary>
    public TrendQuery LineQuery(ParseResult parsed, CommandContext context)
    {
        var query = Query(parsed, context.Host.Clock);
        return query.Branch is null ? query with { Branch = context.CurrentBranch, PrefersLine = true } : query;
    }

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
