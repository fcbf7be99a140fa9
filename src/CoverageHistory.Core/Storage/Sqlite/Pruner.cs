namespace CoverageHistory.Storage.Sqlite;

/// <summary>Gives runs up, or their lines, inside the caller's transaction. What nobody refers to afterwards is removed by compacting.</summary>
internal sealed class Pruner(StoreConnection connection)
{
    private readonly RunTable _runs = new(connection);
    private readonly GivenUpTable _givenUp = new(connection);

    public PrunedRuns Find(PruneRequest request)
    {
        var runs = _runs.List(new RunQuery { Branch = request.Branch });
        if (request.Branches is { } branches)
            runs.RemoveAll(run => run.Run.Branch is not { } branch || !branches.Contains(branch));
        if (request.Keep is { } keep)
            runs.RemoveRange(Math.Max(0, runs.Count - keep), Math.Min(keep, runs.Count));
        if (request.Before is { } before)
            runs.RemoveAll(run => run.Run.RecordedAt >= before);
        if (request.LinesOnly)
        {
            var withLines = FindWithLines();
            runs.RemoveAll(run => !withLines.Contains(run.Run.Id));
        }
        var found = runs.Count;
        runs.RemoveAll(run => request.Keeps(run.Run));
        return new PrunedRuns(runs, found - runs.Count);
    }

    public PrunedRuns Prune(PruneRequest request, DateTimeOffset now)
    {
        var pruned = Find(request);
        var dropper = new LineDropper(connection, new ManifestTable(connection));
        // Of its key the run is the second part, so each deletion would walk the whole table, twice. Gone before anybody can see it.
        connection.ExecuteScript("CREATE INDEX module_total_by_run ON module_total (run_id)");
        foreach (var run in pruned.Runs)
        {
            var row = _runs.FindRow(run.Run.Id)!.Value;
            if (request.LinesOnly)
                dropper.Drop(row);
            else
            {
                _runs.Delete(row);
                _givenUp.Bury(run.Run.Id, now);
            }
        }
        connection.ExecuteScript("DROP INDEX module_total_by_run");
        // Only age says of runs that are not here whether they are meant.
        if (request is { Before: { } before, Keep: null, Branch: null, Branches: null })
        {
            if (request.LinesOnly)
                _givenUp.GiveUpLinesBefore(before);
            else
                _givenUp.GiveUpRunsBefore(before);
        }
        return pruned;
    }

    private HashSet<Guid> FindWithLines()
    {
        var rows = connection.Prepare("SELECT DISTINCT run.uuid FROM session JOIN run ON run.id = session.run_id WHERE session.manifest_id IS NOT NULL");
        var ids = new HashSet<Guid>();
        while (rows.Step())
            ids.Add(new Guid(rows.Blob(), bigEndian: true));
        return ids;
    }
}
