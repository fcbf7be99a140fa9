using System.CommandLine;
using System.Globalization;

namespace CoverageHistory.Tool;

/// <summary>
/// Numbers and times on the command line. Options are texts that are understood here: the parser's own conversions are generic over
/// value types, which nothing compiles ahead of time, and cost a third of the start-up.
/// </summary>
internal static class OptionValue
{
    /// <summary>From 1 up; null when it is not given.</summary>
    /// <exception cref="UsageException">It is no such number.</exception>
    public static int? GetNumber(this ParseResult parsed, Option<string?> option)
    {
        if (parsed.GetValue(option) is not { } text)
            return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new UsageException($"{option.Name} takes a whole number from 1 up, not '{text}'.");
    }

    /// <summary>ISO 8601, UTC where no offset is given; null when it is not given.</summary>
    /// <exception cref="UsageException">It is no such time.</exception>
    public static DateTimeOffset? GetTime(this ParseResult parsed, Option<string?> option)
    {
        if (parsed.GetValue(option) is not { } text)
            return null;
        const DateTimeStyles utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        // ISO 8601 starts with the year; what else .NET would read depends on the country.
        return text.Length >= 10 && text[4] == '-' && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, utc, out var time)
            ? time
            : throw new UsageException($"{option.Name}: '{text}' is not a time. Write it like 2026-11-23 or 2026-11-23T02:00:00Z.");
    }
}
