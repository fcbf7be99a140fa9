using System.Globalization;
using CoverageHistory.Model;
using CoverageHistory.Statistics;
using CoverageHistory.Tool.Terminal;

namespace CoverageHistory.Tool.Rendering;

/// <summary>What is said of benchmarks, in words.</summary>
internal static class BenchmarkText
{
    public static string Environment(ExecutionEnvironment environment) =>
        string.Create(CultureInfo.InvariantCulture, $"{environment.CpuModel}, {environment.Cores} logical cores, {environment.Os}, {environment.Architecture}, {environment.Runtime}");

    public static string Name(BenchmarkVerdict verdict) => verdict switch
    {
        BenchmarkVerdict.Regression => "regression",
        BenchmarkVerdict.Improvement => "improvement",
        BenchmarkVerdict.Equivalent => "equivalent",
        _ => "inconclusive",
    };

    public static Style StyleOf(BenchmarkVerdict verdict) => verdict switch
    {
        BenchmarkVerdict.Regression => Style.Bad,
        BenchmarkVerdict.Improvement => Style.Good,
        BenchmarkVerdict.Equivalent => Style.Plain,
        _ => Style.Quiet,
    };

    /// <summary>Names for scripts, in a fixed order.</summary>
    public static IEnumerable<string> Names(JudgeNotes notes) => Known.Where(note => notes.HasFlag(note.Note)).Select(note => note.Name);

    /// <summary>What a person should know beside the verdict; empty when nothing.</summary>
    public static string Explain(JudgedBenchmark judged)
    {
        var reasons = Known.Where(note => judged.Notes.HasFlag(note.Note)).Select(note => note.Text).ToList();
        if (judged is { Verdict: BenchmarkVerdict.Inconclusive, ReRuns: { } runs })
            reasons.Add(runs == 1 ? "1 re-run would settle it" : string.Create(CultureInfo.InvariantCulture, $"{runs} re-runs would settle it"));
        return string.Join("; ", reasons);
    }

    private static readonly (JudgeNotes Note, string Name, string Text)[] Known =
    [
        (JudgeNotes.NoBaseline, "no_baseline", "no earlier run of this level"),
        (JudgeNotes.FewRuns, "few_runs", "few earlier runs"),
        (JudgeNotes.UnknownEnvironment, "unknown_environment", "first run in this environment, so only a catastrophe counts"),
        (JudgeNotes.SeenBefore, "seen_before", "earlier runs of this level went as far"),
        (JudgeNotes.CommonModeCorrected, "common_mode", "what all benchmarks of the run have in common is taken out"),
        (JudgeNotes.MovedTogether, "moved_together", "all benchmarks of the run moved together, so it may be the machine"),
        (JudgeNotes.OneOfMany, "one_of_many", "not enough among so many benchmarks"),
        (JudgeNotes.NotMeasurable, "not_measurable", "too short to be measured"),
        (JudgeNotes.DriftBudgetSpent, "drift", "more than the drift budget since the last accepted level"),
        (JudgeNotes.JitteringAllocations, "jittering_allocations", "its allocations vary from run to run"),
    ];
}
