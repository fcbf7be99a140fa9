using System.Buffers.Binary;
using System.Globalization;

namespace CoverageHistory.Storage.Sqlite;

/// <summary>Gets the runs out of a damaged file. What is taken is checked by its hashes, so damage cannot pass for data.</summary>
internal sealed class Salvage
{
    /// <summary>Several ways to the same rows: where one tree is damaged another may be whole, from the other end too.</summary>
    private static readonly string[] Ways =
    [
        "SELECT id FROM run ORDER BY id",
        "SELECT id FROM run ORDER BY id DESC",
        "SELECT id FROM run INDEXED BY run_by_time ORDER BY recorded_at_ms",
        "SELECT id FROM run INDEXED BY run_by_time ORDER BY recorded_at_ms DESC",
        "SELECT run_id FROM session ORDER BY id",
        "SELECT run_id FROM session ORDER BY id DESC",
        "SELECT run_id FROM module_total",
    ];

    private const int PageSizeAt = 16;
    private const int PageCountAt = 28;
    private const int FreePagesAt = 32;

    private readonly StoreConnection _connection;
    private readonly ManifestTable _manifests;
    private readonly RunReader _reader;
    private RunPacker _packer;
    private readonly RunTable _runs;
    private readonly List<LostRun> _withoutLines = [];
    private readonly List<LostRun> _lost = [];
    private int _whole;

    private Salvage(StoreConnection connection)
    {
        _connection = connection;
        _manifests = new ManifestTable(connection);
        _reader = new RunReader(connection, _manifests);
        _packer = new RunPacker(connection, _manifests, _reader);
        _runs = new RunTable(connection);
    }

    /// <summary>Writes what is sound to a new history.</summary>
    /// <param name="damaged">A copy, with its log beside it: it may be changed.</param>
    /// <param name="take">Adds a run to the new history, or says why it does not fit.</param>
    /// <param name="bury">Told of each run that had been given up.</param>
    public static RecoveredHistory Read(string damaged, Deadline deadline, Action<RunBundle> take, Action<Guid> bury)
    {
        RecoveredHistory? best = null;
        foreach (var _ in Starts(damaged, deadline))
        {
            using var connection = StoreConnection.Open(damaged, deadline);
            if (!CanBeRead(connection))
                continue;
            var salvage = new Salvage(connection);
            salvage.Read(take);
            salvage.ReadGivenUp(bury);
            best = new RecoveredHistory(salvage._whole, salvage._withoutLines, salvage._lost);
            if (best.Runs + best.WithoutLines.Count > 0)
                break;
        }
        return best ?? new RecoveredHistory(0, [], [new LostRun(null, "no table of the file can be found")]);
    }

    /// <summary>The file as it is; then with its first page, which says where the tables begin, as a new history has it.</summary>
    private static IEnumerable<int> Starts(string damaged, Deadline deadline)
    {
        yield return 0;
        File.Delete(damaged + "-wal");
        foreach (var isCompacted in new[] { false, true })
        {
            var model = damaged + (isCompacted ? ".compact" : ".model");
            using (File.Create(model))
            {
            }
            using (var connection = StoreConnection.Open(model, deadline))
            {
                Schema.Current.Migrate(connection, Schema.Current.Version);
                connection.ExecuteScript(string.Create(CultureInfo.InvariantCulture, $"PRAGMA application_id = {Schema.ApplicationId}"));
                if (isCompacted)
                    connection.ExecuteScript("VACUUM");
            }
            ReplaceStart(damaged, File.ReadAllBytes(model));
            yield return isCompacted ? 2 : 1;
        }
    }

    private static void ReplaceStart(string damaged, byte[] model)
    {
        var pageSize = BinaryPrimitives.ReadUInt16BigEndian(model.AsSpan(PageSizeAt));
        using var file = new FileStream(damaged, FileMode.Open, FileAccess.ReadWrite);
        BinaryPrimitives.WriteUInt32BigEndian(model.AsSpan(PageCountAt), (uint)(file.Length / pageSize));
        model.AsSpan(FreePagesAt, 2 * sizeof(uint)).Clear();
        file.Write(model, 0, (int)Math.Min(pageSize, file.Length));
    }

    private static bool CanBeRead(StoreConnection connection)
    {
        try
        {
            connection.Defend();
            var version = Schema.Current.CheckHeader(connection);
            Schema.Current.At(version).CheckObjects(connection);
            Schema.Current.Migrate(connection, Schema.Current.Version);
            return true;
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            return false;
        }
    }

    private void Read(Action<RunBundle> take)
    {
        foreach (var row in FindRows())
        {
            Guid? id = null;
            try
            {
                var summary = _runs.Read(row);
                id = summary.Run.Id;
                Take(row, summary, take);
            }
            catch (Exception exception) when (IsDamage(exception))
            {
                _lost.Add(new LostRun(id, exception.Message));
            }
        }
    }

    private void ReadGivenUp(Action<Guid> bury)
    {
        try
        {
            new GivenUpTable(_connection).List().ForEach(bury);
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            // Then they can come back.
        }
    }

    private void Take(long row, RunSummary summary, Action<RunBundle> take)
    {
        var record = _reader.ReadUncheckedRecord(row);
        if (Convert.ToHexStringLower(RunRecord.HashOf(record.ToText())) != summary.Hash)
        {
            _lost.Add(new LostRun(summary.Run.Id, "what is stored does not fit its hash"));
            return;
        }
        try
        {
            take(_packer.Pack(row));
            _whole++;
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            // Whoever takes may lack what the packer thinks they have.
            _packer = new RunPacker(_connection, _manifests, _reader);
            take(new RunBundle(WithoutLines(record, _reader.ListSessions(row)), summary.Run.Tags, [], []));
            _withoutLines.Add(new LostRun(summary.Run.Id, exception.Message));
        }
    }

    private static RunRecord WithoutLines(RunRecord record, IReadOnlyList<SessionSummary> sessions) => record with
    {
        Sessions = [.. record.Sessions.Select(session => session.Files is null ? session : session with
        {
            Files = null,
            Session = session.Session with { Totals = sessions.First(summary => summary.Session.ContentHash == session.Session.ContentHash).Coverage },
        })],
    };

    private SortedSet<long> FindRows()
    {
        var found = new SortedSet<long>();
        foreach (var way in Ways)
        {
            try
            {
                var rows = _connection.Prepare(way);
                while (rows.Step())
                    found.Add(rows.Int64());
            }
            catch (Exception exception) when (IsDamage(exception))
            {
                // As far as it goes.
            }
        }
        return found;
    }

    public static bool IsDamage(Exception exception) =>
        exception is StoreException or InvalidDataException or RunFormatException or ArgumentException or ArithmeticException;
}
