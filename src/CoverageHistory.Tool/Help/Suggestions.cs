using System.CommandLine;
using System.CommandLine.Parsing;

namespace CoverageHistory.Tool.Help;

/// <summary>Guesses what a mistyped command or option was meant to be.</summary>
internal static class Suggestions
{
    public static IEnumerable<string> For(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var names = Names(parsed.CommandResult).Distinct(StringComparer.Ordinal).ToList();
        foreach (var token in parsed.UnmatchedTokens.Distinct())
        {
            if (Closest(token, names) is { } guess)
                yield return $"Did you mean {guess}?";
        }
        var path = command is RootCommand ? "" : " " + HelpText.PathOf(command);
        yield return $"See `dotnet coverage-trend{path} --help`.";
    }

    /// <summary>The name within a third of its length in edits; null when there is none.</summary>
    public static string? Closest(string typed, IEnumerable<string> names) => names
        .Select(name => (name, Edits: EditDistance(typed, name)))
        .Where(guess => guess.Edits <= Math.Max(1, Math.Max(typed.Length, guess.name.Length) / 3))
        .OrderBy(guess => guess.Edits)
        .Select(guess => guess.name)
        .FirstOrDefault();

    private static IEnumerable<string> Names(CommandResult? result)
    {
        if (result is null)
            yield break;
        foreach (var sub in result.Command.Subcommands)
            yield return sub.Name;
        for (var at = result; at is not null; at = at.Parent as CommandResult)
        {
            foreach (var option in at.Command.Options.Where(option => at == result || option.Recursive))
                yield return option.Name;
        }
    }

    /// <summary>Insertions, deletions, replacements and swaps of neighbours that turn one into the other.</summary>
    private static int EditDistance(string from, string to)
    {
        // Typed words are short; a pasted text is no typing error.
        if (from.Length > 40)
            return int.MaxValue;
        var cost = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
            cost[i, 0] = i;
        for (var j = 0; j <= to.Length; j++)
            cost[0, j] = j;
        for (var i = 1; i <= from.Length; i++)
        {
            for (var j = 1; j <= to.Length; j++)
            {
                var replace = cost[i - 1, j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
                cost[i, j] = Math.Min(replace, Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1);
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                    cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
            }
        }
        return cost[from.Length, to.Length];
    }
}
