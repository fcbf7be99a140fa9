using CoverageHistory.Model;

namespace CoverageHistory.Storage.Sqlite;

/// <summary>The log of operations, of which the newest are kept.</summary>
internal sealed class OperationTable(StoreConnection connection)
{
    private const int Most = 10_000;

    public void Add(Operation operation)
    {
        connection.Prepare("""
            INSERT INTO operation (name, started_at_ms, duration_us, outcome, error_code, error, tool_version) VALUES (?, ?, ?, ?, ?, ?, ?)
            """)
            .Bind(SoundText.Of(operation.Name)).Bind(operation.StartedAt.ToUnixTimeMilliseconds())
            .Bind(Math.Max(0, operation.Duration.Ticks / TimeSpan.TicksPerMicrosecond)).Bind((long)operation.Outcome)
            .Bind(operation.ErrorCode).Bind(operation.Error is null ? null : SoundText.Of(operation.Error)).Bind(operation.Version)
            .Run();
        connection.Prepare("DELETE FROM operation WHERE id <= ?").Bind(connection.LastId - Most).Run();
    }

    /// <summary>The last one first.</summary>
    public List<Operation> List(string? name, bool onlyFailed, int newest)
    {
        var rows = connection.Prepare("""
            SELECT name, started_at_ms, duration_us, outcome, error_code, error, tool_version FROM operation
            WHERE (?1 IS NULL OR name = ?1) AND (?2 = 0 OR outcome = 1) ORDER BY id DESC LIMIT ?3
            """).Bind(name).Bind(onlyFailed).Bind(newest);
        var operations = new List<Operation>();
        while (rows.Step())
        {
            operations.Add(new Operation(rows.Text(), DateTimeOffset.FromUnixTimeMilliseconds(rows.Int64()), TimeSpan.FromMicroseconds(rows.Int64()),
                (OperationOutcome)rows.Int32())
            {
                ErrorCode = rows.OptionalText(),
                Error = rows.OptionalText(),
                Version = rows.Text(),
            });
        }
        return operations;
    }

    /// <summary>By name.</summary>
    public List<OperationTotals> Sum()
    {
        var rows = connection.Prepare("""
            SELECT name, count(*), sum(outcome = 1), CAST(avg(duration_us) AS INTEGER), max(duration_us), max(started_at_ms) FROM operation
            GROUP BY name ORDER BY name
            """);
        var totals = new List<OperationTotals>();
        while (rows.Step())
        {
            totals.Add(new OperationTotals(rows.Text(), rows.Int32(), rows.Int32(), TimeSpan.FromMicroseconds(rows.Int64()),
                TimeSpan.FromMicroseconds(rows.Int64()), DateTimeOffset.FromUnixTimeMilliseconds(rows.Int64())));
        }
        return totals;
    }
}
