using CoverageHistory.Storage.Sync;

namespace CoverageHistory.Storage.Sqlite;

/// <summary>Writes and takes in units of the set, inside the caller's transaction.</summary>
internal sealed class UnitTransfer(StoreConnection connection, TimeProvider clock)
{
    /// <summary>Oldest first, so that what differs from the run before is little.</summary>
    public List<LocalRun> ListRuns()
    {
        var rows = connection.Prepare("""
            SELECT id, hash, uuid, recorded_at_ms, EXISTS (SELECT 1 FROM run_tag WHERE run_id = run.id) FROM run ORDER BY recorded_at_ms, uuid
            """);
        var runs = new List<LocalRun>();
        while (rows.Step())
        {
            runs.Add(new LocalRun(rows.Int64(), Convert.ToHexStringLower(rows.Blob()), new Guid(rows.Blob(), bigEndian: true),
                DateTimeOffset.FromUnixTimeMilliseconds(rows.Int64()), rows.Int64() != 0));
        }
        return runs;
    }

    public GivenUpRuns ListGivenUp()
    {
        var table = new GivenUpTable(connection);
        return new GivenUpRuns(table.List().ToHashSet(), table.RunsBefore, table.LinesBefore);
    }

    public void Write(
        GivenUpRuns givenUp, IReadOnlySet<string> known, Action<string, ReadOnlyMemory<byte>> write, CancellationToken cancellation)
    {
        var manifests = new ManifestTable(connection);
        var packer = new RunPacker(connection, manifests, new RunReader(connection, manifests));
        var json = new CanonicalJson();
        foreach (var run in ListRuns().Where(run => !givenUp.Covers(run)))
        {
            cancellation.ThrowIfCancellationRequested();
            if (known.Contains(run.Hash))
            {
                packer.Skip(run.Row);
                continue;
            }
            json.Clear();
            RunLines.Write(json, packer.Pack(run.Row));
            var text = json.ToArray();
            // Not the stored one: a run whose record no longer fits it would be refused everywhere.
            var unit = new Unit(Unit.HashOf(text), text);
            if (!known.Contains(unit.Hash))
                write(unit.Hash, unit.Text);
        }
    }

    public (TakenRuns, IReadOnlyList<UnitOutcome>) TakeIn(IReadOnlyList<Unit> units, GivenUpRuns givenUp, CancellationToken cancellation)
    {
        var taken = new TakenRuns(0, 0, 0, 0);
        Bury(givenUp);
        var taker = new RunTaker(connection, new ManifestTable(connection), takeGivenUp: false);
        var read = new List<(Unit Unit, RunRecord? Record, string? Refusal)>(units.Count);
        foreach (var unit in UnitOrder.Sort(units))
        {
            cancellation.ThrowIfCancellationRequested();
            RunBundle? bundle = null;
            try
            {
                bundle = RunLinesReader.ReadOne(unit.Text);
                connection.InSavepoint(() => taker.Take(bundle));
                read.Add((unit, bundle.Record, null));
            }
            catch (Exception exception) when (exception is RunFormatException or InvalidDataException)
            {
                read.Add((unit, bundle?.Record, exception.Message));
                if (bundle is null)
                    continue;
                // Another one: it may remember ids of what was undone.
                taken = Add(taken, taker.Result);
                taker = new RunTaker(connection, new ManifestTable(connection), takeGivenUp: false);
            }
        }
        var outcomes = read.ConvertAll(entry => new UnitOutcome(
            entry.Unit.Hash, entry.Record is { } record ? FindHash(record.Run.Key) : null, entry.Record?.Run.Id ?? Guid.Empty,
            entry.Record?.Run.RecordedAt ?? DateTimeOffset.MinValue, entry.Refusal));
        return (Add(taken, taker.Result), outcomes);
    }

    private void Bury(GivenUpRuns givenUp)
    {
        var table = new GivenUpTable(connection);
        var now = clock.GetUtcNow();
        var known = table.List().ToHashSet();
        foreach (var id in givenUp.Runs.Where(id => !known.Contains(id)))
            table.Bury(id, now);
        if (givenUp.RunsBefore is { } runs)
            table.GiveUpRunsBefore(runs);
        if (givenUp.LinesBefore is { } lines)
            table.GiveUpLinesBefore(lines);
    }

    private string? FindHash(string key)
    {
        var row = connection.Prepare("SELECT hash FROM run WHERE key = ?").Bind(key);
        if (!row.Step())
            return null;
        var hash = Convert.ToHexStringLower(row.Blob());
        row.Reset();
        return hash;
    }

    private static TakenRuns Add(TakenRuns left, TakenRuns right) => new(
        left.Added + right.Added, left.Extended + right.Extended, left.Known + right.Known, left.GivenUp + right.GivenUp);
}
