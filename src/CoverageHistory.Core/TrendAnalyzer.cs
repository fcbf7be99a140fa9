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

    /// <summary>One metric over the runs that match.</summary>
    public Trend Analyze(TrendQuery query, CancellationToken cancellation)
    {
        var history = LoadHistory(cancellation);
        var matching = Matching(history, query);
        var coverage = new ScopedCoverage(store, query.Scope, matching, cancellation);
        var runs = new List<TrendRun>(matching.Count);
        foreach (var summary in matching)
        {
            var before = history.Before(summary.Run.Id);
            runs.Add(new TrendRun(summary, coverage.Of(summary), before, before is null ? null : coverage.Of(before)));
        }
        var points = runs.Select(run => new MetricPoint(run.Summary.Run, query.Metric.Of(run.Coverage, run.Summary.Tests)));
        return new Trend(new MetricSeries(query.Metric.Metric, [.. points]), runs);
    }

    /// <summary>All runs in order.</summary>
    public RunHistory LoadHistory(CancellationToken cancellation) => new(store.ListRuns(RunQuery.All, cancellation));

    /// <summary>What changed from <paramref name="before"/>, which may be null, to <paramref name="head"/>.</summary>
    public RunDelta Compare(RunSummary? before, RunSummary head, CancellationToken cancellation) => RunComparer.Compare(
        before is null ? null : RunContent.Load(store, before, cancellation), RunContent.Load(store, head, cancellation));

    /// <summary>Null when no run matches.</summary>
    public ReportView? Report(ReportQuery query, CancellationToken cancellation)
    {
        var history = LoadHistory(cancellation);
        var trend = Matching(history, query.Trend);
        var head = query.Run is { } id ? Find(history, id) : trend is [.., var last] ? last : null;
        if (head is null)
            return null;
        var before = query.Base is { } given ? Find(history, given) : history.Before(head.Run.Id);
        var delta = Compare(before, head, cancellation);
        return new ReportView
        {
            Title = query.Title ?? RunText.Repository(head.Run) ?? "Coverage",
            Generator = "CoverageHistory " + Version,
            GeneratedAt = (clock ?? TimeProvider.System).GetUtcNow(),
            Delta = delta,
            ChangedModules = [.. ByWeight(delta.Modules, module => module.Coverage)],
            ChangedFiles = [.. ByWeight(delta.Files, file => file.Coverage)],
            Hotspots =
            [
                .. delta.Methods.Where(method => method.CrapScore > CrapThreshold)
                    .OrderByDescending(method => method.CrapScore).Take(MaxHotspots),
            ],
            Trend = trend,
            Sessions = store.ListSessions(head.Run.Id, cancellation),
        };
    }

    private static string Version =>
        typeof(TrendAnalyzer).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    private static RunSummary? Find(RunHistory history, Guid id) => history.Runs.FirstOrDefault(run => run.Run.Id == id);

    private static List<RunSummary> Matching(RunHistory history, TrendQuery query)
    {
        var matching = history.Runs.Where(summary =>
            (query.Branch is null || summary.Run.Branch == query.Branch)
            && (query.Since is null || summary.Run.RecordedAt >= query.Since)
            && (query.Until is null || summary.Run.RecordedAt < query.Until)).ToList();
        return query.Newest is { } newest && newest < matching.Count ? matching[^newest..] : matching;
    }

    private static IEnumerable<T> ByWeight<T>(IReadOnlyList<T> changes, Func<T, CoverageChange> coverageOf) =>
        changes.Where(change => coverageOf(change).IsChanged).OrderByDescending(change => coverageOf(change).Weight);
}
