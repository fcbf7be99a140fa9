using System.Diagnostics;
using System.Text.Json;
using CoverageHistory.Statistics;
using CoverageHistory.TestKit;

namespace CoverageHistory.Benchmarks.Changes;

/// <summary>The figures of <c>docs/statistics.md</c>.</summary>
internal static class ChangeScores
{
    /// <summary>None that constants were chosen with.</summary>
    private const int FirstSeed = 100_001;

    private const int SeriesOfFamily = 40;
    private const int SeriesOfKind = 8;

    /// <param name="folder">Null: synthetic series only.</param>
    /// <param name="output">Takes what is found in the folder's other series, for other programs that score; null: nothing is written.</param>
    public static int Run(string? folder, string? output)
    {
        foreach (var annotated in folder is null ? [] : new[] { folder, Path.Combine(folder, "tcpd") }.Where(place => File.Exists(Path.Combine(place, "annotations.json"))))
            AnnotatedSeries.Score(annotated);
        if (folder is not null && output is not null)
            WriteFound(folder, output);
        if (folder is not null)
            ScoreSuites(folder);
        SuiteScore.ScoreHindsight("hindsight", [.. SyntheticSuite.ForHindsight(FirstSeed, SeriesOfKind)]);
        SuiteScore.ScoreWatch("watched", [.. SyntheticSuite.ForWatching(FirstSeed, 2 * SeriesOfKind)]);
        Console.WriteLine();
        SyntheticScore.Score(FirstSeed, SeriesOfFamily);
        Console.WriteLine();
        foreach (var family in new[] { "normal", "very-alike", "wander", "still" })
        {
            var values = SyntheticSeries.Make(family, 1, 10_000).Values;
            Console.WriteLine(FormattableString.Invariant($"10,000 points, {family}: {Fastest(() => ChangePointDetector.Find(values)):0.0} ms, replayed {Fastest(() => LevelWatch.Replay(values)):0} ms"));
        }
        return 0;
    }

    /// <summary>Files whose series have a change at the same place in all are to be watched; the others, to be looked at in hindsight.</summary>
    private static void ScoreSuites(string folder)
    {
        foreach (var path in Directory.EnumerateFiles(folder, "suite_*.json*").Order(StringComparer.Ordinal))
        {
            var suite = SuiteScore.Read(path);
            if (suite.SelectMany(series => series.Changes).Distinct().Count() == 1)
                SuiteScore.ScoreWatch(Path.GetFileName(path), suite);
            else
                SuiteScore.ScoreHindsight(Path.GetFileName(path), suite);
        }
    }

    /// <summary>Of every file of <c>{"id":[numbers]}</c>, <c>NAME.changes.json</c> and <c>NAME.replay.json</c>.</summary>
    private static void WriteFound(string folder, string output)
    {
        Directory.CreateDirectory(output);
        foreach (var path in Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            if (json.RootElement.ValueKind != JsonValueKind.Object || !json.RootElement.EnumerateObject().All(series => series.Value.ValueKind == JsonValueKind.Array
                && series.Value.EnumerateArray().All(value => value.ValueKind == JsonValueKind.Number)))
                continue;
            var all = json.RootElement.EnumerateObject().ToDictionary(series => series.Name, series => series.Value.EnumerateArray().Select(value => value.GetDouble()).ToArray());
            var name = Path.Combine(output, Path.GetFileNameWithoutExtension(path));
            File.WriteAllText(name + ".changes.json", JsonSerializer.Serialize(all.ToDictionary(series => series.Key, series => ChangePointDetector.Find(series.Value).Select(change => change.Index))));
            File.WriteAllText(name + ".replay.json", JsonSerializer.Serialize(all.ToDictionary(series => series.Key, series => LevelWatch.Replay(series.Value).Select(alert => new[] { alert.At, alert.Index }))));
            Console.WriteLine($"{name}.changes.json, {name}.replay.json");
        }
    }

    private static double Fastest(Action action)
    {
        var best = double.MaxValue;
        for (var i = 0; i < 15; i++)
        {
            var clock = Stopwatch.StartNew();
            action();
            best = Math.Min(best, clock.Elapsed.TotalMilliseconds);
        }
        return best;
    }
}
