using System.Buffers.Text;
using System.Globalization;
using System.Text;
using CoverageHistory.Formats.Xml;

namespace CoverageHistory.Formats.TestResults;

/// <summary>Durations as test tools write them. What is missing, below zero (a clock that was set) or <c>NaN</c> is zero.</summary>
internal static class TestDuration
{
    /// <summary>No test takes longer; what does is a broken report, and would make sums overflow.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromDays(100);

    /// <summary>
    /// Seconds. <c>1,234.5</c> is grouped (Maven Surefire formats in English), <c>0,5</c> has a decimal comma (NUnit 2 and others format
    /// in the machine's culture); a single comma before three digits stands for a group unless a zero comes before it.
    /// </summary>
    /// <exception cref="ReportFormatException">The attribute is no duration.</exception>
    public static TimeSpan ReadSeconds(XmlScanner xml, ReadOnlySpan<byte> attribute)
    {
        if (!xml.TryGetAttribute(attribute, out var value) || value.IsEmpty)
            return TimeSpan.Zero;
        if (!(Utf8Parser.TryParse(value, out double seconds, out var used) && used == value.Length)
            && !double.TryParse(WithPoint(Encoding.UTF8.GetString(value).Trim()), NumberStyles.Float, CultureInfo.InvariantCulture, out seconds))
        {
            throw xml.Fault("a duration in seconds", value);
        }
        if (!(seconds > 0))
            return TimeSpan.Zero;
        return seconds <= Limit.TotalSeconds ? TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond)) : throw TooLong(xml, value);
    }

    /// <summary>Hours, minutes and seconds, with days before and a fraction behind where there are any.</summary>
    /// <exception cref="ReportFormatException">The attribute is no duration.</exception>
    public static TimeSpan ReadTime(XmlScanner xml, ReadOnlySpan<byte> attribute)
    {
        if (!xml.TryGetAttribute(attribute, out var value) || value.IsEmpty)
            return TimeSpan.Zero;
        if (!TimeSpan.TryParse(Encoding.UTF8.GetString(value), CultureInfo.InvariantCulture, out var duration))
            throw xml.Fault("a duration as hours:minutes:seconds", value);
        if (duration < TimeSpan.Zero)
            return TimeSpan.Zero;
        return duration <= Limit ? duration : throw TooLong(xml, value);
    }

    private static string WithPoint(string text)
    {
        var comma = text.LastIndexOf(',');
        if (comma < 0)
            return text;
        var isGroup = text.Contains('.', StringComparison.Ordinal) || text.IndexOf(',', StringComparison.Ordinal) != comma
            || (text.Length - comma == 4 && text[0] != '0');
        return isGroup ? text.Replace(",", "", StringComparison.Ordinal) : text.Replace(',', '.');
    }

    private static ReportFormatException TooLong(XmlScanner xml, ReadOnlySpan<byte> value) =>
        xml.Fault(string.Create(CultureInfo.InvariantCulture, $"a duration of at most {Limit.TotalDays} days"), value);
}
