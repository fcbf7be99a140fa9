using System.Diagnostics;
using Xunit.Abstractions;

namespace CoverageHistory.Reliability;

public sealed class HeldLockTests(ITestOutputHelper output) : IDisposable
{
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(3);

    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Runs_that_meet_a_held_lock_are_spooled_by_the_deadline_and_taken_in_by_the_next_writer()
    {
        var path = _folder["history.db"];
        var deadline = TimeSpan.FromMilliseconds(Extent.Of(400, 10_000));
        var store = new SqliteHistoryStore(path, new SqliteStoreOptions { LockDeadline = deadline });
        Sample.Record(store, "before", 0);
        var spooled = new List<string>();
        using (var connection = HistoryCheck.Open(path))
        using (connection.BeginTransaction(deferred: false))
        {
            for (var held = Stopwatch.StartNew(); held.Elapsed < TimeSpan.FromSeconds(Extent.Of(2, 120));)
            {
                var waited = Stopwatch.StartNew();
                var stored = Sample.Record(store, "spooled", spooled.Count);
                Assert.InRange(waited.Elapsed, deadline, deadline + Slack);
                Assert.True(File.Exists(stored.SpoolPath));
                spooled.Add(Sample.KeyOf("spooled", spooled.Count));
            }
            Assert.Equal([Sample.KeyOf("before", 0)], HistoryCheck.KeysOf(path));
        }
        Assert.NotNull(Sample.Record(store, "next", 0).Summary);
        output.WriteLine($"{spooled.Count} spooled");
        Assert.Equal(spooled.Append(Sample.KeyOf("before", 0)).Append(Sample.KeyOf("next", 0)).Order(), HistoryCheck.KeysOf(path).Order());
        Assert.Empty(Directory.GetFiles(path + "-spool"));
    }
}
