using CoverageHistory.Configuration;
using CoverageHistory.Model;

namespace CoverageHistory.Comparison;

/// <summary>What the configuration says of benchmarks.</summary>
internal sealed record BenchmarkSettings(IReadOnlyList<BenchmarkRename> Renames, IReadOnlyList<AcceptedLevel> Accepted)
{
    public static BenchmarkSettings None { get; } = new([], []);

    /// <param name="problems">Told what is wrong with an entry, which counts for nothing then.</param>
    public static BenchmarkSettings Of(Settings settings, Action<Diagnostic> problems) => new(
        Read(settings.BenchmarkRenames, BenchmarkRename.Parse, SettingDefinition.BenchmarkRenames, problems),
        Read(settings.AcceptedBenchmarks.SelectMany(list => list.Texts.Select(text => (list.Name, text))),
            entry => AcceptedLevel.Parse(entry.Name, entry.text), SettingDefinition.AcceptedBenchmarks, problems));

    /// <summary>The first position of the history at the level that was accepted last; 0 when none was.</summary>
    public int AcceptedFrom(Benchmark benchmark, RunHistory history)
    {
        var from = 0;
        foreach (var level in Accepted.Where(level => level.IsAbout(benchmark)))
        {
            var position = 0;
            while (position < history.Runs.Count && history.Runs[position].Run.RecordedAt < level.At)
                position++;
            from = Math.Max(from, position);
        }
        return from;
    }

    private static List<T> Read<TSource, T>(IEnumerable<TSource> entries, Func<TSource, T> parse, SettingDefinition setting, Action<Diagnostic> problems)
    {
        var read = new List<T>();
        foreach (var entry in entries)
        {
            try
            {
                read.Add(parse(entry));
            }
            catch (FormatException exception)
            {
                problems(new(DiagnosticCode.InvalidSetting, DiagnosticSeverity.Error, $"{setting.Key}: {exception.Message}."));
            }
        }
        return read;
    }
}
