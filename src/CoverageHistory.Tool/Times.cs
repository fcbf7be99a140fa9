using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace CoverageHistory.Tool;

/// <summary>Times on the command line: ISO 8601, UTC where no offset is given.</summary>
internal static class Times
{
    public static Option<DateTimeOffset?> Option(string name, string description) => new(name)
    {
        HelpName = "TIME",
        Description = description,
        CustomParser = Parse,
    };

    private static DateTimeOffset? Parse(ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        const DateTimeStyles utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        // ISO 8601 starts with the year; what else .NET would read depends on the country.
        if (text.Length >= 10 && text[4] == '-' && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, utc, out var time))
            return time;
        argument.AddError($"'{text}' is not a time: write it like 2026-11-23 or 2026-11-23T02:00:00Z.");
        return null;
    }
}
