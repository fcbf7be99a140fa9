using CoverageHistory.Comparison;
using CoverageHistory.Model;
using CoverageHistory.Storage;

namespace CoverageHistory;

/// <summary>Totals of a scope, run by run, from the cheapest thing that tells them.</summary>
internal sealed class ScopedCoverage
{
    private readonly IHistoryStore _store;
    private readonly CoverageScope _scope;
    private readonly CancellationToken _cancellation;
    private readonly IReadOnlyDictionary<Guid, IReadOnlyDictionary<string, CoverageCounts>>? _modules;
    private readonly Dictionary<RunSummary, Counted> _known = new(ReferenceEqualityComparer.Instance);

    public ScopedCoverage(
        IHistoryStore store, CoverageScope scope, RunHistory history, List<int> positions, CancellationToken cancellation)
    {
        _store = store;
        _scope = scope;
        _cancellation = cancellation;
        if (scope.IsModule && positions.Count > 0)
            _modules = store.ListModuleTotals(new RunQuery { Since = positions.Min(position => history.Runs[position].Run.RecordedAt) }, cancellation);
    }

    /// <summary>Null when the run has no coverage in the scope.</summary>
    public CoverageCounts? Of(RunSummary run)
    {
        if (_scope.IsProject || run.Coverage is null)
            return run.Coverage;
        if (_modules is not null && _modules.TryGetValue(run.Run.Id, out var modules))
            return modules.TryGetValue(_scope.Module!, out var counts) ? counts : null;
        if (!_known.TryGetValue(run, out var known))
            _known[run] = known = new Counted(Load(run.Run.Id));
        return known.Coverage;
    }

    /// <summary>Null when the scope does not restrict them.</summary>
    public static Predicate<RepoPath>? PathsOf(CoverageScope scope)
    {
        if (scope.File is not { } file)
            return scope.Component is { } only ? only.Holds : null;
        var glob = new PathGlob(file);
        return candidate => (candidate.Value == file || glob.IsMatch(candidate.Value)) && scope.Component?.Holds(candidate) != false;
    }

    private CoverageCounts? Load(Guid run)
    {
        IEnumerable<FileCoverage> files = _store.LoadCoverage(run, new CoverageFilter(_scope.Module, PathsOf(_scope)), _cancellation);
        if (_scope.Class is { } type)
        {
            var isMatch = ClassCounts.Matching(type);
            files = files.Select(candidate => ClassCounts.PartOf(candidate, isMatch)).OfType<FileCoverage>();
        }
        var counted = files.ToList();
        return counted.Count == 0 ? null : CoverageCounts.Of(counted);
    }

    private sealed record Counted(CoverageCounts? Coverage);
}
