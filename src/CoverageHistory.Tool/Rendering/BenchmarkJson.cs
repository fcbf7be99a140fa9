using System.Text.Json;
using CoverageHistory.Comparison;
using CoverageHistory.Reporting.Json;
using CoverageHistory.Statistics;

namespace CoverageHistory.Tool.Rendering;

/// <summary>Benchmarks for scripts.</summary>
internal static class BenchmarkJson
{
    public static void Write(Utf8JsonWriter json, ReviewedBenchmark one)
    {
        json.WriteStartObject();
        WriteName(json, one.Trend);
        json.WriteString("metric", one.Metric.Metric.Name);
        json.WriteString("unit", one.Metric.Metric.Unit);
        json.WriteNumber("level", one.Level);
        json.WriteNumber("last_change", one.LastChange);
        json.WriteNumber("runs", one.Values.Values.Length);
        json.WriteNumber("change_points", one.Values.Changes.Count);
        WriteVerdict(json, one.Judged);
        json.WriteEndObject();
    }

    public static void WriteName(Utf8JsonWriter json, BenchmarkTrend trend)
    {
        json.WriteString("name", trend.Benchmark.Name);
        json.WriteString("job", trend.Benchmark.Job);
        json.WriteString("environment", trend.Environment.Fingerprint);
    }

    /// <summary>All null where the run did not measure it.</summary>
    public static void WriteVerdict(Utf8JsonWriter json, JudgedBenchmark? judged)
    {
        json.WriteNumber("base", judged?.Base);
        json.WriteNumber("head", judged?.Head);
        json.WriteNumber("ratio", judged?.Ratio);
        json.WriteNumber("low", judged?.Low);
        json.WriteNumber("high", judged?.High);
        json.WriteString("verdict", judged is null ? null : BenchmarkText.Name(judged.Verdict));
        json.WriteNumber("p_value", judged?.PValue);
        json.WriteNumber("adjusted_p_value", judged?.AdjustedPValue);
        json.WriteNumber("smallest_detectable", judged?.SmallestDetectable);
        json.WriteNumber("noise", judged?.Noise);
        json.WriteInteger("baseline_runs", judged?.BaselineRuns);
        json.WriteInteger("re_runs", judged?.ReRuns);
        json.WriteNumber("drift", judged?.Drift);
        json.WriteStrings("notes", judged is null ? [] : BenchmarkText.Names(judged.Notes));
    }
}
