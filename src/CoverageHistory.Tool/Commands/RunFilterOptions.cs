using System.CommandLine;
using System.Globalization;

namespace CoverageHistory.Tool.Commands;

/// <summary>Options that say which runs.</summary>
internal sealed class RunFilterOptions
{
    public Option<int?> Days { get; } = Positive("--days", "N", "Runs of the last N days.");

    public Option<int?> Runs { get; } = Positive("--runs", "N", "The last N runs of those that match.");

    public Option<string?> Branch { get; } = new("--branch") { HelpName = "NAME", Description = "Runs on this branch." };

    public Option<DateTimeOffset?> Since { get; } = Times.Option("--since", "Runs recorded at this time or later, such as 2026-11-01 or 2026-11-01T08:30:00Z.");

    public Option<DateTimeOffset?> Until { get; } = Times.Option("--until", "Runs recorded before this time.");

    public IReadOnlyList<Option> All => [Days, Runs, Branch, Since, Until];

    public TrendQuery Query(ParseResult parsed, TimeProvider clock)
    {
        var since = parsed.GetValue(Since);
        if (parsed.GetValue(Days) is { } days)
        {
            if (since is not null)
                throw new UsageException("--days and --since say the same thing: give one of them.");
            since = clock.GetUtcNow().AddDays(-Math.Min(days, 36_500));
        }
        return new TrendQuery
        {
            Branch = parsed.GetValue(Branch),
            Since = since,
            Until = parsed.GetValue(Until),
            Newest = parsed.GetValue(Runs),
        };
    }

    private static Option<int?> Positive(string name, string helpName, string description) => new(name)
    {
        HelpName = helpName,
        Description = description,
        CustomParser = argument =>
        {
            var text = argument.Tokens[0].Value;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0)
                return number;
            argument.AddError($"{name} takes a whole number from 1 up, not '{text}'.");
            return null;
        },
    };
}
