using System.CommandLine;
using System.Text.Json;
using CoverageHistory.Comparison;
using CoverageHistory.Configuration;
using CoverageHistory.Model;
using CoverageHistory.Reporting;
using CoverageHistory.Reporting.Json;
using CoverageHistory.Tool.Rendering;

namespace CoverageHistory.Tool.Commands;

internal sealed class ShowCommand : ToolCommand
{
    private const int RowsUnlessAsked = 10;
    private const int MostNamed = 20;

    private readonly Option<string> _metric = new("--metric")
    {
        HelpName = "NAME",
        Description = "What to plot: " + string.Join(", ", BuiltInMetric.All.Select(metric => metric.Metric.Name)) + ", or an imported metric.",
        DefaultValueFactory = _ => BuiltInMetric.LineRate.Metric.Name,
    };

    private readonly RunFilterOptions _filter = new();

    private readonly Option<string?> _module = new("--module") { HelpName = "NAME", Description = "Of this module (assembly) only." };

    private readonly Option<string?> _file = new("--file")
    {
        HelpName = "PATH|GLOB",
        Description = "Of this source file only, or of all that match, such as src/**/Parser*.cs.",
    };

    private readonly Option<string?> _class = new("--class")
    {
        HelpName = "NAME",
        Description = "Of this class only: the full name, its end after a dot, or a pattern with *.",
    };

    private readonly Option<string?> _component = new("--component") { HelpName = "NAME", Description = "Of this component of the configuration only." };

    private readonly Option<string?> _benchmark = new("--benchmark")
    {
        HelpName = "NAME",
        Description = "Of this benchmark, its median time unless --metric names another of its numbers. Environments are aligned; benchmarks show tells them apart.",
    };

    private readonly Option<bool> _unstable = new("--unstable")
    {
        Description = "Instead: the lines that are covered in some runs and not in others while their file stays the same.",
    };

    public ShowCommand() : base("show", "The trend: plot, recent runs and the change of each against the run before.")
    {
        Add(_metric);
        foreach (var option in _filter.All)
            Add(option);
        Add(_module);
        Add(_file);
        Add(_class);
        Add(_component);
        Add(_benchmark);
        Add(_unstable);
    }

    public override IReadOnlyList<(string, string)> Examples =>
    [
        ("dotnet coverage-trend", "Line coverage of the project over all runs."),
        ("dotnet coverage-trend --metric branch_rate --branch main --days 90", "Branch coverage on main in the last 90 days."),
        ("dotnet coverage-trend show --file 'src/**/Parser*.cs'", "The line coverage of some files."),
        ("dotnet coverage-trend show --unstable --days 30", "Same code, different coverage: the lines that chance decides on."),
        ("dotnet coverage-trend show --metric test_duration_seconds --format json", "A series for a script."),
    ];

    public override int Execute(ParseResult parsed, CommandContext context)
    {
        var name = parsed.GetValue(_metric)!;
        var scope = new CoverageScope(parsed.GetValue(_module), parsed.GetValue(_file), parsed.GetValue(_class)) { Component = FindComponent(parsed.GetValue(_component), context) };
        if (BuiltInMetric.Find(name)?.IsOfTests != false && !scope.IsProject)
            throw new UsageException($"{name} belongs to the whole run: it cannot be restricted to a module, file, class or component.");

        if (parsed.GetValue(_unstable))
            return ShowUnstable(_filter.Query(parsed, context.Host.Clock) with { Scope = scope }, context);

        if (parsed.GetValue(_benchmark) is { } benchmark)
            return ShowBenchmark(parsed, context, benchmark, scope);

        var analyzer = context.CreateAnalyzer(_filter.BranchOf(parsed));
        var metric = analyzer.FindMetric(name, context.Cancellation) ?? throw Unknown(name, analyzer.ListStoredMetrics(context.Cancellation));
        var query = _filter.LineQuery(parsed, context) with { Metric = metric, Scope = scope, LeavesOutOthers = true, IsOutline = true };
        var trend = analyzer.Analyze(query, context.Cancellation);
        if (trend.Runs.Count > 0 && !scope.IsProject && trend.Runs.All(run => run.Coverage is null))
            throw new UsageException($"No run holds coverage of {Describe(scope)}. `dotnet coverage-trend runs show latest` lists modules and files.");

        if (context.IsJson)
            WriteJson(context, metric, trend);
        else if (trend.Runs.Count > 0)
            new TrendText(context.Out, trend, metric, context.RepositoryName).Write(scope.IsProject ? null : Describe(scope), parsed.GetNumber(_filter.Runs) ?? RowsUnlessAsked);
        else if (BuiltInMetric.Find(name) is not null && analyzer.ListStoredMetrics(context.Cancellation) is { Count: > 0 } stored)
            context.Out.WriteSentence($"No run that matches holds coverage or tests. --metric plots what was imported: {string.Join(", ", stored.Take(MostNamed))}{(stored.Count > MostNamed ? $" and {stored.Count - MostNamed} more" : "")}.");
        else
            Welcome.Write(context);
        return ExitCode.Done;
    }

    private int ShowBenchmark(ParseResult parsed, CommandContext context, string name, CoverageScope scope)
    {
        if (!scope.IsProject)
            throw new UsageException("--benchmark belongs to the whole run: it does not go with --module, --file, --class or --component.");
        var metric = parsed.GetResult(_metric) is { Implicit: false } ? BenchmarkOptions.FindMetric(parsed.GetValue(_metric)!) : BenchmarkMetrics.Median;
        var analyzer = context.CreateAnalyzer(_filter.BranchOf(parsed));
        var query = _filter.LineQuery(parsed, context);
        var overview = analyzer.AnalyzeBenchmarks(query, BenchmarkOptions.Settings(context), names: null, head: null, context.Cancellation);
        var trends = BenchmarkOptions.FindOne(overview, name);
        query = query with { Metric = metric.Metric, LeavesOutOthers = true, BenchmarkValues = BenchmarkOverview.Align(trends, metric) };
        var trend = analyzer.Analyze(query, context.Cancellation);
        if (trend.Runs.Count == 0)
            throw new UsageException($"No run that matches measured {metric.Metric.Name} of {trends[0].Benchmark.FullName}.");
        if (context.IsJson)
            WriteJson(context, metric.Metric, trend);
        else
            new TrendText(context.Out, trend, metric.Metric, context.RepositoryName).Write(trends[0].Benchmark.FullName, parsed.GetNumber(_filter.Runs) ?? RowsUnlessAsked);
        return ExitCode.Done;
    }

    internal static UsageException Unknown(string name, IReadOnlyList<string> stored)
    {
        var names = BuiltInMetric.All.Select(known => known.Metric.Name).Concat(stored).ToList();
        return new UsageException(Suggestion.For(name, names) is { } guess
            ? $"There is no metric '{name}'. Did you mean {guess}?"
            : $"There is no metric '{name}'. There are {string.Join(", ", names.Take(MostNamed))}{(names.Count > MostNamed ? $" and {names.Count - MostNamed} more" : "")}.");
    }

    private static Component? FindComponent(string? name, CommandContext context)
    {
        if (name is null)
            return null;
        var components = context.Settings.Components;
        return components.FirstOrDefault(component => component.Name == name) ?? throw new UsageException(components.Count == 0
            ? $"There is no component '{name}': \"components\" in {context.ConfigurationPath} names none."
            : $"There is no component '{name}'. There are {string.Join(", ", components.Select(component => component.Name))}.");
    }

    private static int ShowUnstable(TrendQuery query, CommandContext context)
    {
        if (query.Scope.Class is not null)
            throw new UsageException("--class does not go with --unstable: lines belong to files, so give --file.");
        var unstable = context.CreateAnalyzer(query.Branch).FindUnstableLines(query, context.Cancellation);
        if (context.IsJson)
            context.WriteJson(json => Write(json, unstable));
        else
            new UnstableText(context.Out, unstable).Write();
        return ExitCode.Done;
    }

    private static string Describe(CoverageScope scope) => string.Join(", ", new[]
    {
        scope.Module is { } module ? "module " + module : null,
        scope.File is { } file ? "file " + file : null,
        scope.Class is { } type ? "class " + type : null,
        scope.Component is { } component ? "component " + component.Name : null,
    }.OfType<string>());

    private static void Write(Utf8JsonWriter json, UnstableLines unstable)
    {
        json.WriteStartObject();
        json.WriteStartArray("unstable");
        foreach (var line in unstable.All)
        {
            json.WriteStartObject();
            json.WriteString("path", line.Path.Value);
            json.WriteNumber("line", line.Number);
            json.WriteNumber("runs_covered", line.RunsCovered);
            json.WriteNumber("runs_seen", line.RunsSeen);
            json.WriteNumber("flips", line.Flips);
            json.WriteBoolean("current", line.IsCurrent);
            json.WriteString("content", line.Content.ToString());
            json.WriteStartObject("last_seen");
            json.WriteString("run", line.LastFlip.Id);
            json.WriteString("commit", line.LastFlip.Commit?.Sha);
            json.WriteTime("at", line.LastFlip.RecordedAt);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Apart from who calls it, so that text is printed without loading what writes JSON.</summary>
    private static void WriteJson(CommandContext context, Metric metric, Trend trend) => context.WriteJson(json => Write(json, metric, trend));

    private static void Write(Utf8JsonWriter json, Metric metric, Trend trend)
    {
        json.WriteStartObject();
        json.WriteString("metric", metric.Name);
        json.WriteString("unit", metric.Unit);
        json.WriteString("better", metric.Better switch
        {
            MetricDirection.Higher => "higher",
            MetricDirection.Lower => "lower",
            _ => "none",
        });
        json.WriteStartArray("points");
        foreach (var (index, point) in trend.Series.Points.Index())
        {
            json.WriteStartObject();
            json.WriteString("run", point.Run.Id);
            json.WriteString("commit", point.Run.Commit?.Sha);
            json.WriteString("branch", point.Run.Branch);
            json.WriteTime("at", point.Run.RecordedAt);
            json.WriteNumber("value", point.Value);
            json.WriteString("status", RunText.Status(point.Run.Status));
            json.WriteString("line", BaselineText.Name(trend.Runs[index].Standing));
            json.WriteEndObject();
        }
        json.WriteEndArray();
        ChangesJson.Write(json, trend.FindRecentChanges());
        json.WriteString("branch", trend.Branch);
        json.WriteNumber("off_line", trend.OffLine);
        json.WriteString("baseline", trend.Runs is [.., var last] ? BaselineText.Name(last.Before is not null, last.IsBaselineUnknown) : "none");
        json.WriteEndObject();
    }
}
