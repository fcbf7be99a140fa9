using CoverageHistory.Storage.Sqlite;

namespace CoverageHistory.Storage.Migrations;

/// <summary>
/// Takes the hashes of runs over to another text of the same facts. A hash that does not fit its run stays as it is: the run was changed,
/// and a new hash would hide that.
/// </summary>
internal static class RunHashes
{
    public static void ToRecords(StoreConnection connection) => Replace(connection, Text1, (record, _) => record.ToText());

    public static void ToText1(StoreConnection connection) => Replace(connection, (record, _) => record.ToText(), Text1);

    /// <summary>Benchmarks and kept totals go with the tables they stand in.</summary>
    public static void ToRecords2(StoreConnection connection) => Replace(connection, (record, _) => record.ToText(), (record, _) => WithoutBenchmarks(record).ToText());

    private static RunRecord WithoutBenchmarks(RunRecord record) => new(record.Run,
        [.. record.Sessions.Select(session => session with { Session = session.Session with { Benchmarks = null, Notes = [] } })]);

    private static byte[] Text1(RunRecord record, ManifestTable manifests) =>
        RunText1.Write(record, address => manifests.Read(manifests.Find(address)!.Value, from: null).Set);

    private static void Replace(StoreConnection connection, Func<RunRecord, ManifestTable, byte[]> before, Func<RunRecord, ManifestTable, byte[]> after)
    {
        // A new file has none, and comes through here, too.
        if (connection.ReadInteger("SELECT EXISTS (SELECT 1 FROM run)") == 0)
            return;
        var manifests = new ManifestTable(connection);
        var reader = new RunReader(connection, manifests);
        foreach (var (run, hash) in ListRuns(connection))
        {
            try
            {
                var record = reader.ReadRecord(run);
                if (!RunRecord.HashOf(before(record, manifests)).AsSpan().SequenceEqual(hash))
                    continue;
                connection.Prepare("UPDATE run SET hash = ? WHERE id = ?").Bind(RunRecord.HashOf(after(record, manifests))).Bind(run).Run();
            }
            catch (InvalidDataException)
            {
                // Damaged, as its hash goes on to say.
            }
        }
    }

    private static List<(long Run, byte[] Hash)> ListRuns(StoreConnection connection)
    {
        var rows = connection.Prepare("SELECT id, hash FROM run");
        var runs = new List<(long Run, byte[] Hash)>();
        while (rows.Step())
            runs.Add((rows.Int64(), rows.Blob().ToArray()));
        return runs;
    }
}
