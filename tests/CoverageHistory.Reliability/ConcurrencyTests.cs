using CoverageHistory.Reliability.PowerCuts;

namespace CoverageHistory.Reliability;

public sealed class ConcurrencyTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Processes_that_write_at_once_into_a_new_database_lose_nothing()
    {
        var (processes, each) = (Extent.Of(8, 50), Extent.Of(10, 100));
        var path = _folder[".coverage-history/history.db"];
        var outputs = await Task.WhenAll(Enumerable.Range(0, processes).Select(async number =>
        {
            using var process = Worker.Start("write", path, $"p{number}", $"{each}", "600000");
            var error = process.StandardError.ReadToEndAsync();
            var output = await process.StandardOutput.ReadToEndAsync();
            Assert.Equal("", await error);
            return output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..];
        }));
        var expected = Enumerable.Range(0, processes).SelectMany(process => Enumerable.Range(0, each).Select(number => Sample.KeyOf($"p{process}", number))).Order();
        Assert.Equal(expected, outputs.SelectMany(keys => keys).Order());
        Assert.Equal(expected, HistoryCheck.KeysOf(path).Order());
        Assert.False(Directory.Exists(path + "-spool"), "some waited in the spool");
    }

    /// <summary>Two processes make a history at once; the slower is held up when its own is whole and is about to get its name.</summary>
    [StraceTheory]
    [InlineData(5)]
    public async Task A_process_that_was_slower_to_make_the_history_takes_no_run_of_a_faster_one(int seconds)
    {
        var path = _folder[".coverage-history/history.db"];
        // The first name is that of .gitignore.
        using var slower = Worker.StartUnder(["strace", "-f", "--seccomp-bpf", "-o", "/dev/null", "-e", "trace=rename,renameat2,link,linkat",
            "-e", $"inject=rename,renameat2,link,linkat:delay_enter={seconds}000000:when=2"], ["write", path, "slower", "1", "600000"]);
        var error = slower.StandardError.ReadToEndAsync();
        while (!slower.HasExited && !(Directory.Exists(_folder[".coverage-history"]) && Directory.EnumerateFiles(_folder[".coverage-history"], "history.db.*.new").Any()))
            await Task.Delay(10);
        await Task.Delay(TimeSpan.FromSeconds(seconds / 3.0));
        Assert.NotNull(Sample.Record(new SqliteHistoryStore(path, new SqliteStoreOptions()), "faster", 0).Summary);
        await slower.WaitForExitAsync();
        Assert.Equal("", await error);
        Assert.Equal([Sample.KeyOf("faster", 0), Sample.KeyOf("slower", 0)], HistoryCheck.KeysOf(path).Order());
        Assert.Empty(Directory.GetFiles(_folder[".coverage-history"], "*.new"));
    }
}
