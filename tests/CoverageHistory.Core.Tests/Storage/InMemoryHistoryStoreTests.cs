using CoverageHistory.Model;
using CoverageHistory.Storage;

namespace CoverageHistory.Core.Tests.Storage;

/// <summary>What holds for a file holds in memory.</summary>
public sealed class InMemoryQueryTests() : QueryTests(inMemory: true);

/// <inheritdoc cref="InMemoryQueryTests"/>
public sealed class InMemoryRoundTripTests() : RoundTripTests(inMemory: true);

/// <inheritdoc cref="InMemoryQueryTests"/>
public sealed class InMemorySessionTests() : SessionTests(inMemory: true);

public sealed class InMemoryHistoryStoreTests : StoreFixture
{
    [Fact]
    public void Two_histories_in_memory_are_two()
    {
        var one = new InMemoryHistoryStore();
        one.Record(NewRun(), [SessionOf(Coverage.File("a.cs", 1, 0))], None);
        Assert.Single(one.ListRuns(RunQuery.All, None));
        Assert.Empty(new InMemoryHistoryStore().ListRuns(RunQuery.All, None));
        Assert.Equal((":memory:", "memory"), (one.Location, one.GetInfo(None).JournalMode));
        Assert.Empty(Directory.GetFileSystemEntries(Folder.Path));
    }

    [Fact]
    public async Task Many_threads_may_record_and_read_at_once()
    {
        var store = new InMemoryHistoryStore();
        var runs = Enumerable.Range(0, 40).Select(_ => NewRun()).ToList();
        await Task.WhenAll(runs.Select((run, i) => Task.Run(() =>
        {
            store.Record(run, [NamedSession($"S{i}", Coverage.File("a.cs", 1, (uint)i % 2))], None);
            Assert.Equal(2, store.FindRun(run.Id, None)!.Coverage!.Value.Lines.Total);
        })));
        Assert.Equal(runs.Select(run => run.Id), store.ListRuns(RunQuery.All, None).Select(run => run.Run.Id));
    }

    [Fact]
    public void What_fails_is_undone_and_the_history_goes_on()
    {
        var store = new InMemoryHistoryStore();
        var kept = store.Record(NewRun(), [SessionOf(Coverage.File("a.cs", 1))], None).Summary!;
        IEnumerable<(Run, IReadOnlyList<Session>)> Broken()
        {
            yield return (NewRun(), [SessionOf(Coverage.File("b.cs", 1))]);
            throw new FormatException();
        }
        Assert.Throws<FormatException>(() => store.RecordAll(Broken(), None));
        Assert.Equal(kept.Hash, Assert.Single(store.ListRuns(RunQuery.All, None)).Hash);
        Assert.Throws<OperationCanceledException>(() => store.Record(NewRun(), [SessionOf()], new CancellationToken(canceled: true)));
        Assert.Single(store.ListRuns(RunQuery.All, None));
    }

    [Fact]
    public void Using_it_from_within_is_refused_rather_than_answered_by_half()
    {
        var store = new InMemoryHistoryStore();
        var runs = new[] { NewRun() }.Select(run => (run, (IReadOnlyList<Session>)[SessionOf()])).Where(_ => store.ListRuns(RunQuery.All, None).Count == 0);
        Assert.Throws<InvalidOperationException>(() => store.RecordAll(runs, None));
        Assert.Empty(store.ListRuns(RunQuery.All, None));
    }

    [Fact]
    public void What_it_exports_a_file_takes_in_and_the_other_way_round()
    {
        var store = new InMemoryHistoryStore(keepHitCounts: true);
        var run = store.Record(NewRun("a"), [SessionOf(Coverage.File("a.cs", 3, 0))], None).Summary!;
        Assert.Equal(3u, store.LoadCoverage(run.Run.Id, null, None)[0].Lines[0].Hits);
        using var text = new MemoryStream();
        store.Export(RunQuery.All, text, None);
        text.Position = 0;
        Store.Import(text, takeGivenUp: false, None);
        Assert.Equal(run.Hash, Store.FindRun(run.Run.Id, None)!.Hash);
        text.Position = 0;
        var back = new InMemoryHistoryStore();
        back.Import(text, takeGivenUp: false, None);
        Assert.Equal(run.Hash, back.FindRun(run.Run.Id, None)!.Hash);
    }
}
