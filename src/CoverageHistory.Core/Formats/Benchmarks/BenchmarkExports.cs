using System.Text.Json;
using CoverageHistory.Formats.Input;
using CoverageHistory.Formats.Json;

namespace CoverageHistory.Formats.Benchmarks;

/// <summary>Files of benchmark tools that are known and not read: what to give in their place.</summary>
internal static class BenchmarkExports
{
    private const string JsonOfBenchmarkDotNet =
        "JSON of BenchmarkDotNet, whose numbers are whole and have one unit ([JsonExporterAttribute.Full] on the class, or --exporters json)";

    /// <summary>What is expected, and what this is; null when it is none of these.</summary>
    public static (string Expected, string Found)? Find(ReadOnlySpan<byte> head)
    {
        var start = WhiteSpace.TrimStart(head);
        var line = start.IndexOf((byte)'\n') is >= 0 and var end ? start[..end] : start;
        if (start.StartsWith("```"u8) && start[..Math.Min(start.Length, 200)].IndexOf("BenchmarkDotNet"u8) >= 0)
            return (JsonOfBenchmarkDotNet, "its Markdown export");
        if (line.IndexOf("AnalyzeLaunchVariance"u8) >= 0 || line.IndexOf("Measurement_LaunchIndex"u8) >= 0
            || line.IndexOf("Target_Method"u8) >= 0)
            return (JsonOfBenchmarkDotNet, "its CSV export");
        if (JsonHead.IsObjectWith(head, "group_id"u8, "full_id"u8) || JsonHead.IsObjectWith(head, "iters"u8, "times"u8))
            return ("Criterion's estimates.json, which lies beside it", "a file that goes with it");
        return JsonHead.Has(head, JsonTokenType.StartObject, 2, "point_estimate"u8)
            ? ("Criterion's estimates.json of a run, in the folder new", "its change against another run")
            : null;
    }
}
