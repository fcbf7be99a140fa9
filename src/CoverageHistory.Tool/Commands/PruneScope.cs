using CoverageHistory.Git;
using CoverageHistory.Statistics;
using CoverageHistory.Storage;

namespace CoverageHistory.Tool.Commands;

/// <summary>What git and the trend say of runs that are to be given up.</summary>
internal sealed class PruneScope(CommandContext context)
{
    /// <summary>The request with the runs that stay for what they mean, and, where asked for, of branches that are over only.</summary>
    public PruneRequest Apply(PruneRequest request, bool isMerged)
    {
        var branches = isMerged ? ListBranches() : null;
        var branch = branches?.Default ?? context.Settings.DefaultBranch ?? context.CurrentBranch;
        // The line of a branch: a run of another one whose commit it took over is a point of its trend.
        var trend = context.CreateAnalyzer(branch).Analyze(new TrendQuery { Branch = branch, PrefersLine = !isMerged, IsOutline = true }, context.Cancellation);
        var spared = isMerged ? trend.Runs.Select(run => run.Summary.Run.Id).ToHashSet() : [];
        foreach (var change in TrendChanges.Find(trend.Series, ancestry: null, Sensitivity.Show))
            spared.Add(change.First.Id);
        return request with { Spared = spared, Branches = branches is null ? null : Over(branches) };
    }

    private HashSet<string> Over(BranchList branches) => context.OpenStore().ListRuns(RunQuery.All, context.Cancellation)
        .Select(run => run.Run.Branch).OfType<string>().Where(branches.IsOver).ToHashSet(StringComparer.Ordinal);

    private BranchList ListBranches() => context.Repository is { } repository
        ? repository.ListBranches(context.Settings.DefaultBranch, context.Cancellation)
        : throw new UsageException("--merged asks git which branches are over, and there is no repository here.");
}
