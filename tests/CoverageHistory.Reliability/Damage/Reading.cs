namespace CoverageHistory.Reliability.Damage;

/// <summary>What a store says of a history, and whether it can be true.</summary>
internal static class Reading
{
    private static CancellationToken None => CancellationToken.None;

    /// <summary>Everything, labels aside: they are the user's to change and no hash covers them.</summary>
    public static string[] Of(SqliteHistoryStore store)
    {
        var runs = store.ListRuns(RunQuery.All, None);
        var modules = store.ListModuleTotals(RunQuery.All, None);
        return
        [
            .. runs.Select(run => $"{run.Run.Id} {run.Hash} {run.Sessions} {run.Coverage} {run.Tests} {Describe(run.Run)}"),
            .. runs.SelectMany(run => store.LoadCoverage(run.Run.Id, null, None).Select(Describe)),
            .. runs.SelectMany(run => store.LoadTests(run.Run.Id, None)).Select(test => test.ToString()),
            .. runs.SelectMany(run => store.ListSessions(run.Run.Id, None)).Select(session => session.ToString()),
            .. runs.SelectMany(run => modules[run.Run.Id].Select(module => $"{module.Key} {module.Value}")),
        ];
    }

    /// <summary>Whether hashes and totals follow from what is stored, and the indexes, from which runs are listed, tell the same as the tables.</summary>
    public static bool IsConsistent(SqliteHistoryStore store, int runs) => store.ListRuns(RunQuery.All, None).All(run =>
    {
        var record = store.LoadRecord(run.Run.Id, None);
        if (record is null || run.Hash != Convert.ToHexStringLower(RunRecord.HashOf(record.ToText())))
            return false;
        if (Describe(record.Run) != Describe(run.Run))
            return false;
        var coverage = store.LoadCoverage(run.Run.Id, null, None);
        var sessions = store.ListSessions(run.Run.Id, None);
        return run.Coverage == CoverageCounts.Of(coverage)
            && run.Tests == TestCounts.Of(store.LoadTests(run.Run.Id, None))
            && store.ListModuleTotals(RunQuery.All, None)[run.Run.Id].SequenceEqual(coverage.GroupBy(file => file.Module)
                .Select(module => KeyValuePair.Create(module.Key, CoverageCounts.Of(module))).OrderBy(module => module.Key, StringComparer.Ordinal))
            && sessions.All(session => session.Tests is not null
                && session.Coverage == CoverageCounts.Of(store.LoadSessionCoverage(run.Run.Id, session.Session.ContentHash, None)))
            && sessions.Aggregate(default(TestCounts), (sum, session) => sum is null ? session.Tests : sum + session.Tests!) == run.Tests;
    }) && store.ListRuns(RunQuery.All, None).Count == runs;

    private static string Describe(Run run) => $"{run.Id} {run.Key} {run.RecordedAt:O} {run.Status} {run.Branch} {run.Commit?.Sha} "
        + $"{string.Join(',', run.Commit?.Parents ?? [])} {run.IsDirty}";

    private static string Describe(FileCoverage file) => $"{file.Module} {file.Path} {file.Content} {string.Join(',', file.Lines)} {string.Join(',', file.Outcomes)} "
        + string.Join(',', file.Classes.SelectMany(type => type.Methods.Select(method =>
            $"{type.Name} {method.Name} {method.Signature} {method.Complexity} {string.Join('.', method.Lines)}")));
}
