using System.Globalization;

namespace CoverageHistory.Reliability;

/// <summary>Files as a tool finds them: written by an older one, or cut off.</summary>
public sealed class OlderFileTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    private static CancellationToken None => CancellationToken.None;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(2, true)]
    public void A_history_that_an_older_tool_wrote_is_copied_and_migrated_with_all_it_holds(int version, bool byReading)
    {
        var fixture = File.ReadAllBytes(Path.Combine(RepositoryRoot.Path, $"tests/fixtures/histories/schema{version}/history.db"));
        var path = _folder["history.db"];
        File.WriteAllBytes(path, fixture);
        Assert.Equal(version, OlderHistory.VersionOf(path));
        var store = new SqliteHistoryStore(path, new SqliteStoreOptions());
        if (!byReading)
            Assert.NotNull(Sample.Record(store, "new", 0).Summary);

        var runs = store.ListRuns(RunQuery.All, None).Where(run => run.Run.Branch == "main").ToList();
        Assert.Equal(
            ["2026-11-01 1 64/77 23/31 ", "2026-11-02 1 64/77 23/31 nightly", "2026-11-03 2 74/88 27/37 ", "2026-11-04 1 12/17 4/8 "],
            runs.Select(Describe));
        Assert.All(runs, run =>
        {
            Assert.Equal(run.Hash, Convert.ToHexStringLower(RunRecord.HashOf(store.LoadRecord(run.Run.Id, None)!.ToText())));
            Assert.Equal(run.Coverage, CoverageCounts.Of(store.LoadCoverage(run.Run.Id, null, None)));
        });
        Assert.Equal("", HistoryCheck.TroubleOf(path));
        Assert.Equal(Schema.Current.Version, OlderHistory.VersionOf(path));

        var copy = $"{path}.v{version}.bak";
        Assert.Equal(version, OlderHistory.VersionOf(copy));
        Assert.Equal(runs.Select(run => run.Hash), new SqliteHistoryStore(copy, new SqliteStoreOptions()).ListRuns(RunQuery.All, None).Select(run => run.Hash));
    }

    [Fact]
    public void A_history_that_is_cut_off_is_refused_and_left_as_it_is()
    {
        Sample.Record(new SqliteHistoryStore(_folder["history.db"], new SqliteStoreOptions()), "sound", 0);
        var sound = File.ReadAllBytes(_folder["history.db"]);
        var random = new Random(1);
        for (var number = 0; number < Extent.Of(40, 1_000); number++)
        {
            var length = random.Next(sound.Length - 1);
            var path = _folder[$"{number}.db"];
            File.WriteAllBytes(path, sound[..length]);
            var store = new SqliteHistoryStore(path, new SqliteStoreOptions());
            var error = Record.Exception(() => Sample.Record(store, "new", 0)) as StoreException;
            Assert.True(error is not null, $"{length} of {sound.Length} bytes were written to");
            error = Record.Exception(() => store.ListRuns(RunQuery.All, None)) as StoreException;
            Assert.True(error is not null, $"{length} of {sound.Length} bytes were read");
            Assert.Equal(sound[..length], File.ReadAllBytes(path));
        }
    }

    private static string Describe(RunSummary run) => string.Create(CultureInfo.InvariantCulture,
        $"{run.Run.RecordedAt:yyyy-MM-dd} {run.Sessions} {run.Coverage!.Value.Lines.Covered}/{run.Coverage.Value.Lines.Total} "
        + $"{run.Coverage.Value.Branches.Covered}/{run.Coverage.Value.Branches.Total} {string.Join(',', run.Run.Tags)}");
}
