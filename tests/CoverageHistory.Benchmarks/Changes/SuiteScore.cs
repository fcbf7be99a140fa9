using System.IO.Compression;
using System.Text.Json;
using CoverageHistory.Statistics;
using CoverageHistory.TestKit;

namespace CoverageHistory.Benchmarks.Changes;

/// <summary>
/// Series of benchmarks whose changes are known: what is found of them in hindsight, and how soon slow-downs alert while the series grows.
/// </summary>
internal static class SuiteScore
{
    /// <summary>A change counts as found when it is told to be so near.</summary>
    private const int Margin = 5;

    /// <summary>Points that nothing is asked of yet.</summary>
    private const int WarmUp = 30;

    private const int Watched = SyntheticSuite.Watched;

    /// <summary>Series of a file of <c>{"series":[{"family","cv","step","x","cps"}]}</c>, compressed or not.</summary>
    public static List<SuiteSeries> Read(string path)
    {
        using Stream file = File.OpenRead(path);
        using var content = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var json = JsonDocument.Parse(content);
        return
        [
            .. json.RootElement.GetProperty("series").EnumerateArray().Select(series => new SuiteSeries(
                series.GetProperty("family").GetString()!,
                series.GetProperty("cv").GetDouble(),
                series.GetProperty("step").GetDouble(),
                [.. series.GetProperty("x").EnumerateArray().Select(value => value.GetDouble())],
                [.. series.GetProperty("cps").EnumerateArray().Select(place => place.GetInt32())])),
        ];
    }

    public static void ScoreHindsight(string title, IReadOnlyList<SuiteSeries> all)
    {
        Console.WriteLine($"\n| {title} | F1 | precision | recall | false in 1,000 | without changes |\n|---|---|---|---|---|---|");
        var scored = all.Select(series => (Series: series, Found: ChangePointDetector.Find(series.Values).Select(change => change.Index).ToList())).ToList();
        foreach (var (name, group) in Groups(scored, one => one.Series))
        {
            double hits = 0, found = 0, known = 0, points = 0, falseInNone = 0, pointsOfNone = 0;
            foreach (var (series, places) in group)
            {
                found += places.Count;
                known += series.Changes.Count;
                points += series.Values.Length;
                hits += Hits(series.Changes, [.. places]);
                (falseInNone, pointsOfNone) = series.Changes.Count == 0 ? (falseInNone + places.Count, pointsOfNone + series.Values.Length) : (falseInNone, pointsOfNone);
            }
            Console.WriteLine(FormattableString.Invariant(
                $"| {name} | {Share(2 * hits, found + known):0.000} | {Share(hits, found):0.00} | {Share(hits, known):0.00} | {1000 * (found - hits) / points:0.00} | {1000 * Share(falseInNone, pointsOfNone):0.00} |"));
        }
    }

    public static void ScoreWatch(string title, IReadOnlyList<SuiteSeries> all)
    {
        Console.WriteLine($"\n| {title} | false in 1,000 | alerted in 10 | in 60 | mean delay |\n|---|---|---|---|---|");
        var scored = all.Select(series => (Series: series, Alerts: LevelWatch.Replay(series.Values).FindAll(alert => alert.IsUp))).ToList();
        foreach (var (name, group) in Groups(scored, one => one.Series))
        {
            double mistakes = 0, points = 0;
            var delays = new List<int>();
            foreach (var (series, alerts) in group)
            {
                var change = series.Changes is [var first, ..] ? first : series.Values.Length;
                points += change - WarmUp;
                mistakes += alerts.Count(alert => alert.At < change);
                if (series.Changes.Count > 0)
                    delays.Add(alerts.Find(alert => alert.At >= change && alert.At < change + Watched && alert.Index >= change - Margin) is { At: > 0 } hit ? hit.At - change + 1 : Watched + 1);
            }
            var late = delays.Count == 0 ? " | | |" : FormattableString.Invariant($" {delays.Count(delay => delay <= 10) / (double)delays.Count:0.000} | {delays.Count(delay => delay <= 60) / (double)delays.Count:0.000} | {delays.Average():0.0} |");
            Console.WriteLine(FormattableString.Invariant($"| {name} | {1000 * mistakes / points:0.00} |{late}"));
        }
    }

    private static int Hits(IEnumerable<int> known, List<int> found)
    {
        var hits = 0;
        foreach (var change in known)
        {
            var near = found.Where(place => Math.Abs(place - change) <= Margin).OrderBy(place => Math.Abs(place - change)).ToList();
            if (near.Count > 0 && found.Remove(near[0]))
                hits++;
        }
        return hits;
    }

    private static double Share(double part, double whole) => whole > 0 ? part / whole : 0;

    private static IEnumerable<(string Name, IEnumerable<T> Series)> Groups<T>(List<T> scored, Func<T, SuiteSeries> of) =>
    [
        .. scored.GroupBy(one => of(one).Family).Select(group => ($"`{group.Key}`", (IEnumerable<T>)group)),
        .. scored.GroupBy(one => SizeOf(of(one))).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => (group.Key, (IEnumerable<T>)group)),
        ("**all**", scored),
    ];

    private static string SizeOf(SuiteSeries series) => (series.Step / series.Noise) switch
    {
        0 => "no change",
        < 0.99 => "steps: less than the noise",
        < 2.1 => "steps: 1 to 2 times the noise",
        < 5.1 => "steps: over 2 to 5 times the noise",
        _ => "steps: over 5 times the noise",
    };
}
