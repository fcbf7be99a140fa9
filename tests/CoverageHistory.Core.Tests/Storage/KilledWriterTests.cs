using CoverageHistory.Storage;

namespace CoverageHistory.Core.Tests.Storage;

public sealed class KilledWriterTests : StoreFixture
{
    [Fact]
    public async Task Killed_writers_lose_no_acknowledged_run_and_leave_none_by_half()
    {
        var random = new Random(20_260_301);
        var acknowledged = new HashSet<string>();
        for (var round = 0; round < 10; round++)
        {
            var kills = Enumerable.Range(0, 3).Select(number => KillAfterAsync($"r{round} {number}", random.Next(0, 60)));
            foreach (var keys in await Task.WhenAll(kills))
                acknowledged.UnionWith(keys);
            Assert.Empty(acknowledged.Except(Store.ListRuns(RunQuery.All, None).Select(run => run.Run.Key)));
        }
        Assert.InRange(acknowledged.Count, 30, int.MaxValue);
        foreach (var run in Store.ListRuns(RunQuery.All, None))
        {
            Assert.Equal(run.Hash, Convert.ToHexStringLower(RunRecord.HashOf(Store.LoadRecord(run.Run.Id, None)!.ToText())));
            Assert.Equal(1, run.Sessions);
            Assert.NotEmpty(Store.LoadCoverage(run.Run.Id, null, None));
        }
        Assert.Equal("", Database.Check(DatabasePath));
    }

    /// <summary>Kills a writer some time after its first run.</summary>
    /// <returns>What it had acknowledged.</returns>
    private async Task<List<string>> KillAfterAsync(string name, int milliseconds)
    {
        using var process = StoreProcess.Start("write", DatabasePath, name, "100000");
        var keys = new List<string>();
        while (await process.StandardOutput.ReadLineAsync() is { } key)
        {
            keys.Add(key);
            if (keys.Count == 1)
                _ = Task.Delay(milliseconds).ContinueWith(_ => process.Kill(), TaskScheduler.Default);
        }
        await process.WaitForExitAsync();
        var error = await process.StandardError.ReadToEndAsync();
        Assert.True(error is "", error);
        return keys;
    }
}
