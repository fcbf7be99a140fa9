using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using CoverageHistory.Model;
using CoverageHistory.Statistics;
using CoverageHistory.Tool.Rendering;

namespace CoverageHistory.Tool.Commands;

internal sealed class ChangesCommand : ToolCommand
{
    private const double LeastSensitivity = 0.5;
    private const double MostSensitivity = 100;

    private readonly Option<string?> _metric = new("--metric") { HelpName = "NAME", Description = "Of which metric; as in show. Default: " + BuiltInMetric.LineRate.Metric.Name + "." };

    private readonly RunFilterOptions _filter = new();

    private readonly Option<string?> _values = new("--values")
    {
        HelpName = "FILE",
        Description = "Instead of stored runs: numbers from a file, one a line or a JSON array; - is standard input. Prints JSON.",
    };

    private readonly Option<string?> _series = new("--series")
    {
        HelpName = "FILE",
        Description = "Instead of stored runs: many series, {\"id\":[1,2,null]}; - is standard input. Prints JSON.",
    };

    private readonly Option<bool> _replay = new("--replay")
    {
        Description = "Instead: what would have alerted, point by point, each judged without those after it, with what the gate alerts at: changes for the worse.",
    };

    private readonly Option<string?> _better = new("--better")
    {
        HelpName = "lower|higher|none",
        Description = "With --replay of --values or --series: which way of them is better; none alerts both ways. Default: lower, as of times.",
    };

    private readonly Option<string?> _sensitivity = new("--sensitivity")
    {
        HelpName = "NUMBER",
        Description = string.Create(CultureInfo.InvariantCulture, $"How sure a change has to be: -log10 of its p-value. Default: {Sensitivity.Show}, with --replay {Sensitivity.Alert}."),
    };

    public ChangesCommand() : base("changes", "Where the level of a series changes: since which run, from what to what, and the commits in between.")
    {
        Add(_metric);
        foreach (var option in _filter.All)
            Add(option);
        Add(_values);
        Add(_series);
        Add(_replay);
        Add(_better);
        Add(_sensitivity);
    }

    public override IReadOnlyList<(string, string)> Examples =>
    [
        ("dotnet coverage-trend changes --metric test_duration_seconds --branch main", "When the tests became slower, or faster."),
        ("dotnet coverage-trend changes --replay --days 365", "How often the last year would have alerted."),
        ("dotnet coverage-trend changes --values times.txt", "Of numbers from elsewhere: {\"change_points\":[12,40]}."),
    ];

    public override int Execute(ParseResult parsed, CommandContext context)
    {
        var replays = parsed.GetValue(_replay);
        var sensitivity = ReadSensitivity(parsed) ?? (replays ? Sensitivity.Alert : Sensitivity.Show);
        var (values, series) = (parsed.GetValue(_values), parsed.GetValue(_series));
        if (parsed.GetValue(_better) is not null && (!replays || (values is null && series is null)))
            throw new UsageException("--better goes with --replay of --values or --series: a stored metric knows which way is better.");
        if (values is null && series is null)
            return ShowStored(parsed, context, replays, sensitivity);
        RefuseMixed(parsed);
        MetricDirection? better = replays ? ReadBetter(parsed) : null;
        if (values is not null)
            context.WriteJson(json => WriteOne(json, replays ? "alerts" : "change_points", NumberSeries.ReadValues(context, values), better, sensitivity));
        else
            WriteAll(context, NumberSeries.ReadAll(context, series!), better, sensitivity);
        return ExitCode.Done;
    }

    private int ShowStored(ParseResult parsed, CommandContext context, bool replays, double sensitivity)
    {
        var name = parsed.GetValue(_metric) ?? BuiltInMetric.LineRate.Metric.Name;
        var analyzer = context.CreateAnalyzer(_filter.BranchOf(parsed));
        var metric = analyzer.FindMetric(name, context.Cancellation) ?? throw ShowCommand.Unknown(name, analyzer.ListStoredMetrics(context.Cancellation));
        var trend = analyzer.Analyze(_filter.LineQuery(parsed, context) with { Metric = metric, LeavesOutOthers = true }, context.Cancellation);
        if (replays)
            ShowAlerts(context, trend, trend.Replay(sensitivity));
        else
            ShowChanges(context, metric, trend, trend.FindChanges(sensitivity));
        return ExitCode.Done;
    }

    private static void ShowAlerts(CommandContext context, Trend trend, IReadOnlyList<Alert> alerts)
    {
        if (!context.IsJson)
        {
            ChangesText.Write(context.Out, trend, alerts);
            return;
        }
        context.WriteJson(json =>
        {
            WriteHead(json, trend);
            ChangesJson.Write(json, trend, alerts);
            json.WriteEndObject();
        });
    }

    private static void ShowChanges(CommandContext context, Metric metric, Trend trend, IReadOnlyList<LevelChange> changes)
    {
        if (context.IsJson)
        {
            context.WriteJson(json =>
            {
                WriteHead(json, trend);
                ChangesJson.Write(json, changes);
                json.WriteEndObject();
            });
        }
        else if (changes.Count > 0)
            ChangesText.Write(context.Out, metric, changes);
        else
            context.Out.WriteSentence($"{metric.Title} keeps its level in {ChangesText.Runs(trend.Series.Points.Count(point => point.Value is not null))}, as far as can be told.");
    }

    private static void WriteHead(Utf8JsonWriter json, Trend trend)
    {
        json.WriteStartObject();
        json.WriteString("metric", trend.Series.Metric.Name);
        json.WriteString("unit", trend.Series.Metric.Unit);
        json.WriteString("branch", trend.Branch);
        json.WriteNumber("points", trend.Series.Points.Count);
    }

    private static void WriteAll(CommandContext context, IReadOnlyList<(string Id, double?[] Values)> all, MetricDirection? better, double sensitivity) =>
        context.WriteJson(json =>
        {
            json.WriteStartObject();
            foreach (var (id, values) in all)
            {
                context.Cancellation.ThrowIfCancellationRequested();
                WriteIndexes(json, id, values, better, sensitivity);
            }
            json.WriteEndObject();
        });

    private static void WriteOne(Utf8JsonWriter json, string name, double?[] values, MetricDirection? better, double sensitivity)
    {
        json.WriteStartObject();
        WriteIndexes(json, name, values, better, sensitivity);
        json.WriteEndObject();
    }

    /// <param name="better">Null: change points, not alerts.</param>
    private static void WriteIndexes(Utf8JsonWriter json, string name, double?[] values, MetricDirection? better, double sensitivity)
    {
        var places = Enumerable.Range(0, values.Length).Where(place => values[place] is not null).ToArray();
        var known = Array.ConvertAll(places, place => values[place]!.Value);
        if (better is { } way)
            ChangesJson.WritePairs(json, name, TrendChanges.Replay(known, places, way, sensitivity));
        else
            ChangesJson.WriteIndexes(json, name, ChangePointDetector.Find(known, sensitivity).Select(change => places[change.Index]));
    }

    private MetricDirection ReadBetter(ParseResult parsed) => parsed.GetValue(_better) switch
    {
        null or "lower" => MetricDirection.Lower,
        "higher" => MetricDirection.Higher,
        "none" => MetricDirection.None,
        var other => throw new UsageException($"--better takes lower, higher or none, not '{other}'."),
    };

    private double? ReadSensitivity(ParseResult parsed)
    {
        if (parsed.GetValue(_sensitivity) is not { } text)
            return null;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is >= LeastSensitivity and <= MostSensitivity
            ? number
            : throw new UsageException($"--sensitivity takes a number from 0.5 to 100, such as 2 for a p-value of 0.01, not '{text}'.");
    }

    private void RefuseMixed(ParseResult parsed)
    {
        var given = new Option[] { _values, _series, _metric }.Concat(_filter.All).Where(option => parsed.GetResult(option) is not null).ToList();
        if (given.Count > 1)
            throw new UsageException($"{given[0].Name} and {given[1].Name} each say which series to look at: give one of them.");
    }
}
