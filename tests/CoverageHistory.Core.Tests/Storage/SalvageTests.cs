using CoverageHistory.Model;
using CoverageHistory.Storage;
using CoverageHistory.Storage.Sqlite;

namespace CoverageHistory.Core.Tests.Storage;

public sealed class SalvageTests : StoreFixture
{
    private const int Runs = 12;
    private const int PageBytes = 4096;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_file_whose_first_page_is_gone_gives_everything_back(bool isCompacted)
    {
        var expected = RecordRuns();
        if (isCompacted)
            Database.Execute(DatabasePath, "VACUUM");
        var damaged = Damage("start", bytes => bytes.AsSpan(0, PageBytes).Clear());
        var (recovered, outcome) = Recover(damaged);
        Assert.Equal(new RecoveredHistory(Runs, outcome.WithoutLines, outcome.Lost), outcome);
        Assert.Equal(expected, Hashes(recovered));
    }

    [Fact]
    public void Whatever_page_is_damaged_no_other_run_is_lost_and_none_is_wrong()
    {
        var expected = RecordRuns().ToHashSet();
        Database.Execute(DatabasePath, "PRAGMA wal_checkpoint(TRUNCATE)");
        var pages = new FileInfo(DatabasePath).Length / PageBytes;
        var (whole, withoutLines, lost) = (0, 0, 0);
        for (var page = 0; page < pages; page++)
        {
            var damaged = Damage($"page {page}", bytes => new Random(page).NextBytes(bytes.AsSpan(page * PageBytes, PageBytes)));
            var before = File.ReadAllBytes(damaged);
            var (recovered, outcome) = Recover(damaged);
            Assert.Equal(before, File.ReadAllBytes(damaged));
            Assert.Equal(outcome.Runs, Hashes(recovered).Count(expected.Contains));
            Assert.Equal(outcome.Runs + outcome.WithoutLines.Count, recovered.ListRuns(RunQuery.All, None).Count);
            Assert.All(recovered.ListRuns(RunQuery.All, None), run => Assert.NotNull(run.Coverage));
            Assert.All(outcome.WithoutLines.Concat(outcome.Lost), run => Assert.NotEmpty(run.Reason));
            whole += outcome.Runs;
            withoutLines += outcome.WithoutLines.Count;
            lost += outcome.Lost.Count;
        }
        Assert.True(whole > pages * Runs / 2 && withoutLines > 0 && lost > 0, $"{whole} whole, {withoutLines} without lines, {lost} lost in {pages} files");
    }

    [Fact]
    public void A_run_that_was_changed_is_not_taken_for_a_sound_one()
    {
        RecordRuns();
        Database.Execute(DatabasePath, "UPDATE run SET recorded_at_ms = recorded_at_ms + 1 WHERE id = 3");
        var (recovered, outcome) = Recover(DatabasePath);
        Assert.Equal(Runs - 1, outcome.Runs);
        Assert.Contains("hash", Assert.Single(outcome.Lost).Reason, StringComparison.Ordinal);
        Assert.Equal(Runs - 1, recovered.ListRuns(RunQuery.All, None).Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(100_000)]
    public void Where_nothing_is_left_that_is_said(int length)
    {
        File.WriteAllBytes(Folder["noise"], new byte[length]);
        var (_, outcome) = Recover(Folder["noise"]);
        Assert.Equal(0, outcome.Runs);
        Assert.NotEmpty(outcome.Lost);
    }

    [Fact]
    public void An_existing_history_is_never_recovered_over()
    {
        RecordRuns();
        Assert.Throws<StoreException>(() => Store.Recover(DatabasePath, None));
        Assert.Equal(Runs, Store.ListRuns(RunQuery.All, None).Count);
    }

    private string[] RecordRuns()
    {
        for (var i = 0; i < Runs; i++)
        {
            var files = Enumerable.Range(0, 30).Select(file => Coverage.File($"src/{file}.cs", 1, (uint)(i + file) & 1, 0, 1)).OrderBy(file => file.Path).ToArray();
            Record(NewRun($"c{i}", $"c{i - 1}"), NamedSession("A", files) with
            {
                Tests = [.. Enumerable.Range(0, 40).Select(test => new TestResult($"N.T{test}", TestOutcome.Passed, TimeSpan.FromMilliseconds(i)))],
            });
        }
        return Hashes(Store);
    }

    private string Damage(string name, Action<byte[]> damage)
    {
        Database.Execute(DatabasePath, "PRAGMA wal_checkpoint(TRUNCATE)");
        var bytes = File.ReadAllBytes(DatabasePath);
        damage(bytes);
        File.WriteAllBytes(Folder[name], bytes);
        return Folder[name];
    }

    private (SqliteHistoryStore, RecoveredHistory) Recover(string damaged)
    {
        var recovered = new SqliteHistoryStore(Folder[Guid.NewGuid().ToString("N")], new SqliteStoreOptions());
        return (recovered, recovered.Recover(damaged, None));
    }

    private static string[] Hashes(SqliteHistoryStore store) => [.. store.ListRuns(RunQuery.All, None).Select(run => run.Hash)];
}
