using CoverageHistory.Storage;
using CoverageHistory.Storage.Sqlite;

namespace CoverageHistory.Core.Tests.Storage;

public sealed class ConcurrencyTests : StoreFixture
{
    private static readonly SqliteStoreOptions Patient = new() { LockDeadline = TimeSpan.FromMinutes(1) };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Threads_that_write_at_once_lose_nothing(bool withoutLog)
    {
        const int threads = 8, each = 25;
        var options = Patient with { AvoidWriteAheadLog = withoutLog };
        InParallel(threads, thread =>
        {
            var store = Open(options);
            for (var i = 0; i < each; i++)
            {
                Assert.NotNull(store.Record(StoreProcess.RunOf($"t{thread}", i), [StoreProcess.SessionOf($"t{thread}", i)], None).Summary);
                Assert.NotEmpty(store.ListRuns(new RunQuery { Newest = 1 }, None));
            }
        });
        var expected = Enumerable.Range(0, threads).SelectMany(thread => Enumerable.Range(0, each).Select(i => $"t{thread} {i}"));
        Assert.Equal(expected.Order(), Keys());
        Assert.Equal("", Database.Check(DatabasePath));
        Assert.Equal(withoutLog ? "truncate" : "wal", Open(options).GetInfo(None).JournalMode);
    }

    [Fact]
    public async Task Processes_that_write_at_once_into_a_new_database_lose_nothing()
    {
        const int processes = 4, each = 15;
        var running = Enumerable.Range(0, processes).Select(i => StoreProcess.Start("write", DatabasePath, $"p{i}", $"{each}")).ToArray();
        foreach (var process in running)
        {
            using (process)
            {
                var error = process.StandardError.ReadToEndAsync();
                Assert.Equal(each, (await process.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
                Assert.True(await error is "", await error);
            }
        }
        var expected = Enumerable.Range(0, processes).SelectMany(process => Enumerable.Range(0, each).Select(i => $"p{process} {i}"));
        Assert.Equal(expected.Order(), Keys());
        Assert.Equal("", Database.Check(DatabasePath));
    }

    [Fact]
    public void Sessions_that_join_one_run_at_once_are_all_in_it()
    {
        const int threads = 8;
        var run = NewRun();
        InParallel(threads, thread => Open(Patient).Record(run with { Id = Guid.CreateVersion7() }, [NamedSession($"S{thread}", Coverage.File("a.cs", [.. Enumerable.Range(0, threads).Select(i => i == thread ? 1u : 0)]))], None));
        var summary = Assert.Single(Store.ListRuns(RunQuery.All, None));
        Assert.Equal((threads, threads), (summary.Sessions, (int)summary.Coverage!.Value.Lines.Covered));
        Assert.Equal(summary.Hash, Convert.ToHexStringLower(RunRecord.HashOf(Store.LoadRecord(summary.Run.Id, None)!.ToText())));
    }

    [Fact]
    public void A_reader_does_not_wait_for_a_writer()
    {
        Record(NewRun(), SessionOf(Coverage.File("a.cs", 1)));
        using var connection = Database.Open(DatabasePath);
        using var writing = connection.BeginTransaction(deferred: false);
        Assert.Single(Open(new SqliteStoreOptions { LockDeadline = TimeSpan.Zero }).ListRuns(RunQuery.All, None));
    }

    private static void InParallel(int count, Action<int> work)
    {
        var failures = new List<Exception>();
        var threads = Enumerable.Range(0, count).Select(number => new Thread(() =>
        {
            try
            {
                work(number);
            }
            catch (Exception failure)
            {
                lock (failures)
                    failures.Add(failure);
            }
        })).ToArray();
        foreach (var thread in threads)
            thread.Start();
        foreach (var thread in threads)
            thread.Join();
        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }

    private IEnumerable<string> Keys() => Store.ListRuns(RunQuery.All, None).Select(run => run.Run.Key).Order();
}
