using System.Text.Json;
using CoverageHistory.Statistics;

namespace CoverageHistory.Reporting.Json;

/// <summary>What the JSON contracts say of judged benchmarks.</summary>
internal static class BenchmarkParts
{
    /// <summary><c>{"name":…,"metric":…,"base":…,"head":…,"ratio":…,"verdict":…,"p_value":…}</c></summary>
    public static void WriteJudged(this Utf8JsonWriter json, JudgedBenchmark judged)
    {
        json.WriteStartObject();
        json.WriteString("name", judged.Series.Key);
        json.WriteString("metric", judged.Series.Metric == BenchmarkMetric.Allocation ? "allocated_bytes" : "median_ns");
        json.WriteNumber("base", judged.Base);
        json.WriteNumber("head", judged.Head);
        json.WriteNumber("ratio", judged.Ratio);
        json.WriteString("verdict", TextOf(judged.Verdict));
        json.WriteNumber("p_value", judged.PValue);
        json.WriteEndObject();
    }

    public static string TextOf(BenchmarkVerdict verdict) => verdict switch
    {
        BenchmarkVerdict.Regression => "regression",
        BenchmarkVerdict.Improvement => "improvement",
        BenchmarkVerdict.Equivalent => "equivalent",
        _ => "inconclusive",
    };
}
