using System.Reflection;
using CoverageHistory.Comparison;
using CoverageHistory.Model;
using CoverageHistory.Reporting;
using CoverageHistory.Storage;

namespace CoverageHistory;

/// <summary>The read path: orders the runs of a history and answers from them.</summary>
/// <param name="clock">Dates reports; null: the system's.</param>
public sealed class TrendAnalyzer(IHistoryStore store, TimeProvider? clock = null)
{
    private const double CrapThreshold = 30;
    private const int MaxHotspots = 20;

    /// <summary>How far back a comparison looks for lines that change by chance: far enough to know them, near enough to stay quick.</summary>
    private const int RunsForInstability = 500;

    /// <summary>One metric over the runs that match.</summary>
    public Trend Analyze(TrendQuery query, CancellationToken cancellation)
    {
        var history = LoadHistory(cancellation);
        var isFiltered = query.LeavesOutOthers && query.Scope.IsProject;
        var matching = Matching(history, isFiltered ? query with { Newest = null } : query);
        var coverage = new ScopedCoverage(store, query.Scope, history, matching, cancellation);
        var values = query.Scope.IsProject ? StoredValues.Load(store, query.Metric, cancellation) : StoredValues.None;
        var runs = new List<TrendRun>(matching.Count);
        var points = new List<MetricPoint>(matching.Count);
        foreach (var position in matching)
        {
            var summary = history.Runs[position];
            var before = history.Before(position);
            var run = new TrendRun(summary, coverage.Of(summary), before, before is null ? null : coverage.Of(before)) { Stored = values };
            if (isFiltered && IsOther(run, query.Metric))
                continue;
            runs.Add(run);
            points.Add(new MetricPoint(summary.Run, run.ValueOf(query.Metric)));
        }
        if (isFiltered && query.Newest is { } newest && newest < runs.Count)
            (runs, points) = (runs[^newest..], points[^newest..]);
        return new Trend(new MetricSeries(query.Metric, points), runs);
    }

    /// <summary>The metric that a name means: a built-in one, else the one that was last imported under it. Null when there is none.</summary>
    public Metric? FindMetric(string name, CancellationToken cancellation) =>
        BuiltInMetric.Find(name)?.Metric ?? store.ListMetrics(cancellation).LastOrDefault(metric => metric.Name == name);

    /// <summary>Names of the metrics that runs have values of, beside the built-in ones; ordinally.</summary>
    public IReadOnlyList<string> ListStoredMetrics(CancellationToken cancellation) =>
    [
        .. store.ListMetrics(cancellation).Select(metric => metric.Name).Distinct(StringComparer.Ordinal)
            .Where(name => BuiltInMetric.Find(name) is null).Order(StringComparer.Ordinal),
    ];

    /// <summary>All runs in order.</summary>
    public RunHistory LoadHistory(CancellationToken cancellation) => new(store.ListRuns(RunQuery.All, cancellation));

    /// <summary>What changed from <paramref name="before"/>, which may be null, to <paramref name="head"/>.</summary>
    /// <param name="history">To know the lines that change by chance.</param>
    public RunDelta Compare(RunSummary? before, RunSummary head, RunHistory history, CancellationToken cancellation) =>
        Compare(Load(before, cancellation), RunContent.Load(store, head, cancellation), history, cancellation);

    private RunDelta Compare(RunContent? before, RunContent head, RunHistory history, CancellationToken cancellation)
    {
        var delta = RunComparer.Compare(before, head);
        if (delta.Indirect.Count == 0)
            return delta;
        var changed = delta.Indirect.Select(change => change.Path).ToHashSet();
        var unstable = FindUnstableLines(history, head.Summary, new CoverageFilter(Path: changed.Contains), cancellation);
        return delta with { Indirect = IndirectChange.Between(before!.Coverage, head.Coverage, unstable) };
    }

    /// <summary>Lines whose coverage changes by chance, in the runs that match; metric and module, file and class of the query apply to lines.</summary>
    public UnstableLines FindUnstableLines(TrendQuery query, CancellationToken cancellation)
    {
        var history = LoadHistory(cancellation);
        return Find([.. Matching(history, query).Select(position => history.Runs[position])],
            new CoverageFilter(query.Scope.Module, ScopedCoverage.PathsOf(query.Scope)), cancellation);
    }

    /// <summary>Those known from the runs up to <paramref name="head"/>.</summary>
    public UnstableLines FindUnstableLines(RunHistory history, RunSummary head, CoverageFilter? filter, CancellationToken cancellation)
    {
        var known = history.Runs.TakeWhile(run => run.Run.Id != head.Run.Id).Append(head).ToList();
        return Find(known.Count > RunsForInstability ? known[^RunsForInstability..] : known, filter, cancellation);
    }

    private UnstableLines Find(List<RunSummary> runs, CoverageFilter? filter, CancellationToken cancellation) =>
        UnstableLines.Find(store.LoadTimelines(runs.ConvertAll(run => run.Run.Id), filter, cancellation), runs);

    /// <summary>Null when no run matches.</summary>
    public ReportView? Report(ReportQuery query, CancellationToken cancellation)
    {
        var history = LoadHistory(cancellation);
        List<RunSummary> trend = [.. Matching(history, query.Trend).Select(position => history.Runs[position])];
        var head = query.Run is { } id ? Find(history, id) : trend is [.., var last] ? last : null;
        if (head is null)
            return null;
        var before = query.Base is { } given ? Find(history, given) : history.Before(head.Run.Id);
        var content = RunContent.Load(store, head, cancellation);
        var delta = Compare(Load(before, cancellation), content, history, cancellation);
        return new ReportView
        {
            Title = query.Title ?? RunText.Repository(head.Run) ?? query.FolderName ?? "Coverage",
            Generator = "CoverageHistory " + Version,
            GeneratedAt = (clock ?? TimeProvider.System).GetUtcNow(),
            Delta = delta,
            Components = ComponentChange.Of(query.Components, delta.Files),
            ChangedModules = ComparesOrBegins(delta) ? [.. ByWeight(delta.Modules, module => module.Coverage)] : [],
            ChangedFiles = ComparesOrBegins(delta) ? [.. ByWeight(delta.Files, file => file.Coverage)] : [],
            Hotspots =
            [
                .. delta.Methods.Where(method => method.CrapScore > CrapThreshold)
                    .OrderByDescending(method => method.CrapScore).Take(MaxHotspots),
            ],
            Trend = trend,
            Sessions = store.ListSessions(head.Run.Id, cancellation),
            Coverage = content.Coverage,
        };
    }

    private RunContent? Load(RunSummary? run, CancellationToken cancellation) =>
        run is null ? null : RunContent.Load(store, run, cancellation);

    private static string Version =>
        typeof(TrendAnalyzer).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    private static RunSummary? Find(RunHistory history, Guid id) => history.Runs.FirstOrDefault(run => run.Run.Id == id);

    /// <summary>Positions in the history, ascending.</summary>
    private static List<int> Matching(RunHistory history, TrendQuery query)
    {
        var matching = new List<int>();
        for (var position = 0; position < history.Runs.Count; position++)
        {
            if (Matches(history.Runs[position].Run, query))
                matching.Add(position);
        }
        return query.Newest is { } newest && newest < matching.Count ? matching[^newest..] : matching;
    }

    private static bool Matches(Run run, TrendQuery query) =>
        (query.Branch is null || run.Branch == query.Branch)
        && (query.Since is null || run.RecordedAt >= query.Since)
        && (query.Until is null || run.RecordedAt < query.Until);

    private static bool IsOther(TrendRun run, Metric metric) =>
        run.ValueOf(metric) is null && (BuiltInMetric.Find(metric.Name) is null || run.Summary is { Coverage: null, Tests: null });

    private static bool ComparesOrBegins(RunDelta delta) => delta.Base is null || delta.ComparesParts;

    private static IEnumerable<T> ByWeight<T>(IReadOnlyList<T> changes, Func<T, CoverageChange> coverageOf) =>
        changes.Where(change => coverageOf(change).IsChanged).OrderByDescending(change => coverageOf(change).Weight);
}
