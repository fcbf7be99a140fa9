using CoverageHistory.Model;

namespace CoverageHistory.Formats.Benchmarks;

/// <summary>
/// Names of Google Benchmark: <c>Function/8/length:3/threads:2</c>, or <c>Fixture/Function/8</c>. What begins with a letter and has no colon is
/// a name; from the first part that is none on there are parameters. How long is measured is none.
/// </summary>
internal static class GoogleBenchmarkName
{
    private static readonly string[] RunLength = ["iterations:", "repeats:", "min_time:", "min_warmup_time:"];
    private static readonly string[] Clocks = ["real_time", "manual_time", "process_time"];

    public static Benchmark Parse(string name)
    {
        var parts = Split(name);
        var names = parts.TakeWhile((part, i) => i == 0 || IsName(part)).ToList();
        var parameters = parts.Skip(names.Count).Where(part => !RunLength.Any(option => part.StartsWith(option, StringComparison.Ordinal)))
            .Select(part => part.Replace(":", ": ", StringComparison.Ordinal));
        return new Benchmark("", string.Join('/', names.SkipLast(1)), names[^1], string.Join(", ", parameters), "");
    }

    private static bool IsName(string part) =>
        part.Length > 0 && (char.IsLetter(part[0]) || part[0] == '_') && !part.Contains(':', StringComparison.Ordinal) && !Clocks.Contains(part);

    /// <summary>At slashes outside the angle brackets of templates.</summary>
    private static List<string> Split(string name)
    {
        var parts = new List<string>();
        var depth = 0;
        var start = 0;
        for (var i = 0; i < name.Length; i++)
        {
            depth += name[i] switch { '<' => 1, '>' => -1, _ => 0 };
            if (name[i] != '/' || depth > 0)
                continue;
            parts.Add(name[start..i]);
            start = i + 1;
        }
        parts.Add(name[start..]);
        return parts;
    }
}
