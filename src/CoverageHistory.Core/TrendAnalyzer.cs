using System.Reflection;
using CoverageHistory.Comparison;
using CoverageHistory.Git;
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

    /// <summary>What git knows of the commits here, waited for once the runs are read; null: nobody asked it, and the recorded parents serve.</summary>
    internal Task<FirstParents?>? FirstParents { get; init; }

    /// <summary>One metric over the runs that match.</summary>
    public Trend Analyze(TrendQuery query, CancellationToken cancellation)
    {
        var history = LoadHistory(new RunQuery { IsOutline = query.IsOutline }, cancellation);
        var isFiltered = query.LeavesOutOthers && query.Scope.IsProject;
        var line = FindLine(history, query);
        var matching = Matching(history, line, isFiltered ? query with { Newest = null } : query);
        var coverage = new ScopedCoverage(store, query.Scope, history, matching, cancellation);
        var values = query.BenchmarkValues is { } given ? StoredValues.Of(query.Metric, given) : query.Scope.IsProject ? StoredValues.Load(store, query.Metric, cancellation) : StoredValues.None;
        var runs = new List<TrendRun>(matching.Count);
        var points = new List<MetricPoint>(matching.Count);
        foreach (var position in matching)
        {
            var summary = history.Runs[position];
            var baseline = history.FindBaseline(position);
            var before = baseline.Run;
            var run = new TrendRun(summary, coverage.Of(summary), before, before is null ? null : coverage.Of(before))
            {
                Stored = values,
                IsBaselineUnknown = baseline.IsUnknown,
                Standing = line?[position] ?? RunStanding.OnLine,
            };
            if (isFiltered && IsOther(run, query.Metric))
                continue;
            runs.Add(run);
            points.Add(new MetricPoint(summary.Run, run.ValueOf(query.Metric)));
        }
        if (isFiltered && query.Newest is { } newest && newest < runs.Count)
            (runs, points) = (runs[^newest..], points[^newest..]);
        return new Trend(new MetricSeries(query.Metric, points), runs)
        {
            Branch = line?.Branch,
            Ancestry = history.Ancestry,
            OffLine = line is null ? 0 : CountOffLine(history, line, query),
        };
    }

    /// <summary>The benchmarks over the runs that match.</summary>
    /// <param name="names">Null: all.</param>
    /// <param name="head">The run to judge, by what is before it on its line; null: the last that matches and measured any.</param>
    internal BenchmarkOverview AnalyzeBenchmarks(TrendQuery query, BenchmarkSettings settings, NamePattern? names, RunSummary? head, CancellationToken cancellation)
    {
        var history = LoadHistory(cancellation);
        var matching = Matching(history, query).ToHashSet();
        if (head is not null)
            matching.Add(history.PositionOf(head.Run.Id));
        return new BenchmarkOverview(history, BenchmarkHistory.Load(store, history, matching.Contains, settings, names, cancellation), head);
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
    internal RunHistory LoadHistory(CancellationToken cancellation) => LoadHistory(RunQuery.All, cancellation);

    private RunHistory LoadHistory(RunQuery query, CancellationToken cancellation) =>
        new(store.ListRuns(query, cancellation), FirstParents?.GetAwaiter().GetResult());

    /// <summary>The runs that match, oldest first, and where each stands to the line of the branch. Those that say to be of it match, too.</summary>
    /// <param name="branch">Whose line it is; null: that of the query, else of what is checked out.</param>
    internal IReadOnlyList<(RunSummary Run, RunStanding Standing)> ListRuns(TrendQuery query, string? branch, CancellationToken cancellation)
    {
        var history = LoadHistory(cancellation);
        branch = query.Branch ?? branch;
        var line = history.FindLine(branch);
        var found = new List<(RunSummary, RunStanding)>();
        for (var position = 0; position < history.Runs.Count; position++)
        {
            var run = history.Runs[position];
            if (IsWithin(run.Run, query) && (query.Branch is null || run.Run.Branch == branch || line!.Contains(position)))
                found.Add((run, line?[position] ?? RunStanding.OnLine));
        }
        return query.Newest is { } newest && newest < found.Count ? found[^newest..] : found;
    }

    /// <summary>The last run that matches; null when there is none.</summary>
    internal static RunSummary? FindLast(RunHistory history, TrendQuery query) =>
        Matching(history, query) is [.., var last] ? history.Runs[last] : null;

    /// <summary>What changed from <paramref name="before"/>, which may be null, to <paramref name="head"/>.</summary>
    /// <param name="history">To know the lines that change by chance.</param>
    internal RunDelta Compare(RunSummary? before, RunSummary head, RunHistory history, CancellationToken cancellation) =>
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
    internal UnstableLines FindUnstableLines(TrendQuery query, CancellationToken cancellation)
    {
        var history = LoadHistory(cancellation);
        return Find([.. Matching(history, query).Select(position => history.Runs[position])],
            new CoverageFilter(query.Scope.Module, ScopedCoverage.PathsOf(query.Scope)), cancellation);
    }

    /// <summary>Those known from the runs up to <paramref name="head"/>.</summary>
    internal UnstableLines FindUnstableLines(RunHistory history, RunSummary head, CoverageFilter? filter, CancellationToken cancellation)
    {
        var known = history.Runs.TakeWhile(run => run.Run.Id != head.Run.Id).Append(head).ToList();
        return Find(known.Count > RunsForInstability ? known[^RunsForInstability..] : known, filter, cancellation);
    }

    private UnstableLines Find(List<RunSummary> runs, CoverageFilter? filter, CancellationToken cancellation) =>
        UnstableLines.Find(store.LoadTimelines(runs.ConvertAll(run => run.Run.Id), filter, cancellation), runs);

    /// <summary>Null when no run matches.</summary>
    internal ReportView? Report(ReportQuery query, CancellationToken cancellation)
    {
        var history = LoadHistory(cancellation);
        List<RunSummary> trend = [.. Matching(history, query.Trend).Select(position => history.Runs[position])];
        var head = query.Run is { } id ? Find(history, id) : trend is [.., var last] ? last : null;
        if (head is null)
            return null;
        var baseline = query.Base is { } given ? new Baseline(Find(history, given), IsUnknown: false) : history.FindBaseline(head.Run.Id);
        var content = RunContent.Load(store, head, cancellation);
        var delta = Compare(Load(baseline.Run, cancellation), content, history, cancellation) with { IsBaseUnknown = baseline.IsUnknown };
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
    private static List<int> Matching(RunHistory history, TrendQuery query) => Matching(history, FindLine(history, query), query);

    private static List<int> Matching(RunHistory history, BranchLine? line, TrendQuery query)
    {
        var matching = new List<int>();
        for (var position = 0; position < history.Runs.Count; position++)
        {
            if (line?.Contains(position) != false && IsWithin(history.Runs[position].Run, query))
                matching.Add(position);
        }
        return query.Newest is { } newest && newest < matching.Count ? matching[^newest..] : matching;
    }

    private static int CountOffLine(RunHistory history, BranchLine line, TrendQuery query)
    {
        var count = 0;
        for (var position = 0; position < history.Runs.Count; position++)
        {
            if (!line.Contains(position) && IsWithin(history.Runs[position].Run, query))
                count++;
        }
        return count;
    }

    /// <summary>Null where all runs match: of another repository's history, or one of branches that are not here, none is on the line.</summary>
    private static BranchLine? FindLine(RunHistory history, TrendQuery query)
    {
        if (query.Branch is null && !(query.PrefersLine && history.Ancestry.HasGit))
            return null;
        var line = history.LineOf(query.Branch);
        return query.PrefersLine && line.IsEmpty ? null : line;
    }

    private static bool IsWithin(Run run, TrendQuery query) =>
        (query.Since is null || run.RecordedAt >= query.Since)
        && (query.Until is null || run.RecordedAt < query.Until);

    private static bool IsOther(TrendRun run, Metric metric) =>
        run.ValueOf(metric) is null && (BuiltInMetric.Find(metric.Name) is null || run.Summary is { Coverage: null, Tests: null });

    private static bool ComparesOrBegins(RunDelta delta) => delta.Base is null ? !delta.IsBaseUnknown : delta.ComparesParts;

    private static IEnumerable<T> ByWeight<T>(IReadOnlyList<T> changes, Func<T, CoverageChange> coverageOf) =>
        changes.Where(change => coverageOf(change).IsChanged).OrderByDescending(change => coverageOf(change).Weight);
}
