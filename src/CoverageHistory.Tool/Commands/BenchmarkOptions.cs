using System.CommandLine;
using CoverageHistory.Comparison;
using CoverageHistory.Configuration;

namespace CoverageHistory.Tool.Commands;

/// <summary>What the commands about benchmarks have in common.</summary>
internal static class BenchmarkOptions
{
    public const string NameDescription = "A benchmark: its name, its end after a dot, or a pattern with *; with [job] where jobs differ.";

    private const int MostNamed = 10;

    /// <summary>What the configuration says of benchmarks; what is wrong with it is reported.</summary>
    public static BenchmarkSettings Settings(CommandContext context) =>
        BenchmarkSettings.Of(context.Settings, problem => context.Report(problem with { Path = context.ConfigurationPath }));

    public static Option<string> Metric() => new("--metric")
    {
        HelpName = "NAME",
        Description = "Which number: " + string.Join(", ", BenchmarkMetrics.All.Select(metric => metric.Metric.Name)) + ".",
        DefaultValueFactory = _ => BenchmarkMetrics.Median.Metric.Name,
    };

    /// <exception cref="UsageException">There is no such metric of benchmarks.</exception>
    public static BenchmarkMetrics FindMetric(string name) => BenchmarkMetrics.Find(name)
        ?? throw new UsageException($"Benchmarks have no metric '{name}'. They have {string.Join(", ", BenchmarkMetrics.All.Select(metric => metric.Metric.Name))}.");

    /// <summary>The series of the one benchmark that a name means, an environment each.</summary>
    /// <exception cref="UsageException">It means none, or several.</exception>
    public static IReadOnlyList<BenchmarkTrend> FindOne(BenchmarkOverview overview, string name)
    {
        var pattern = new NamePattern(name);
        var found = overview.Trends.Where(trend => pattern.Matches(trend.Benchmark)).ToList();
        // A whole name is that one, although others may end like it.
        if (found.Where(trend => trend.Benchmark.FullName == name).ToList() is { Count: > 0 } exact)
            found = exact;
        var benchmarks = found.Select(trend => trend.Benchmark).Distinct().ToList();
        return benchmarks.Count switch
        {
            1 => found,
            0 => throw Missing(overview, name),
            _ => throw new UsageException($"'{name}' means {benchmarks.Count} benchmarks: {Some(benchmarks.ConvertAll(benchmark => benchmark.FullName))}. Give more of the name."),
        };
    }

    public static UsageException Missing(BenchmarkOverview overview, string name)
    {
        var names = overview.Trends.Select(trend => trend.Benchmark.FullName).Distinct(StringComparer.Ordinal).ToList();
        return new UsageException(names.Count == 0
            ? "No run that matches holds benchmarks. docs/benchmarks.md says how to record them."
            : Suggestion.For(name, names) is { } guess ? $"No benchmark is called '{name}'. Did you mean {guess}?" : $"No benchmark is called '{name}'. There are {Some(names)}.");
    }

    /// <summary>The first few of many names.</summary>
    public static string Some(List<string> names, int most = MostNamed) =>
        string.Join(", ", names.Take(most)) + (names.Count > most ? $" and {names.Count - most} more" : "");
}
