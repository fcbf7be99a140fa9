using CoverageHistory.Formats.Json;
using CoverageHistory.Model;

namespace CoverageHistory.Formats.Benchmarks;

/// <summary>What lies beside an <c>estimates.json</c> of Criterion.rs: <c>target/criterion/GROUP/FUNCTION/VALUE/new/</c>.</summary>
internal static class CriterionFolder
{
    /// <summary>More than any real one; the files are extras, so larger ones are passed over.</summary>
    private const int MostBytes = 16 << 20;

    /// <exception cref="ReportFormatException">Neither file nor folder names the benchmark, as for standard input.</exception>
    public static Benchmark Name(string path, CancellationToken cancellation)
    {
        string? group = null, function = null, value = null;
        Read(path, "benchmark.json", entry =>
        {
            if (entry.IsAt("group_id"u8))
                group = entry.ReadText("group_id");
            else if (entry.IsAt("function_id"u8))
                function = entry.ReadText("function_id");
            else if (entry.IsAt("value_str"u8))
                value = entry.ReadText("value_str");
            else
                entry.Skip();
        }, cancellation);
        if (group is null)
        {
            var folders = (Path.GetDirectoryName(path) ?? "").Split(['/', '\\'], StringSplitOptions.RemoveEmptyEntries);
            var root = Array.LastIndexOf(folders, "criterion");
            // The last folder says which run it is: new, base, or a name of its own.
            if (root < 0 || folders.Length - root < 3)
                throw new ReportFormatException(path, null, "benchmark.json beside it, or a folder such as target/criterion/GROUP/FUNCTION/new", "neither names the benchmark");
            (group, function, value) = (folders[root + 1], folders.Length - root > 3 ? folders[root + 2] : null, folders.Length - root > 4 ? folders[root + 3] : null);
        }
        return new Benchmark("", function is null ? "" : group, function ?? group, value ?? "", "");
    }

    /// <summary>Nanoseconds of an iteration in each sample; empty where they are not to be had.</summary>
    public static IReadOnlyList<double> Samples(string path, CancellationToken cancellation)
    {
        List<double> iterations = [], times = [];
        Read(path, "sample.json", entry =>
        {
            if (entry.IsAt("iters"u8))
                iterations = entry.ReadAmounts("iters");
            else if (entry.IsAt("times"u8))
                times = entry.ReadAmounts("times");
            else
                entry.Skip();
        }, cancellation);
        return iterations.Count == times.Count && !iterations.Contains(0) ? [.. times.Zip(iterations, (time, count) => time / count)] : [];
    }

    private static void Read(string path, string sibling, Action<EntryScanner> member, CancellationToken cancellation)
    {
        var file = Path.Combine(Path.GetDirectoryName(path) ?? "", sibling);
        try
        {
            if (new FileInfo(file) is not { Exists: true, Length: < MostBytes })
                return;
            using var content = File.OpenRead(file);
            using var json = new Utf8JsonScanner(new NamedNumberStream(content), file, cancellation);
            var entry = new EntryScanner(json);
            json.Expect(System.Text.Json.JsonTokenType.StartObject);
            json.ReadMembers(() => member(entry));
        }
        catch (Exception e) when (e is ReportFormatException or IOException or UnauthorizedAccessException)
        {
            // Without it there are the folders' names, and no samples.
        }
    }
}
