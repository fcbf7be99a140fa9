using System.Globalization;
using System.Text;

namespace CoverageHistory.Storage.Sync;

/// <summary>The files <c>tombstones</c> and <c>watermarks</c> of the set.</summary>
internal static class GivenUpText
{
    private const string RunsBefore = "runs-before";
    private const string LinesBefore = "lines-before";

    /// <summary>Ids of runs, sorted, a line each.</summary>
    public static byte[] Tombstones(GivenUpRuns givenUp) => Lines(givenUp.Runs.Select(id => id.ToString("D")).Order(StringComparer.Ordinal));

    /// <summary>Up to two lines of a name and milliseconds since 1970.</summary>
    public static byte[] Watermarks(GivenUpRuns givenUp) => Lines([.. Mark(RunsBefore, givenUp.RunsBefore), .. Mark(LinesBefore, givenUp.LinesBefore)]);

    /// <param name="now">A watermark beyond it would keep every run of the future away, so it does not count.</param>
    /// <param name="strange">Lines that say nothing, which a later version may have written.</param>
    public static GivenUpRuns Parse(ReadOnlySpan<byte> tombstones, ReadOnlySpan<byte> watermarks, DateTimeOffset now, out int strange)
    {
        strange = 0;
        var ids = new HashSet<Guid>();
        foreach (var line in Encoding.UTF8.GetString(tombstones).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (Guid.TryParseExact(line, "D", out var id))
                ids.Add(id);
            else
                strange++;
        }
        DateTimeOffset? runs = null, lines = null;
        foreach (var line in Encoding.UTF8.GetString(watermarks).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Split(' ') is [var name, var value] && long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var time)
                && time <= now.ToUnixTimeMilliseconds() && name is (RunsBefore or LinesBefore))
            {
                if (name == RunsBefore)
                    runs = DateTimeOffset.FromUnixTimeMilliseconds(time);
                else
                    lines = DateTimeOffset.FromUnixTimeMilliseconds(time);
            }
            else
                strange++;
        }
        return new GivenUpRuns(ids, runs, lines);
    }

    private static IEnumerable<string> Mark(string name, DateTimeOffset? time) =>
        time is null ? [] : [string.Create(CultureInfo.InvariantCulture, $"{name} {time.Value.ToUnixTimeMilliseconds()}")];

    private static byte[] Lines(IEnumerable<string> lines) => Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")));
}
