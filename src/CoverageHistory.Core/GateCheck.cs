using CoverageHistory.Comparison;
using CoverageHistory.Gates;
using CoverageHistory.Git;
using CoverageHistory.Model;
using CoverageHistory.Storage;

namespace CoverageHistory;

/// <summary>The read path of <c>check</c>: gets what the rules judge out of the history.</summary>
/// <param name="git">What git knows of the commits here; null: nobody asked it.</param>
internal sealed class GateCheck(IHistoryStore store, Task<FirstParents?>? git = null)
{
    /// <summary>Null when there is no run.</summary>
    public GateResult? Evaluate(GateQuery query, CancellationToken cancellation)
    {
        var history = new TrendAnalyzer(store) { FirstParents = git }.LoadHistory(cancellation);
        var head = query.Run is { } run ? Find(history, run) : TrendAnalyzer.FindLast(history, query.Trend);
        if (head is null)
            return null;
        var baseline = query.Base is { } given ? new Baseline(Find(history, given), IsUnknown: false) : history.FindBaseline(head.Run.Id);
        var before = baseline.Run;
        var input = new GateInput(head, before)
        {
            IsBaseUnknown = baseline.IsUnknown,
            Lines = head.Coverage?.Lines,
            BaseLines = before?.Coverage?.Lines,
            Doubts = DoubtsOf(head, before, cancellation),
        };
        if (query.IgnoreUnstableLines)
            input = WithoutUnstable(input, new TrendAnalyzer(store).FindUnstableLines(history, head, null, cancellation), cancellation);
        return GateEvaluator.Evaluate(RulesOf(query), input);
    }

    private static IEnumerable<IGateRule> RulesOf(GateQuery query)
    {
        if (query.MinCoverage is { } least)
            yield return new MinCoverageRule(least);
        if (query.MaxDrop is { } most)
            yield return new MaxDropRule(most);
    }

    /// <summary>
    /// A session that was empty or covered nothing in the base run just the same, such as that of a project with nothing to cover, is as it
    /// always is. An old report never is.
    /// </summary>
    private List<string> DoubtsOf(RunSummary head, RunSummary? before, CancellationToken cancellation)
    {
        if (head.Doubts.Count == 0)
            return [];
        var usual = new HashSet<string>(StringComparer.Ordinal);
        if (before is { Doubts.Count: > 0 })
            usual.UnionWith(Doubts(before, cancellation).Where(doubt => doubt.Code != DiagnosticCode.StaleReport).Select(doubt => doubt.Code + doubt.Session));
        return [.. Doubts(head, cancellation).Where(doubt => !usual.Contains(doubt.Code + doubt.Session)).Select(doubt => doubt.Code).Distinct()];
    }

    private IEnumerable<(string Code, string Session)> Doubts(RunSummary run, CancellationToken cancellation) =>
        store.ListSessions(run.Run.Id, cancellation)
            .SelectMany(summary => summary.Session.Doubts.Select(code => (code, summary.Session.Identity)));

    private GateInput WithoutUnstable(GateInput input, UnstableLines unstable, CancellationToken cancellation)
    {
        if (unstable.All.Count == 0 || input.Lines is not { } all)
            return input;
        var lines = LinesOf(input.Head) ?? all;
        return input with
        {
            Lines = lines,
            BaseLines = input.Base is null ? null : LinesOf(input.Base) ?? input.BaseLines,
            UnstableLines = (int)(all.Total - lines.Total),
        };

        // Null for a run that holds totals only.
        CoveredCount? LinesOf(RunSummary run) => store.LoadCoverage(run.Run.Id, null, cancellation) is { Count: > 0 } files
            ? CoverageCounts.Of(files.Select(unstable.WithoutThem)).Lines
            : null;
    }

    private static RunSummary Find(RunHistory history, Guid id) => history.Runs.First(run => run.Run.Id == id);
}
