namespace CoverageHistory.Storage.Sqlite;

/// <summary>Drops which lines of a run are covered, inside the caller's transaction. Its totals, and those of its modules, stay.</summary>
internal sealed class LineDropper(StoreConnection connection, ManifestTable manifests)
{
    private readonly RunReader _reader = new(connection, manifests);
    private readonly RunWriter _writer = new(connection, manifests);
    private readonly NameTable _modules = NameTable.Modules(connection);
    private readonly CoverageCounter _counter = new(manifests);

    /// <summary>Whether any session of the run has its lines.</summary>
    public bool HasLines(long run) => _reader.ListManifests(run).Count > 0;

    public void Drop(long run)
    {
        var lists = _reader.ListManifests(run);
        if (lists.Count == 0)
            return;
        // Counted before: the union of several sessions follows from their lines, and not from their totals.
        var modules = _counter.CountModules(lists).Select(module => KeyValuePair.Create(_modules.NameOf(module.Module), module.Counts))
            .OrderBy(module => module.Key, StringComparer.Ordinal);
        _writer.Keep(run, new KeptTotals(_counter.Count(lists), [.. modules]));
        connection.Prepare("UPDATE session SET manifest_id = NULL WHERE run_id = ?").Bind(run).Run();
        _writer.Summarize(run, new RunTable(connection).Read(run).Run.Status);
    }
}
