using CoverageHistory.Model;

namespace CoverageHistory.Storage.Sqlite;

/// <summary>Takes in runs that come from another store, inside the caller's transaction.</summary>
internal sealed class RunTaker(StoreConnection connection, ManifestTable manifests, bool takeGivenUp)
{
    private readonly RunWriter _writer = new(connection, manifests);
    private readonly GivenUpTable _table = new(connection);
    private readonly HashSet<Guid> _givenUp = [.. new GivenUpTable(connection).List()];
    private readonly DateTimeOffset _runsBefore = new GivenUpTable(connection).RunsBefore ?? DateTimeOffset.MinValue;
    private readonly DateTimeOffset _linesBefore = takeGivenUp ? DateTimeOffset.MinValue : new GivenUpTable(connection).LinesBefore ?? DateTimeOffset.MinValue;
    private readonly LineDropper _dropper = new(connection, manifests);

    public TakenRuns Result { get; private set; } = new(0, 0, 0, 0);

    public void Take(RunBundle bundle)
    {
        var run = bundle.Record.Run;
        var hash = FindHash(run.Key);
        Reading(run, () =>
        {
            // Lists of other runs may stand on these, even where the run itself, or a session, is left out.
            foreach (var list in bundle.Lists.Keys)
                manifests.IdOf(list, bundle, findBase: () => null);
        });
        if (hash is null && (_givenUp.Contains(run.Id) || (run.RecordedAt < _runsBefore && bundle.Labels.Count == 0)))
        {
            if (!takeGivenUp)
            {
                Result = Result with { GivenUp = Result.GivenUp + 1 };
                return;
            }
            _table.Unbury(run.Id);
        }
        // A run that kept its lines here, as a release, keeps them.
        var dropsLines = run.RecordedAt < _linesBefore && bundle.Labels.Count == 0 && (FindRow(run.Key) is not { } known || !_dropper.HasLines(known));
        Reading(run, () =>
        {
            var (row, _) = _writer.Add(bundle);
            if (dropsLines)
                _dropper.Drop(row);
        });
        Result = hash is null ? Result with { Added = Result.Added + 1 }
            : hash.AsSpan().SequenceEqual(FindHash(run.Key)) ? Result with { Known = Result.Known + 1 }
            : Result with { Extended = Result.Extended + 1 };
    }

    private static void Reading(Run run, Action work)
    {
        try
        {
            work();
        }
        catch (InvalidDataException exception)
        {
            throw new RunFormatException($"run {run.Id} cannot be taken in: {exception.Message}", inner: exception);
        }
    }

    private long? FindRow(string key)
    {
        var row = connection.Prepare("SELECT id FROM run WHERE key = ?").Bind(key);
        if (!row.Step())
            return null;
        var found = row.Int64();
        row.Reset();
        return found;
    }

    private byte[]? FindHash(string key)
    {
        var row = connection.Prepare("SELECT hash FROM run WHERE key = ?").Bind(key);
        if (!row.Step())
            return null;
        var hash = row.Blob().ToArray();
        row.Reset();
        return hash;
    }
}
