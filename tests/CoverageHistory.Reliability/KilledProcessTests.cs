using Xunit.Abstractions;

namespace CoverageHistory.Reliability;

/// <summary>Writers that are killed, at a random moment after they were about to begin, as <c>kill -9</c> does.</summary>
public sealed class KilledProcessTests(ITestOutputHelper output) : IDisposable
{
    private const int Waiting = 5;

    private readonly TemporaryDirectory _folder = new();
    private readonly Random _random = new(20_261_123);
    private int _kills;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Killed_while_they_write_side_by_side_they_lose_no_acknowledged_run_and_leave_none_by_half()
    {
        var path = _folder["history.db"];
        var acknowledged = new HashSet<string>();
        var rounds = Extent.Of(3, 150);
        for (var round = 0; round < rounds; round++)
        {
            foreach (var keys in await Task.WhenAll(Enumerable.Range(0, 3).Select(number => KillAsync(path, $"r{round} {number}", 30_000, afterFirst: true, 60))))
                acknowledged.UnionWith(keys);
            // All of them are read from time to time; what is acknowledged is looked for after every kill.
            var found = round % 10 == 0 || round == rounds - 1 ? HistoryCheck.KeysOf(path)
                : [.. new SqliteHistoryStore(path, new SqliteStoreOptions()).ListRuns(RunQuery.All, CancellationToken.None).Select(run => run.Run.Key)];
            Assert.Empty(acknowledged.Except(found));
        }
        output.WriteLine($"{_kills} kills, {acknowledged.Count} acknowledged");
        Assert.True(acknowledged.Count >= _kills, "a writer was killed before its first run");
    }

    [Fact]
    public async Task Killed_while_it_creates_the_history_it_leaves_nothing_that_keeps_the_next_from_it()
    {
        var created = 0;
        for (var round = 0; round < Extent.Of(6, 200); round++)
        {
            var path = _folder[$"{round}/.coverage-history/history.db"];
            var acknowledged = await KillAsync(path, "first", 30_000, afterFirst: false, 250);
            created += File.Exists(path) ? 1 : 0;
            AssertHolds(path, acknowledged);
            Directory.Delete(_folder[$"{round}"], recursive: true);
        }
        output.WriteLine($"{_kills} kills, {created} histories were there");
    }

    [Fact]
    public async Task Killed_while_it_spools_it_loses_no_acknowledged_run()
    {
        var all = 0;
        for (var round = 0; round < Extent.Of(4, 150); round++)
        {
            var path = _folder[$"{round}/history.db"];
            Sample.Record(new SqliteHistoryStore(path, new SqliteStoreOptions()), "before", 0);
            List<string> acknowledged;
            using (var connection = HistoryCheck.Open(path))
            using (connection.BeginTransaction(deferred: false))
                acknowledged = await KillAsync(path, "spooled", 0, afterFirst: false, 300);
            all += acknowledged.Count;
            AssertHolds(path, [.. acknowledged, Sample.KeyOf("before", 0)]);
            Directory.Delete(_folder[$"{round}"], recursive: true);
        }
        output.WriteLine($"{_kills} kills, {all} acknowledged");
        Assert.NotEqual(0, all);
    }

    [Fact]
    public async Task Killed_while_it_takes_in_the_spool_it_loses_nothing_of_it()
    {
        for (var round = 0; round < Extent.Of(4, 150); round++)
        {
            var path = _folder[$"{round}/history.db"];
            var store = new SqliteHistoryStore(path, new SqliteStoreOptions { LockDeadline = TimeSpan.Zero });
            Sample.Record(store, "before", 0);
            using (var connection = HistoryCheck.Open(path))
            using (connection.BeginTransaction(deferred: false))
            {
                for (var number = 0; number < Waiting; number++)
                    Assert.NotNull(Sample.Record(store, "spooled", number).SpoolPath);
            }
            var acknowledged = await KillAsync(path, "taker", 30_000, afterFirst: false, 200);
            AssertHolds(path, [.. acknowledged, .. Enumerable.Range(0, Waiting).Select(number => Sample.KeyOf("spooled", number))]);
            Directory.Delete(_folder[$"{round}"], recursive: true);
        }
        output.WriteLine($"{_kills} kills");
    }

    [Fact]
    public async Task Killed_while_it_migrates_it_leaves_the_older_history_or_the_current_one()
    {
        var older = _folder["older.db"];
        OlderHistory.Create(older, 1, "old", 10);
        var migrated = 0;
        for (var round = 0; round < Extent.Of(4, 150); round++)
        {
            var path = _folder[$"{round}/history.db"];
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Copy(older, path);
            var acknowledged = await KillAsync(path, "migrant", 30_000, afterFirst: false, 500);
            migrated += OlderHistory.VersionOf(path) == 1 ? 0 : 1;
            AssertHolds(path, [.. acknowledged, .. Enumerable.Range(0, 10).Select(number => Sample.KeyOf("old", number))]);
            Directory.Delete(_folder[$"{round}"], recursive: true);
        }
        output.WriteLine($"{_kills} kills, {migrated} were migrated");
    }

    /// <summary>The next writer stores its run, and with it the history holds everything it should, all of it whole.</summary>
    private static void AssertHolds(string path, IReadOnlyCollection<string> acknowledged)
    {
        var name = $"next {Guid.NewGuid():N}";
        Assert.NotNull(Sample.Record(new SqliteHistoryStore(path, new SqliteStoreOptions()), name, 0).Summary);
        Assert.Empty(acknowledged.Append(Sample.KeyOf(name, 0)).Except(HistoryCheck.KeysOf(path)));
    }

    /// <returns>What the writer had acknowledged.</returns>
    private async Task<List<string>> KillAsync(string path, string name, int patience, bool afterFirst, int mostMilliseconds)
    {
        var delay = _random.Next(mostMilliseconds);
        using var process = Worker.Start("write", path, name, "100000", $"{patience}");
        var keys = new List<string>();
        // Its first line says that it is about to begin.
        for (var lines = 0; await process.StandardOutput.ReadLineAsync() is { } line; lines++)
        {
            if (lines == (afterFirst ? 1 : 0))
                _ = Task.Delay(delay).ContinueWith(_ => process.Kill(), TaskScheduler.Default);
            if (lines > 0)
                keys.Add(line);
        }
        await process.WaitForExitAsync();
        Assert.Equal("", await process.StandardError.ReadToEndAsync());
        Assert.Equal(137, process.ExitCode);
        Interlocked.Increment(ref _kills);
        return keys;
    }
}
