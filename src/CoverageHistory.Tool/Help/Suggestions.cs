using System.CommandLine;
using System.CommandLine.Parsing;
using CoverageHistory.Configuration;

namespace CoverageHistory.Tool.Help;

/// <summary>Guesses what a mistyped command or option was meant to be.</summary>
internal static class Suggestions
{
    public static IEnumerable<string> For(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var names = Names(parsed.CommandResult).Distinct(StringComparer.Ordinal).ToList();
        foreach (var token in parsed.UnmatchedTokens.Append(MistypedOption(parsed)).OfType<string>().Distinct())
        {
            if (Suggestion.For(token, names) is { } guess)
                yield return $"Did you mean {guess}?";
        }
        var path = command is RootCommand ? "" : " " + HelpText.PathOf(command);
        yield return $"See `dotnet coverage-trend{path} --help`.";
    }

    /// <summary>
    /// Of a command that takes any number of arguments the parser takes a mistyped option for one of them. An argument that starts with
    /// dashes stands after <c>--</c>.
    /// </summary>
    public static string? MistypedOption(ParseResult parsed) => parsed.Tokens.Any(token => token.Type == TokenType.DoubleDash)
        ? null
        : parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens)
            .Select(token => token.Value).FirstOrDefault(value => value.Length > 2 && value.StartsWith("--", StringComparison.Ordinal));

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
}
