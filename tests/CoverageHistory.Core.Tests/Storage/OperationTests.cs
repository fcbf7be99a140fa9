using CoverageHistory.Model;
using CoverageHistory.Storage;
using CoverageHistory.Storage.Sqlite;

namespace CoverageHistory.Core.Tests.Storage;

public sealed class OperationTests : StoreFixture
{
    private static readonly DateTimeOffset At = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Operations_are_listed_as_they_were_logged_and_summed_by_name()
    {
        Record(NewRun(), SessionOf());
        var failed = new Operation("sync", At.AddSeconds(2), TimeSpan.FromMilliseconds(3.5), OperationOutcome.Failed) { ErrorCode = "COVH1006", Error = "no" };
        Operation[] operations = [new("record", At, TimeSpan.FromSeconds(1), OperationOutcome.Done), new("record", At.AddSeconds(1), TimeSpan.FromSeconds(3), OperationOutcome.Cancelled), failed];
        foreach (var operation in operations)
            Store.Log(operation);
        Assert.Equal(operations.Reverse(), Store.ListOperations(null, onlyFailed: false, 10, None));
        Assert.Equal([failed], Store.ListOperations(null, onlyFailed: true, 10, None));
        Assert.Equal([operations[1]], Store.ListOperations("record", onlyFailed: false, 1, None));
        Assert.Equal([
            new OperationTotals("record", 2, 0, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3), At.AddSeconds(1)),
            new OperationTotals("sync", 1, 1, failed.Duration, failed.Duration, failed.StartedAt),
        ], Store.SumOperations(None));
    }

    [Fact]
    public void The_log_is_bounded()
    {
        Record(NewRun(), SessionOf());
        Database.Execute(DatabasePath, """
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 12000)
            INSERT INTO operation (name, started_at_ms, duration_us, outcome, tool_version) SELECT 'old', i, 1, 0, '' FROM n
            """);
        Store.Log(new Operation("new", At, TimeSpan.Zero, OperationOutcome.Done));
        Assert.Equal(10_000, Database.Scalar(DatabasePath, "SELECT count(*) FROM operation"));
        Assert.Equal("new", Store.ListOperations(null, onlyFailed: false, 1, None)[0].Name);
    }

    [Fact]
    public void Nothing_waits_for_the_log_or_fails_because_of_it()
    {
        var operation = new Operation("record", At, TimeSpan.Zero, OperationOutcome.Done);
        Store.Log(operation);
        Assert.False(Store.Exists);
        Record(NewRun(), SessionOf());
        using (var connection = Database.Open(DatabasePath))
        using (connection.BeginTransaction(deferred: false))
            Store.Log(operation);
        Assert.Empty(Store.ListOperations(null, onlyFailed: false, 10, None));
        File.WriteAllText(Folder["text.db"], "no history");
        new SqliteHistoryStore(Folder["text.db"], new SqliteStoreOptions()).Log(operation);
        Assert.Equal("no history", File.ReadAllText(Folder["text.db"]));
    }

    [Fact]
    public void Errors_are_short_and_without_credentials()
    {
        var operation = new OperationTimer("sync", TimeProvider.System)
            .Failed(new StoreException(DiagnosticCode.StoreRefused, "https://user:canary@example.com/a.git " + new string('x', 1_000)));
        Assert.DoesNotContain("canary", operation.Error, StringComparison.Ordinal);
        Assert.Equal(500, operation.Error!.Length);
    }
}
