using System.Text;
using CoverageHistory.Model;
using CoverageHistory.Storage;
using CoverageHistory.Storage.Maps;
using CoverageHistory.Storage.Sqlite;
using CsCheck;

namespace CoverageHistory.Core.Tests.Storage;

public sealed class ExchangeTests : StoreFixture
{
    private int _stores;

    [Fact]
    public void What_was_exported_and_imported_is_the_same_history_and_the_same_text() =>
        Gen.Select(Coverage.GenFiles, Coverage.GenTests, Measurements.GenSome).List[1, 6].Sample(runs =>
        {
            var store = NewStore();
            var parent = "0";
            foreach (var (files, tests, measurements) in runs)
            {
                var commit = Guid.CreateVersion7().ToString("N");
                store.Record(NewRun(commit, parent) with { Tags = ["nightly"] },
                    [NamedSession("A", [.. files]) with { Tests = tests, Benchmarks = measurements }, NamedSession("B", [.. runs[0].Item1])], None);
                parent = commit;
            }
            var text = Export(store);
            var copy = NewStore();
            Assert.Equal(new TakenRuns(runs.Count, 0, 0, 0), Import(copy, text));
            Assert.Equal(Describe(store), Describe(copy));
            Assert.Equal(text, Export(copy));
            Assert.Equal(new TakenRuns(0, 0, runs.Count, 0), Import(copy, text));
        }, iter: 20, threads: 1);

    /// <summary>
    /// Some halves of runs are recorded in several stores, which then exchange what they have in any order: in the end all hold the same.
    /// </summary>
    [Fact]
    public void Stores_that_exchanged_everything_hold_the_same_runs_in_whatever_order() =>
        Gen.Select(Gen.Select(Gen.Int[0, 2], Gen.Int[0, 3], Gen.Int[0, 4], Gen.Bool).List[1, 10], Gen.Select(Gen.Int[0, 2], Gen.Int[0, 2], Gen.Bool).List[0, 8]).Sample((records, exchanges) =>
        {
            var stores = new[] { NewStore(), NewStore(), NewStore() };
            foreach (var (store, key, session, isCarried) in records)
            {
                stores[store].Record(NewRun($"commit {store}", "0", key: $"run {key}"),
                    [NamedSession($"S{session}", Coverage.File($"{session % 2}.cs", (uint)store, 1, (uint)key)) with
                    {
                        ContentHash = HashOf($"{session}"), Carried = isCarried ? new CarriedFrom(new Guid(1, 2, 3, new byte[8]), 1) : null,
                    }], None);
            }
            foreach (var (from, to, byText) in exchanges)
                Exchange(stores[from], stores[to], byText);
            for (var round = 0; round < 2; round++)
            {
                foreach (var from in stores)
                {
                    foreach (var to in stores)
                        Exchange(from, to, byText: round == 0);
                }
            }
            Assert.Equal(Describe(stores[0]), Describe(stores[1]));
            Assert.Equal(Describe(stores[0]), Describe(stores[2]));
            Assert.Equal(Export(stores[1]), Export(stores[2]));
        }, iter: 15, threads: 1);

    [Fact]
    public void A_run_that_was_deleted_comes_back_only_when_asked_for()
    {
        var (kept, deleted) = (NewRun(), NewRun());
        Record(kept, SessionOf());
        Record(deleted, SessionOf(Coverage.File("a.cs", 1)));
        var text = Export(Store);
        Store.DeleteRun(deleted.Id, None);
        Assert.Equal(new TakenRuns(0, 0, 1, 1), Import(Store, text));
        Assert.Null(Store.FindRun(deleted.Id, None));
        Assert.Equal(new TakenRuns(1, 0, 1, 0), Store.Import(new MemoryStream(text), takeGivenUp: true, None));
        Assert.NotNull(Store.FindRun(deleted.Id, None));
        Assert.Equal(new TakenRuns(0, 0, 2, 0), Import(Store, text));
    }

    [Fact]
    public void A_text_that_is_cut_off_or_changed_anywhere_is_refused_and_nothing_of_it_is_stored()
    {
        for (var i = 0; i < 3; i++)
            Record(NewRun($"c{i}", $"c{i - 1}"), SessionOf(Coverage.File("a.cs", 1, (uint)i & 1)) with { Tests = [new("T", TestOutcome.Passed, TimeSpan.Zero)] });
        var text = Export(Store);
        var other = NewStore();
        for (var at = 0; at < text.Length; at += 7)
        {
            var changed = (byte[])text.Clone();
            changed[at] ^= (byte)(1 << (at % 8));
            Assert.Throws<RunFormatException>(() => Import(other, changed));
            Assert.Throws<RunFormatException>(() => Import(other, text[..at]));
        }
        Assert.Empty(other.ListRuns(RunQuery.All, None));
        Assert.Equal(3, Import(other, text).Added);
    }

    [Theory]
    [InlineData("", "line 1: expected")]
    [InlineData("{\"coverage_history\":2}\n", "update the tool")]
    [InlineData("{\"coverage_history\":1}\n", "cut off")]
    [InlineData("{\"coverage_history\":1}\n{\"record\":4}\n", "line 2: it is a record of version 4")]
    [InlineData("{\"coverage_history\":1}\n{\"files\":\"00000000000000000000000000000001\",\"from\":\"00000000000000000000000000000001\",\"set\":[]}\n", "before those that stand on it")]
    [InlineData("{\"coverage_history\":1}\n{\"files\":\"00000000000000000000000000000001\",\"set\":[]}\n", "the address 0000")]
    public void What_is_wrong_is_said_with_its_line(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<RunFormatException>(() => Import(Store, Encoding.UTF8.GetBytes(text))).Message, StringComparison.Ordinal);

    [Fact]
    public void What_a_run_refers_to_must_be_there()
    {
        Record(NewRun(), SessionOf(Coverage.File("a.cs", 1)));
        var bundle = RunLinesReader.ReadWhole(new MemoryStream(Export(Store))).Single();
        var bare = new RunBundle(bundle.Record, [], [], []);
        var withoutMaps = new RunBundle(bundle.Record, [], [], new Dictionary<BlobKey, FileListDelta>(bundle.Lists));
        foreach (var incomplete in new[] { bare, withoutMaps })
        {
            var text = new MemoryStream();
            RunLines.WriteAll(text, [incomplete]);
            Assert.Contains("missing", Assert.Throws<RunFormatException>(() => Import(NewStore(), text.ToArray())).Message, StringComparison.Ordinal);
        }
    }

    private SqliteHistoryStore NewStore() => new(Folder[$"store {_stores++}.db"], new SqliteStoreOptions());

    private static void Exchange(SqliteHistoryStore from, SqliteHistoryStore to, bool byText)
    {
        if (from == to)
            return;
        if (byText)
            Import(to, Export(from));
        else
            to.Merge(from, takeGivenUp: false, None);
    }

    private static byte[] Export(SqliteHistoryStore store)
    {
        var text = new MemoryStream();
        store.Export(RunQuery.All, text, None);
        return text.ToArray();
    }

    private static TakenRuns Import(SqliteHistoryStore store, byte[] text) => store.Import(new MemoryStream(text), takeGivenUp: false, None);

    private static string[] Describe(SqliteHistoryStore store) =>
    [
        .. store.ListRuns(RunQuery.All, None).SelectMany(run => (string[])
        [
            $"{run.Run.Id} {run.Run.Key} {run.Hash} {run.Coverage} {run.Tests} {run.Run.Status} {string.Join(',', run.Run.Tags)}",
            .. Coverage.Describe(store.LoadCoverage(run.Run.Id, null, None)),
            .. store.ListModuleTotals(RunQuery.All, None)[run.Run.Id].Select(module => $"{module.Key} {module.Value}"),
            Encoding.UTF8.GetString(store.LoadRecord(run.Run.Id, None)!.ToText()),
        ]),
    ];
}
