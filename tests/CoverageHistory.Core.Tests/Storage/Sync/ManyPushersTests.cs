using CoverageHistory.Storage;
using CoverageHistory.Storage.Sync;

namespace CoverageHistory.Core.Tests.Storage.Sync;

/// <summary>Clones that push at the same time while one of them compacts. COVERAGE_HISTORY_FULL=1 makes it 20 clones with 3 pushes each.</summary>
public sealed class ManyPushersTests : SyncFixture
{
    private static readonly bool IsFull = Environment.GetEnvironmentVariable("COVERAGE_HISTORY_FULL") == "1";

    [Fact]
    public async Task No_run_is_lost_by_pushing_and_compacting_at_the_same_time()
    {
        var (clones, pushes) = IsFull ? (20, 3) : (4, 2);
        var pushers = Enumerable.Range(0, clones).Select(number => NewClone($"clone{number}")).ToArray();
        var compactor = NewClone("compactor");
        var compactions = 0;
        using var done = new CancellationTokenSource();

        var pushing = pushers.Select(clone => Task.Factory.StartNew(() =>
        {
            for (var push = 0; push < pushes; push++)
            {
                RecordIn(clone);
                Assert.Equal(1, clone.Sync(push % 2 == 0 ? SyncSteps.Push : SyncSteps.Pull | SyncSteps.Push).Pushed);
            }
        }, TaskCreationOptions.LongRunning)).ToArray();
        var compacting = Task.Factory.StartNew(() =>
        {
            for (; !done.IsCancellationRequested; compactions++)
                compactor.Sync(SyncSteps.Compact);
        }, TaskCreationOptions.LongRunning);
        await Task.WhenAll(pushing);
        await done.CancelAsync();
        await compacting;

        Assert.True(compactions > 0);
        var reader = NewClone("reader");
        var pulled = reader.Sync(SyncSteps.Pull);
        Assert.Empty(pulled.Diagnostics);
        Assert.Equal(new TakenRuns(clones * pushes, 0, 0, 0), pulled.Taken);
        Assert.Equal(pushers.SelectMany(HashesOf).ToHashSet(), HashesOf(reader).ToHashSet());
    }
}
