using System.Globalization;
using System.Text.RegularExpressions;

namespace CoverageHistory.Formats.Histories;

/// <summary>What the names of an archived report say: its date, UTC unless it says otherwise, and its commit.</summary>
internal static partial class DatedPath
{
    /// <summary>The date in the file's name, else in that of the nearest folder; null when there is none.</summary>
    /// <param name="path">Relative to the archive, so that folders above it do not count.</param>
    public static DateTimeOffset? FindDate(string path)
    {
        foreach (var name in path.Split('/', '\\').Reverse())
        {
            foreach (Match match in Date().Matches(name))
            {
                if (Parse(match) is { } at)
                    return at;
            }
        }
        return null;
    }

    /// <summary>A full object name; null when there is none.</summary>
    public static string? FindCommit(string path) => Commit().Matches(path) is [.., var last] ? last.Value : null;

    private static DateTimeOffset? Parse(Match match)
    {
        int Part(string name) => match.Groups[name] is { Success: true, Value: var digits } ? int.Parse(digits, CultureInfo.InvariantCulture) : 0;
        var (year, month, day) = (Part("year"), Part("month"), Part("day"));
        var (hour, minute, second) = (Part("hour"), Part("minute"), Part("second"));
        var isDate = year >= 1970 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);
        if (!isDate)
            return null;
        // Digits behind a date need not be a time.
        return hour < 24 && minute < 60 && second < 60
            ? new DateTimeOffset(year, month, day, hour, minute, second, TimeSpan.Zero)
            : new DateTimeOffset(year, month, day, 0, 0, 0, TimeSpan.Zero);
    }

    [GeneratedRegex(@"(?<!\d)(?<year>(?:19|20|21)\d\d)(?<dash>[-_.]?)(?<month>\d\d)\k<dash>(?<day>\d\d)(?:[T_ .-]?(?<hour>\d\d)[-_:.h]?(?<minute>\d\d)(?:[-_:.m]?(?<second>\d\d))?)?(?!\d)")]
    private static partial Regex Date();

    [GeneratedRegex(@"(?<![0-9a-f])(?:[0-9a-f]{64}|[0-9a-f]{40})(?![0-9a-f])")]
    private static partial Regex Commit();
}
