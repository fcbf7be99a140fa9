using CoverageHistory.Storage.Sync;

namespace CoverageHistory.Storage.Sqlite;

/// <summary>Writes and takes in units of the set, inside the caller's transaction.</summary>
internal sealed class UnitTransfer(StoreConnection connection, TimeProvider clock)
{
    private const int MostAhead = 64;
    private const long MostAheadBytes = 16 << 20;

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
        GivenUpRuns givenUp, IReadOnlySet<string> known, Func<Unit, bool> write, CancellationToken cancellation)
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
            packer.Pack(run.Row, bundle =>
            {
                json.Clear();
                RunLines.Write(json, bundle);
                var text = json.ToArray();
                // Not the stored one: a run whose record no longer fits it would be refused everywhere.
                var unit = new Unit(Unit.HashOf(text), text);
                return known.Contains(unit.Hash) || write(unit);
            });
        }
    }

    public (TakenRuns, IReadOnlyList<UnitOutcome>) TakeIn(IReadOnlyList<Unit> units, GivenUpRuns givenUp, CancellationToken cancellation)
    {
        connection.UseLargeCache();
        Bury(givenUp);
        var taken = new TakenRuns(0, 0, 0, 0) { Deleted = DeleteGivenUp(givenUp) };
        var taker = new RunTaker(connection, new ManifestTable(connection), takeGivenUp: false);
        var read = new List<(Unit Unit, RunRecord? Record, string? Refusal)>(units.Count);
        foreach (var (unit, bundle, refusal) in ReadAhead.Of(Read(units), MostAheadOf(units)))
        {
            cancellation.ThrowIfCancellationRequested();
            if (bundle is null)
            {
                read.Add((unit, null, refusal));
                continue;
            }
            try
            {
                connection.InSavepoint(() => taker.Take(bundle));
                read.Add((unit, bundle.Record, null));
            }
            catch (Exception exception) when (exception is RunFormatException or InvalidDataException)
            {
                read.Add((unit, bundle.Record, exception.Message));
                // Another one: it may remember ids of what was undone.
                taken += taker.Result;
                taker = new RunTaker(connection, new ManifestTable(connection), takeGivenUp: false);
            }
        }
        var outcomes = read.ConvertAll(entry => new UnitOutcome(
            entry.Unit.Hash, entry.Record is { } record ? FindHash(record.Run.Key) : null, entry.Record?.Run.Id ?? Guid.Empty,
            entry.Record?.Run.RecordedAt ?? DateTimeOffset.MinValue, entry.Refusal));
        return (taken + taker.Result, outcomes);
    }

    /// <summary>Reads and checks all that can be checked without the store.</summary>
    private static IEnumerable<(Unit Unit, RunBundle? Bundle, string? Refusal)> Read(IEnumerable<Unit> units)
    {
        var earlier = new EarlierLines();
        foreach (var unit in units)
        {
            RunBundle? bundle = null;
            string? refusal = null;
            try
            {
                bundle = RunLinesReader.ReadOne(unit.Text, earlier);
            }
            catch (RunFormatException exception)
            {
                refusal = exception.Message;
            }
            yield return (unit, bundle, refusal);
        }
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

    /// <summary>What was deleted elsewhere goes here, too, unless somebody labelled it here. Of what age alone gave up nobody has seen this run.</summary>
    private int DeleteGivenUp(GivenUpRuns givenUp)
    {
        if (givenUp.Runs.Count == 0)
            return 0;
        var runs = ListRuns().FindAll(run => givenUp.Deletes(run));
        new RunTable(connection).Delete(runs.ConvertAll(run => run.Row));
        return runs.Count;
    }

    /// <summary>Runs that were read take several times their text.</summary>
    private static int MostAheadOf(IReadOnlyList<Unit> units) =>
        (int)Math.Clamp(MostAheadBytes / Math.Max(1, units.Select(unit => unit.Text.Length).DefaultIfEmpty().Max()), 1, MostAhead);

    private string? FindHash(string key)
    {
        var row = connection.Prepare("SELECT hash FROM run WHERE key = ?").Bind(key);
        if (!row.Step())
            return null;
        var hash = Convert.ToHexStringLower(row.Blob());
        row.Reset();
        return hash;
    }
}
