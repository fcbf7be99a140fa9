using System.CommandLine;
using System.Text.Json;
using CoverageHistory.Comparison;
using CoverageHistory.Configuration;
using CoverageHistory.Model;
using CoverageHistory.Reporting;
using CoverageHistory.Reporting.Json;

namespace CoverageHistory.Tool.Commands;

internal sealed class BenchmarksAcceptCommand : ToolCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = BenchmarkOptions.NameDescription };
    private readonly Option<string> _reason = new("--reason") { HelpName = "TEXT", Description = "Why the new level is right; it stays in the configuration.", Required = true };
    private readonly Option<string?> _run = new("--run") { HelpName = "RUN", Description = "The first run at the new level. Default: the last one with benchmarks. " + RunSelector.Description };

    public BenchmarksAcceptCommand() : base("accept", "Accepts the level that a run showed: later runs are judged by it. It is written into the configuration, so it is reviewed with the change.")
    {
        Add(_name);
        Add(_reason);
        Add(_run);
    }

    public override IReadOnlyList<(string, string)> Examples =>
        [("dotnet coverage-trend benchmarks accept CartBenchmarks.Add --reason 'checks its input now'", "Slower than before, and right.")];

    public override int Execute(ParseResult parsed, CommandContext context)
    {
        var (name, reason) = (parsed.GetValue(_name)!, string.Concat(parsed.GetValue(_reason)!.Select(c => char.IsControl(c) ? ' ' : c)).Trim());
        if (reason.Length == 0)
            throw new UsageException("--reason: say why the new level is right.");
        var settings = BenchmarkOptions.Settings(context);
        var analyzer = context.CreateAnalyzer();
        var head = parsed.GetValue(_run) is { } run ? RunSelector.Find(analyzer.LoadHistory(context.Cancellation).Runs, run) : null;
        var overview = analyzer.AnalyzeBenchmarks(new TrendQuery { Branch = context.CurrentBranch, PrefersLine = true }, settings, names: null, head, context.Cancellation);
        var pattern = new NamePattern(name);
        var accepted = overview.Reviewed.Where(one => one.Judged is not null && pattern.Matches(one.Trend.Benchmark)).ToList();
        if (accepted.Count == 0 || overview.Head is not { } at)
            throw BenchmarkOptions.Missing(overview, name);
        var level = new AcceptedLevel(name, at.Run.RecordedAt, RunText.ShortCommit(at.Run), reason);
        var lists = settings.Accepted.Append(level).GroupBy(one => one.Pattern, StringComparer.Ordinal)
            .Select(group => (group.Key, (IReadOnlyList<string>)[.. group.Select(one => one.ToText()).Distinct(StringComparer.Ordinal)]));
        var value = SettingList.FormatNamed(lists);
        ConfigSetCommand.Edit(context, file => SettingsFileEditor.Set(file, SettingDefinition.AcceptedBenchmarks, value));
        if (context.IsJson)
            context.WriteJson(json => Write(json, at.Run, accepted));
        else
            Render(context, at.Run, accepted);
        return ExitCode.Done;
    }

    private static void Render(CommandContext context, Run run, List<ReviewedBenchmark> accepted)
    {
        foreach (var one in accepted)
            context.Out.WriteLine($"{one.Trend.Benchmark.FullName}  {MetricText.Value(one.Metric.Metric, one.Judged!.Head)} {MetricText.Ratio(one.Judged.Ratio)}");
        context.Out.WriteSentence($"Judged from {RunText.Place(run)} on by what comes from there: written to {context.ConfigurationPath}. Commit it with the change.");
    }

    private static void Write(Utf8JsonWriter json, Run run, List<ReviewedBenchmark> accepted)
    {
        json.WriteStartObject();
        json.WriteString("run", run.Id);
        json.WriteString("commit", run.Commit?.Sha);
        json.WriteStartArray("accepted");
        foreach (var one in accepted)
        {
            json.WriteStartObject();
            Rendering.BenchmarkJson.WriteName(json, one.Trend);
            json.WriteString("metric", one.Metric.Metric.Name);
            json.WriteNumber("value", one.Judged!.Head);
            json.WriteNumber("ratio", one.Judged.Ratio);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
