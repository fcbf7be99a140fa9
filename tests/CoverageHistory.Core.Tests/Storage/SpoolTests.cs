using CoverageHistory.Model;
using CoverageHistory.Storage;
using CoverageHistory.Storage.Sqlite;

namespace CoverageHistory.Core.Tests.Storage;

public sealed class SpoolTests : StoreFixture
{
    private static readonly SqliteStoreOptions Impatient = new() { LockDeadline = TimeSpan.FromMilliseconds(50) };

    private string SpoolFolder => DatabasePath + "-spool";

    [Fact]
    public void A_record_waits_when_the_lock_is_held_and_the_next_writer_takes_it_in()
    {
        Record(NewRun(), SessionOf());
        var waiting = NewRun("sha", "parent") with { Tags = ["nightly"] };
        FileCoverage[] files = [Coverage.File("a.cs", 1, 0), Coverage.FileIn("B", "b.cs", 0)];
        TestResult[] tests = [new("T", TestOutcome.Failed, TimeSpan.FromMilliseconds(3))];
        var stored = RecordWhileLocked(waiting, NamedSession("B", files) with { Tests = tests }, NamedSession("A"));

        Assert.Null(stored.Summary);
        Assert.True(File.Exists(stored.SpoolPath));
        Assert.Equal(1, Store.GetInfo(None).Spooled);
        Assert.Null(Store.FindRun(waiting.Id, None));

        Record(NewRun(), SessionOf());
        Assert.Equal(0, Store.GetInfo(None).Spooled);
        Assert.Empty(Directory.GetFiles(SpoolFolder));
        var taken = Store.FindRun(waiting.Id, None)!;
        Assert.Equal(["nightly"], taken.Run.Tags);
        Assert.Equal(2, taken.Sessions);
        Assert.Equal(CoverageCounts.Of(files), taken.Coverage);
        Assert.Equal(Coverage.Describe(files), Coverage.Describe(Store.LoadCoverage(waiting.Id, null, None)));
        Assert.Equal(tests, Store.LoadTests(waiting.Id, None));
        Assert.Equal(taken.Hash, Convert.ToHexStringLower(RunRecord.HashOf(Store.LoadRecord(waiting.Id, None)!.ToText())));
    }

    [Fact]
    public void A_spooled_run_is_the_same_as_a_recorded_one()
    {
        var run = NewRun("sha", "parent");
        var session = SessionOf(Coverage.File("a.cs", 1, 0));
        var recorded = Record(run, session).Hash;
        Store.DeleteRun(run.Id, None);
        RecordWhileLocked(run, session);
        Record(NewRun(), SessionOf());
        Assert.Equal(recorded, Store.FindRun(run.Id, None)!.Hash);
    }

    [Fact]
    public void Waiting_sessions_of_one_run_join_it_in_order()
    {
        Record(NewRun(), SessionOf());
        var run = NewRun(key: "job");
        foreach (var name in new[] { "C", "A", "B" })
            RecordWhileLocked(run with { Id = Guid.CreateVersion7() }, NamedSession(name, Coverage.File($"{name}.cs", 1)));
        var joined = Record(run, NamedSession("D", Coverage.File("D.cs", 1)));
        Assert.Equal(["C", "A", "B", "D"], Store.ListSessions(joined.Run.Id, None).Select(session => session.Session.Name));
        Assert.Equal(4, joined.Coverage!.Value.Files);
    }

    [Fact]
    public void A_record_that_was_taken_in_and_not_deleted_is_a_duplicate()
    {
        Record(NewRun(), SessionOf());
        var run = NewRun();
        var waiting = RecordWhileLocked(run, SessionOf(Coverage.File("a.cs", 1))).SpoolPath!;
        var bytes = File.ReadAllBytes(waiting);
        Record(NewRun(), SessionOf());
        File.WriteAllBytes(waiting, bytes);
        Record(NewRun(), SessionOf());
        Assert.False(File.Exists(waiting));
        Assert.Equal(1, Store.FindRun(run.Id, None)!.Sessions);
        Assert.Equal(4, Store.ListRuns(RunQuery.All, None).Count);
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("changed")]
    [InlineData("empty")]
    [InlineData("text")]
    public void A_damaged_record_stays_where_it_is_and_is_told_about(string damage)
    {
        Record(NewRun(), SessionOf());
        var path = RecordWhileLocked(NewRun(), SessionOf(Coverage.File("a.cs", 1, 0, 1))).SpoolPath!;
        var whole = RecordWhileLocked(NewRun(), SessionOf()).SpoolPath!;
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(path, damage switch { "cut" => bytes[..^9], "changed" => bytes, "empty" => [], _ => "hello"u8.ToArray() });

        var stored = Store.Record(NewRun(), [SessionOf()], None);
        Assert.NotNull(stored.Summary);
        var diagnostic = Assert.Single(stored.Diagnostics);
        Assert.Equal((DiagnosticCode.UnreadableSpool, path), (diagnostic.Code, diagnostic.Path));
        Assert.True(File.Exists(path));
        Assert.False(File.Exists(whole));
        Assert.Equal(3, Store.ListRuns(RunQuery.All, None).Count);
    }

    [Fact]
    public void Any_damage_to_a_record_is_noticed()
    {
        Record(NewRun(), SessionOf());
        var path = RecordWhileLocked(NewRun(), SessionOf(Coverage.File("a.cs", 1, 0, 1))).SpoolPath!;
        var bytes = File.ReadAllBytes(path);
        for (var bit = 0; bit < bytes.Length * 8; bit += 7)
        {
            bytes[bit >> 3] ^= (byte)(1 << (bit & 7));
            Assert.Throws<RunFormatException>(() => RunLinesReader.ReadWhole(new MemoryStream(bytes)).ToList());
            bytes[bit >> 3] ^= (byte)(1 << (bit & 7));
        }
        Assert.NotNull(RunLinesReader.ReadWhole(new MemoryStream(bytes)).ToList());
    }

    [Fact]
    public void A_sound_record_that_does_not_fit_the_history_stays_and_keeps_nothing_else_from_being_stored()
    {
        var taken = NewRun();
        Record(taken, SessionOf());
        var path = RecordWhileLocked(NewRun() with { Id = taken.Id }, SessionOf(Coverage.File("left out.cs", 1))).SpoolPath!;
        var run = NewRun();
        var stored = Store.Record(run, [SessionOf(Coverage.File("a.cs", 1))], None);
        Assert.Equal(path, Assert.Single(stored.Diagnostics).Path);
        Assert.Equal([taken.Id, run.Id], Store.ListRuns(RunQuery.All, None).Select(found => found.Run.Id));
        Assert.Equal(1, Store.GetInfo(None).SourceFiles);
    }

    [Fact]
    public void A_link_in_the_spool_is_not_followed()
    {
        Record(NewRun(), SessionOf());
        var path = RecordWhileLocked(NewRun(), SessionOf()).SpoolPath!;
        File.Move(path, Folder["elsewhere"]);
        File.CreateSymbolicLink(path, Folder["elsewhere"]);
        var stored = Store.Record(NewRun(), [SessionOf()], None);
        Assert.Contains("link", Assert.Single(stored.Diagnostics).Message, StringComparison.Ordinal);
        Assert.True(File.Exists(Folder["elsewhere"]));
    }

    [Fact]
    public void Two_databases_in_one_folder_have_a_spool_each()
    {
        var other = new SqliteHistoryStore(Folder[".coverage-history/other.db"], Impatient);
        other.Record(NewRun(), [SessionOf()], None);
        Record(NewRun(), SessionOf());
        RecordWhileLocked(NewRun(), SessionOf());
        other.Record(NewRun(), [SessionOf()], None);
        Assert.Equal(2, other.ListRuns(RunQuery.All, None).Count);
        Assert.Equal(1, Store.GetInfo(None).Spooled);
    }

    [Fact]
    public void Deleting_and_tagging_say_that_the_store_is_locked()
    {
        var run = NewRun();
        Record(run, SessionOf());
        using var connection = Database.Open(DatabasePath);
        using var lockHeld = connection.BeginTransaction(deferred: false);
        var error = Assert.Throws<StoreException>(() => Open(Impatient).DeleteRun(run.Id, None));
        Assert.Equal(DiagnosticCode.StoreLocked, error.Code);
        Assert.Contains("locked", error.Message, StringComparison.Ordinal);
        Assert.Throws<StoreException>(() => Open(Impatient).TagRun(run.Id, ["a"], [], None));
    }

    [Fact]
    public void A_cancelled_record_stores_and_spools_nothing()
    {
        Record(NewRun(), SessionOf());
        using var connection = Database.Open(DatabasePath);
        using (connection.BeginTransaction(deferred: false))
        {
            using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
            Assert.ThrowsAny<OperationCanceledException>(() => Store.Record(NewRun(), [SessionOf()], soon.Token));
        }
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => Store.Record(NewRun(), [SessionOf()], cancelled.Token));
        Assert.ThrowsAny<OperationCanceledException>(() => Store.ListRuns(RunQuery.All, cancelled.Token));
        Assert.Single(Store.ListRuns(RunQuery.All, None));
        Assert.Equal(0, Store.GetInfo(None).Spooled);
    }

    private StoredRun RecordWhileLocked(Run run, params Session[] sessions)
    {
        using var connection = Database.Open(DatabasePath);
        using var lockHeld = connection.BeginTransaction(deferred: false);
        return Open(Impatient).Record(run, sessions, None);
    }
}
