using System.CommandLine;
using System.Text.Json;
using CoverageHistory.Comparison;
using CoverageHistory.Reporting;
using CoverageHistory.Reporting.Json;
using CoverageHistory.Statistics;
using CoverageHistory.Tool.Rendering;
using CoverageHistory.Tool.Terminal;

namespace CoverageHistory.Tool.Commands;

internal sealed class BenchmarksCalibrateCommand : ToolCommand
{
    private readonly Argument<string?> _name = new("NAME") { Arity = ArgumentArity.ZeroOrOne, Description = BenchmarkOptions.NameDescription };
    private readonly RunFilterOptions _filter = new();

    public BenchmarksCalibrateCommand() : base("calibrate", "How often each benchmark would have been called slower where nothing changed, which are too noisy for a gate, and what would help.")
    {
        Add(_name);
        foreach (var option in _filter.All)
            Add(option);
    }

    public override IReadOnlyList<(string, string)> Examples =>
        [("dotnet coverage-trend benchmarks calibrate --branch main", "Before a gate is turned on: what it would have said of the past.")];

    public override int Execute(ParseResult parsed, CommandContext context)
    {
        var overview = context.CreateAnalyzer(_filter.BranchOf(parsed))
            .AnalyzeBenchmarks(_filter.LineQuery(parsed, context), BenchmarkOptions.Settings(context), names: null, head: null, context.Cancellation);
        var name = parsed.GetValue(_name);
        var pattern = name is null ? null : new NamePattern(name);
        var shown = overview.Calibrate().Where(one => pattern?.Matches(one.Trend.Benchmark) != false).ToList();
        if (shown.Count == 0 && (name is not null || !context.IsJson))
            throw BenchmarkOptions.Missing(overview, name ?? "");
        if (context.IsJson)
            context.WriteJson(json => Write(json, shown));
        else
            Render(context.Out, overview, shown);
        return ExitCode.Done;
    }

    private static void Render(TerminalWriter terminal, BenchmarkOverview overview, List<(BenchmarkTrend Trend, CalibratedBenchmark Calibrated)> shown)
    {
        foreach (var environment in overview.Environments)
        {
            var rows = shown.Where(one => one.Trend.Environment.Fingerprint == environment.Fingerprint).ToList();
            if (rows.Count == 0)
                continue;
            terminal.WriteLine(BenchmarkText.Environment(environment), Style.Quiet);
            var table = new TextTable(
                new Column("BENCHMARK") { IsFlexible = true, KeepsEnd = true },
                new Column("REPLAYED") { IsNumber = true },
                new Column("FALSE ALARMS") { IsNumber = true },
                new Column("AT MOST") { IsNumber = true, DropOrder = 2 },
                new Column("SHUFFLED") { IsNumber = true, DropOrder = 1 },
                new Column("NOISE") { IsNumber = true, DropOrder = 3 },
                new Column("DETECTS") { IsNumber = true },
                new Column("FOR A GATE"));
            foreach (var (trend, one) in rows)
            {
                table.Add(
                    trend.Benchmark.FullName,
                    RunText.Count(one.Replayed),
                    RunText.Count(one.FalseAlarms),
                    one.FalseAlarmBound is { } bound ? Percent.Text(bound) : "",
                    one.ShuffledRate is { } shuffled ? Percent.Text(shuffled) : "",
                    one.Noise is { } noise ? Percent.Text(noise) : "",
                    one.SmallestDetectable is { } smallest ? "+" + Percent.Text(smallest) : "",
                    one.Replayed == 0 ? new Cell("too few runs", Style.Quiet) : one.IsTooNoisy ? new Cell("too noisy", Style.Warning) : new Cell("fit", Style.Good));
            }
            table.Render(terminal);
            terminal.WriteLine();
        }
        foreach (var advice in Advices)
        {
            var about = shown.Where(one => one.Calibrated.Advice.HasFlag(advice.Advice)).Select(one => one.Trend.Benchmark.FullName).Distinct(StringComparer.Ordinal).ToList();
            if (about.Count > 0)
                terminal.WriteSentence($"{advice.Text}: {BenchmarkOptions.Some(about, most: 3)}.", Style.Quiet);
        }
    }

    private static readonly (NoiseAdvice Advice, string Name, string Text)[] Advices =
    [
        (NoiseAdvice.JudgeAllocations, "judge_allocations", "Their allocations are steady and can be judged instead"),
        (NoiseAdvice.MoreLaunches, "more_launches", "Processes differ more than iterations tell, so LaunchCount 3 would help"),
        (NoiseAdvice.MoreIterations, "more_iterations", "The iterations explain the noise, so more of them would help"),
        (NoiseAdvice.SteadyMachine, "steady_machine", "The machine has moods: a pinned processor, a fixed clock or a machine of one's own would help"),
        (NoiseAdvice.RecordMoreRuns, "record_more_runs", "More runs are needed to know their noise"),
    ];

    private static void Write(Utf8JsonWriter json, List<(BenchmarkTrend Trend, CalibratedBenchmark Calibrated)> shown)
    {
        json.WriteStartObject();
        json.WriteStartArray("benchmarks");
        foreach (var (trend, one) in shown)
        {
            json.WriteStartObject();
            BenchmarkJson.WriteName(json, trend);
            json.WriteNumber("replayed", one.Replayed);
            json.WriteNumber("false_alarms", one.FalseAlarms);
            json.WriteNumber("false_alarm_rate", one.FalseAlarmRate);
            json.WriteNumber("false_alarm_bound", one.FalseAlarmBound);
            json.WriteNumber("shuffled_rate", one.ShuffledRate);
            json.WriteNumber("noise", one.Noise);
            json.WriteNumber("smallest_detectable", one.SmallestDetectable);
            json.WriteNumber("with_three_launches", one.WithThreeLaunches);
            json.WriteBoolean("too_noisy", one.IsTooNoisy);
            json.WriteStrings("advice", Advices.Where(advice => one.Advice.HasFlag(advice.Advice)).Select(advice => advice.Name));
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
