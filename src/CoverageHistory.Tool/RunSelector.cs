using CoverageHistory.Storage;

namespace CoverageHistory.Tool;

/// <summary>Finds the run that an argument means.</summary>
internal static class RunSelector
{
    public const string Description = "latest, the run's id or its first digits, a commit or its first digits, or a label.";

    private const int MinPrefix = 4;

    /// <param name="runs">Oldest first; of several runs that a commit or label names, the last one is meant.</param>
    /// <exception cref="UsageException">No run, or more than one.</exception>
    public static RunSummary Find(IReadOnlyList<RunSummary> runs, string argument)
    {
        if (runs.Count == 0)
            throw new UsageException("There is no run yet.");
        if (argument == "latest")
            return runs[^1];
        if (runs.LastOrDefault(run => run.Run.Commit?.Sha == argument || run.Run.Tags.Contains(argument)) is { } named)
            return named;
        if (argument.Length >= MinPrefix)
        {
            if (Only(runs.Where(run => StartsWith(run.Run.Id.ToString("D"), argument)).ToList(), argument) is { } byId)
                return byId;
            var commits = runs.Where(run => run.Run.Commit is { } commit && StartsWith(commit.Sha, argument)).ToList();
            if (Only(commits.DistinctBy(run => run.Run.Commit!.Sha).ToList(), argument) is not null)
                return commits[^1];
        }
        throw new UsageException($"There is no run '{argument}'. `dotnet coverage-trend runs list` shows what there is.");
    }

    private static RunSummary? Only(List<RunSummary> runs, string argument) => runs.Count > 1
        ? throw new UsageException($"'{argument}' is the start of {runs.Count} runs or commits. Give more digits.")
        : runs is [var only] ? only : null;

    private static bool StartsWith(string text, string prefix) => text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);
}
