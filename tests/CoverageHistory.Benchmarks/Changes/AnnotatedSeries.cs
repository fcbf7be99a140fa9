using System.Text.Json;
using CoverageHistory.Statistics;

namespace CoverageHistory.Benchmarks.Changes;

/// <summary>
/// The series of a copy of github.com/alan-turing-institute/TCPD: its <c>annotations.json</c>, and below the same folder one JSON file a
/// series. Those with several dimensions, and those whose values have to be fetched elsewhere, are left out; those that are there to control the
/// annotators' quality, and uk_coal_employ, which has gaps, do not count, as in the paper.
/// </summary>
internal static class AnnotatedSeries
{
    public static void Score(string folder)
    {
        using var annotations = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "annotations.json")));
        var scores = new List<(double F1, double Covering)>();
        Console.WriteLine("| series | F1 | covering | found |\n|---|---|---|---|");
        foreach (var path in Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            if (json.RootElement.ValueKind != JsonValueKind.Object || !json.RootElement.TryGetProperty("series", out var series) || series.ValueKind != JsonValueKind.Array
                || series.GetArrayLength() != 1 || !annotations.RootElement.TryGetProperty(json.RootElement.GetProperty("name").GetString()!, out var marks))
                continue;
            var points = series[0].GetProperty("raw").EnumerateArray().Select(value => value.ValueKind == JsonValueKind.Number ? value.GetDouble() : (double?)null).ToArray();
            var places = Enumerable.Range(0, points.Length).Where(place => points[place] is not null).ToArray();
            var found = ChangePointDetector.Find(Array.ConvertAll(places, place => points[place]!.Value)).Select(change => places[change.Index]).ToList();
            var people = marks.EnumerateObject().Select(person => person.Value.EnumerateArray().Select(mark => mark.GetInt32()).ToArray()).ToList();
            var score = (SegmentationScore.F1(people, found), SegmentationScore.Covering(people, found, points.Length));
            if (IsCounted(Path.GetFileNameWithoutExtension(path)))
                scores.Add(score);
            Console.WriteLine(FormattableString.Invariant($"| {Path.GetFileNameWithoutExtension(path)} | {score.Item1:0.000} | {score.Item2:0.000} | {string.Join(' ', found)} |"));
        }
        if (scores.Count > 0)
            Console.WriteLine(FormattableString.Invariant($"| **{scores.Count} series** | **{scores.Average(score => score.F1):0.0000}** | **{scores.Average(score => score.Covering):0.0000}** | |"));
    }

    private static bool IsCounted(string name) => !name.StartsWith("quality_control_", StringComparison.Ordinal) && name != "uk_coal_employ";
}
