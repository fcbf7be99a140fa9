using System.CommandLine;
using System.Text.Json;
using CoverageHistory.Comparison;
using CoverageHistory.Reporting.Json;
using CoverageHistory.Tool.Rendering;

namespace CoverageHistory.Tool.Commands;

internal sealed class BenchmarksListCommand : ToolCommand
{
    private readonly Argument<string?> _name = new("NAME") { Arity = ArgumentArity.ZeroOrOne, Description = BenchmarkOptions.NameDescription };
    private readonly Option<string?> _run = new("--run") { HelpName = "RUN", Description = "Judge this run instead of the last one with benchmarks: " + RunSelector.Description };
    private readonly RunFilterOptions _filter = new();

    public BenchmarksListCommand() : base("list", "The benchmarks: level, change against the runs before and whether it is one, noise, and the smallest change a run can show.")
    {
        Add(_name);
        Add(_run);
        foreach (var option in _filter.All)
            Add(option);
    }

    public override IReadOnlyList<(string, string)> Examples =>
    [
        ("dotnet coverage-trend benchmarks list", "What the last run says of each benchmark."),
        ("dotnet coverage-trend benchmarks list 'Shop.*' --run 1a2b3c4 --format json", "Of some, at another run, for a script."),
    ];

    public override int Execute(ParseResult parsed, CommandContext context)
    {
        var analyzer = context.CreateAnalyzer(_filter.BranchOf(parsed));
        var head = parsed.GetValue(_run) is { } run ? RunSelector.Find(analyzer.LoadHistory(context.Cancellation).Runs, run) : null;
        // All of them, since benchmarks of a run tell about each other.
        var overview = analyzer.AnalyzeBenchmarks(_filter.LineQuery(parsed, context), BenchmarkOptions.Settings(context), names: null, head, context.Cancellation);
        var name = parsed.GetValue(_name);
        var pattern = name is null ? null : new NamePattern(name);
        var shown = overview.Reviewed.Where(one => pattern?.Matches(one.Trend.Benchmark) != false).ToList();
        if (shown.Count == 0 && (name is not null || !context.IsJson))
            throw BenchmarkOptions.Missing(overview, name ?? "");
        if (context.IsJson)
            context.WriteJson(json => Write(json, overview, shown));
        else
            new BenchmarkListText(context.Out, overview, shown).Write();
        return ExitCode.Done;
    }

    private static void Write(Utf8JsonWriter json, BenchmarkOverview overview, IReadOnlyList<ReviewedBenchmark> shown)
    {
        json.WriteStartObject();
        json.WriteString("run", overview.Head?.Run.Id.ToString("D"));
        json.WriteStartArray("environments");
        foreach (var environment in overview.Environments)
            json.WriteEnvironment(environment);
        json.WriteEndArray();
        json.WriteStartArray("benchmarks");
        foreach (var one in shown)
            BenchmarkJson.Write(json, one);
        json.WriteEndArray();
        json.WriteStartArray("likely_renames");
        foreach (var rename in overview.LikelyRenames)
        {
            json.WriteStartObject();
            json.WriteString("old", rename.Old.Name);
            json.WriteString("new", rename.New.Name);
            json.WriteNumber("ratio", rename.Ratio);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
