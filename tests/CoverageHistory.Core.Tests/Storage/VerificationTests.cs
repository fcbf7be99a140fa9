using CoverageHistory.Model;
using CoverageHistory.Storage;
using CoverageHistory.Storage.Sqlite;

namespace CoverageHistory.Core.Tests.Storage;

public sealed class VerificationTests : StoreFixture
{
    private static readonly int Flips = int.Parse(Environment.GetEnvironmentVariable("COVERAGE_HISTORY_FLIPS") ?? "300", System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public void A_sound_history_has_no_findings()
    {
        RecordRuns();
        var outcome = Store.Verify(null, None);
        Assert.Empty(outcome.Findings);
        Assert.Equal((4, 6, 0), (outcome.Runs, outcome.FileLists, outcome.Waiting));
        Assert.True(outcome.Maps > 8, $"{outcome.Maps} maps");
    }

    [Theory]
    [InlineData("UPDATE run SET is_dirty = 1 WHERE id = 2", nameof(FindingKind.Run))]
    [InlineData("UPDATE test SET name = 'other' WHERE id = 1", nameof(FindingKind.Run))]
    [InlineData("UPDATE run SET lines_covered = 0 WHERE id = 2", nameof(FindingKind.Totals))]
    [InlineData("UPDATE session SET tests_passed = 7 WHERE id = 1", nameof(FindingKind.Totals))]
    [InlineData("DELETE FROM module_total WHERE run_id = 2", nameof(FindingKind.Totals))]
    [InlineData("UPDATE file_state SET data = x'02' WHERE id = 1", nameof(FindingKind.Map))]
    [InlineData("UPDATE file_structure SET data = x'02' WHERE id = 1", nameof(FindingKind.Map))]
    [InlineData("UPDATE source_file SET path = 'other.cs' WHERE id = 1", nameof(FindingKind.FileList))]
    [InlineData("UPDATE environment SET fingerprint = 'f'", nameof(FindingKind.File))]
    [InlineData("PRAGMA foreign_keys = OFF; DELETE FROM branch", nameof(FindingKind.File))]
    [InlineData("CREATE TABLE mine (id INTEGER)", nameof(FindingKind.File))]
    public void A_change_is_found_and_its_kind_told(string change, string kind)
    {
        RecordRuns();
        Database.Execute(DatabasePath, change);
        var findings = Store.Verify(null, None).Findings;
        Assert.Contains(findings, finding => finding.Kind.ToString() == kind);
        Assert.All(findings, finding => Assert.NotEmpty(finding.Meaning));
        if (kind is nameof(FindingKind.Run) or nameof(FindingKind.Totals))
            Assert.NotNull(findings[0].Run);
    }

    [Fact]
    public void A_waiting_record_that_cannot_be_read_is_found()
    {
        RecordRuns();
        Directory.CreateDirectory(DatabasePath + "-spool");
        File.WriteAllText(DatabasePath + "-spool/1.run", "{}");
        var outcome = Store.Verify(null, None);
        Assert.Equal((1, FindingKind.Waiting), (outcome.Waiting, Assert.Single(outcome.Findings).Kind));
    }

    [Fact]
    public void Every_flip_of_one_bit_that_changes_data_is_found()
    {
        RecordRuns();
        Database.Execute(DatabasePath, "PRAGMA wal_checkpoint(TRUNCATE)");
        var sound = File.ReadAllBytes(DatabasePath);
        var expected = Export(DatabasePath);
        Assert.NotNull(expected);
        var random = new Random(1);
        var (found, changed) = (0, 0);
        for (var i = 0; i < Flips; i++)
        {
            var path = Folder[$"{i}.db"];
            var flipped = (byte[])sound.Clone();
            // Half of them where there is something: pages are half empty.
            var at = random.Next(sound.Length);
            while (i % 2 == 0 && sound[at] == 0)
                at = random.Next(sound.Length);
            flipped[at] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(path, flipped);
            var isFound = !new SqliteHistoryStore(path, new SqliteStoreOptions { OperationDeadline = TimeSpan.FromSeconds(5) }).VerifyOrRefuse();
            var isChanged = Export(path) is var text && (text is null || !text.SequenceEqual(expected!));
            Assert.True(isFound || !isChanged, $"bit flipped at {at}, and nothing was found");
            found += isFound ? 1 : 0;
            changed += isChanged ? 1 : 0;
            File.Delete(path);
        }
        Assert.True(changed > Flips / 10 && found >= changed, $"{changed} changed data, {found} found");
    }

    /// <summary>Everything in every view, as another client reads it; null when it cannot. Labels and the log of operations apart.</summary>
    private static string[]? Export(string path)
    {
        try
        {
            var rows = new[] { "runs", "run_totals", "module_totals", "sessions", "metric_values", "manifest", "file_state", "file_structure", "commit_parent", "commit_tag", "source_file", "test" }
                .SelectMany(view => Database.Rows(path, $"SELECT * FROM {view}"))
                .Select(row => string.Join('|', row.Select(value => value is byte[] bytes ? Convert.ToHexString(bytes) : Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture))))
                .ToList();
            rows.AddRange(Database.Rows(path, "SELECT hex(test_results) FROM session").Select(row => (string)row[0]!));
            return [.. rows];
        }
        catch (Exception exception) when (exception is Microsoft.Data.Sqlite.SqliteException or InvalidOperationException or ArgumentException or OverflowException)
        {
            return null;
        }
    }

    private void RecordRuns()
    {
        for (var i = 0; i < 4; i++)
        {
            Record(NewRun($"c{i}", $"c{i - 1}"),
                NamedSession("A", Coverage.File("src/a.cs", 1, (uint)i & 1, 0), Coverage.FileIn("B", $"src/{i}.cs", 0, 1)) with
                {
                    Tests = [new($"T{i}", TestOutcome.Passed, TimeSpan.FromMilliseconds(i)), new("T", TestOutcome.Failed, TimeSpan.FromMilliseconds(3))],
                },
                NamedSession($"S{i}", Coverage.File("src/a.cs", 0, (uint)i & 2, 1)));
        }
    }
}

file static class Verifying
{
    /// <summary>Whether nothing is found; a file that is refused is found out, too.</summary>
    public static bool VerifyOrRefuse(this SqliteHistoryStore store)
    {
        try
        {
            return store.Verify(null, CancellationToken.None).IsSound;
        }
        catch (StoreException)
        {
            return false;
        }
    }
}
