using System.CommandLine;
using System.Text.Json;
using CoverageHistory.Comparison;
using CoverageHistory.Model;
using CoverageHistory.Reporting.Json;
using CoverageHistory.Tool.Rendering;

namespace CoverageHistory.Tool.Commands;

internal sealed class BenchmarksShowCommand : ToolCommand
{
    private const int RowsUnlessAsked = 10;

    private readonly Argument<string> _name = new("NAME") { Description = BenchmarkOptions.NameDescription };
    private readonly Option<string> _metric = BenchmarkOptions.Metric();
    private readonly RunFilterOptions _filter = new();

    public BenchmarksShowCommand() : base("show", "One benchmark: its series in each environment, where it changed, and the distribution of its latest samples.")
    {
        Add(_name);
        Add(_metric);
        foreach (var option in _filter.All)
            Add(option);
    }

    public override IReadOnlyList<(string, string)> Examples =>
    [
        ("dotnet coverage-trend benchmarks show CartBenchmarks.Add", "Its times on the current branch."),
        ("dotnet coverage-trend benchmarks show 'Add(count: 10)' --metric allocated_bytes", "What it allocates."),
    ];

    public override int Execute(ParseResult parsed, CommandContext context)
    {
        var metric = BenchmarkOptions.FindMetric(parsed.GetValue(_metric)!);
        var overview = context.CreateAnalyzer(_filter.BranchOf(parsed))
            .AnalyzeBenchmarks(_filter.LineQuery(parsed, context), BenchmarkOptions.Settings(context), names: null, head: null, context.Cancellation);
        var trends = BenchmarkOptions.FindOne(overview, parsed.GetValue(_name)!);
        var series = trends.Select(trend => (Trend: trend, Values: trend.ValuesOf(metric))).Where(one => one.Values.Values.Length > 0)
            .OrderByDescending(one => one.Values.Points[^1].Position).ToList();
        if (series.Count == 0)
            throw new UsageException($"No run measured {metric.Metric.Name} of {trends[0].Benchmark.FullName}.");
        var samples = LatestSamples(context, series[0].Trend, series[0].Values);
        if (context.IsJson)
            context.WriteJson(json => Write(json, overview, metric, series, samples));
        else
            new BenchmarkSeriesText(context.Out, overview, metric, samples).Write(series, parsed.GetNumber(_filter.Runs) ?? RowsUnlessAsked);
        return ExitCode.Done;
    }

    /// <summary>Of the last run that measured it, all its sessions together.</summary>
    private static List<Measurement> LatestSamples(CommandContext context, BenchmarkTrend trend, BenchmarkValues values)
    {
        var settings = BenchmarkOptions.Settings(context);
        return [.. context.OpenStore().ListSessions(values.Points[^1].Run.Run.Id, context.Cancellation)
            .Where(session => session.Session.Environment.Fingerprint == trend.Environment.Fingerprint)
            .SelectMany(session => session.Session.Benchmarks ?? [])
            .Where(measurement => BenchmarkRename.Apply(settings.Renames, measurement.Benchmark) == trend.Benchmark)];
    }

    private static void Write(Utf8JsonWriter json, BenchmarkOverview overview, BenchmarkMetrics metric,
        List<(BenchmarkTrend Trend, BenchmarkValues Values)> series, List<Measurement> samples)
    {
        json.WriteStartObject();
        json.WriteString("name", series[0].Trend.Benchmark.Name);
        json.WriteString("job", series[0].Trend.Benchmark.Job);
        json.WriteString("metric", metric.Metric.Name);
        json.WriteString("unit", metric.Metric.Unit);
        json.WriteStartArray("series");
        foreach (var (trend, values) in series)
        {
            json.WriteStartObject();
            json.WritePropertyName("environment");
            json.WriteEnvironment(trend.Environment);
            json.WriteStartArray("points");
            for (var i = 0; i < values.Values.Length; i++)
            {
                var run = values.Points[i].Run.Run;
                json.WriteStartObject();
                json.WriteString("run", run.Id);
                json.WriteString("commit", run.Commit?.Sha);
                json.WriteString("branch", run.Branch);
                json.WriteTime("at", run.RecordedAt);
                json.WriteNumber("value", values.Values[i]);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteStartArray("change_points");
            foreach (var change in values.Changes)
            {
                json.WriteStartObject();
                json.WriteNumber("index", change.Index);
                json.WriteString("run", values.Points[change.Index].Run.Run.Id);
                json.WriteString("commit", values.Points[change.Index].Run.Run.Commit?.Sha);
                json.WriteNumber("before", change.Before);
                json.WriteNumber("after", change.After);
                json.WriteNumber("low", change.Low);
                json.WriteNumber("high", change.High);
                json.WriteNumber("p_value", change.PValue);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            BenchmarkJson.WriteVerdict(json, overview.Reviewed.FirstOrDefault(one => one.Trend == trend && one.Metric == metric)?.Judged);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("latest_samples");
        foreach (var sample in samples.SelectMany(measurement => measurement.SamplesNs))
            json.WriteNumberValue(sample);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
