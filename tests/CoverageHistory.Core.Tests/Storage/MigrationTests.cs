using CoverageHistory.Model;
using CoverageHistory.Storage;
using CoverageHistory.Storage.Sqlite;

namespace CoverageHistory.Core.Tests.Storage;

public sealed class MigrationTests : StoreFixture
{
    private static readonly Schema Next = new([.. Migration.All, new Migration(Migration.All[^1].Version + 1,
        "ALTER TABLE run ADD COLUMN note TEXT; CREATE INDEX run_by_note ON run (note);", "DROP INDEX run_by_note; ALTER TABLE run DROP COLUMN note;")]);

    private static int Current => Schema.Current.Version;

    [Fact]
    public void Every_step_goes_up_and_down_and_up_again_to_the_same_schema()
    {
        using var connection = StoreConnection.OpenMemory(new Deadline(new SqliteStoreOptions(), None));
        for (var version = 1; version <= Next.Version; version++)
        {
            Next.Migrate(connection, version);
            var up = Objects(connection);
            Next.Migrate(connection, version - 1);
            var down = Objects(connection);
            Assert.Equal(version - 1, connection.ReadInteger("PRAGMA user_version"));
            if (version > 1)
                Next.At(version - 1).CheckObjects(connection);
            Next.Migrate(connection, version);
            Assert.Equal(up, Objects(connection));
            Assert.NotEqual(down, up);
            Assert.Equal(version > 1, down.Length > 0);
            Next.At(version).CheckObjects(connection);
        }
    }

    [Fact]
    public void The_known_fingerprint_is_that_of_the_steps() => Assert.Equal(Schema.KnownFingerprint, new Schema(Migration.All).Fingerprint);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_older_history_is_copied_and_brought_up_to_date_by_the_first_use(bool byReading)
    {
        var run = NewRun();
        var recorded = Record(run, SessionOf(Coverage.File("a.cs", 1, 0)));
        var newer = new SqliteHistoryStore(DatabasePath, new SqliteStoreOptions(), Next);
        if (byReading)
            Assert.Equal(recorded.Hash, newer.FindRun(run.Id, None)!.Hash);
        else
            newer.Record(NewRun(), [SessionOf()], None);

        Assert.Equal(Next.Version, newer.GetInfo(None).SchemaVersion);
        Assert.Equal(recorded.Hash, newer.FindRun(run.Id, None)!.Hash);
        Assert.Contains($"version {Next.Version}", Assert.Throws<StoreException>(() => Store.ListRuns(RunQuery.All, None)).Message, StringComparison.Ordinal);

        var copy = new SqliteHistoryStore($"{DatabasePath}.v{Current}.bak", new SqliteStoreOptions());
        Assert.Equal(Current, copy.GetInfo(None).SchemaVersion);
        Assert.Equal(recorded.Hash, Assert.Single(copy.ListRuns(RunQuery.All, None)).Hash);
    }

    [Fact]
    public void A_step_that_fails_leaves_the_history_as_it_was()
    {
        var run = NewRun();
        Record(run, SessionOf());
        var broken = new Schema([.. Migration.All, new Migration(Current + 1, "ALTER TABLE run ADD COLUMN note TEXT; DROP TABLE absent;", "")]);
        var error = Assert.Throws<StoreException>(() => new SqliteHistoryStore(DatabasePath, new SqliteStoreOptions(), broken).ListRuns(RunQuery.All, None));
        Assert.Equal(DiagnosticCode.StoreRefused, error.Code);
        Assert.Equal(run.Id, Assert.Single(Store.ListRuns(RunQuery.All, None)).Run.Id);
    }

    [Fact]
    public void An_older_history_with_a_foreign_object_is_not_migrated()
    {
        Record(NewRun(), SessionOf());
        Database.Execute(DatabasePath, "CREATE TRIGGER t AFTER UPDATE ON run BEGIN DELETE FROM run; END");
        Assert.Throws<StoreException>(() => new SqliteHistoryStore(DatabasePath, new SqliteStoreOptions(), Next).ListRuns(RunQuery.All, None));
        Assert.Equal(Current, Database.Scalar(DatabasePath, "PRAGMA user_version"));
        Assert.False(File.Exists($"{DatabasePath}.v{Current}.bak"));
    }

    [Fact]
    public void A_step_can_be_taken_back()
    {
        Record(NewRun(), SessionOf());
        var newer = new SqliteHistoryStore(DatabasePath, new SqliteStoreOptions(), Next);
        newer.ListRuns(RunQuery.All, None);
        using (var connection = StoreConnection.Open(DatabasePath, new Deadline(new SqliteStoreOptions(), None)))
            Next.Migrate(connection, Current);
        Assert.Single(Store.ListRuns(RunQuery.All, None));
    }

    [Fact]
    public void The_hashes_of_runs_go_down_and_up_with_the_text_they_are_taken_over()
    {
        var shared = Coverage.File("shared.cs", 1, 0);
        var run = NewRun("sha", "parent") with { Ci = new CiBuild("gitlab") { BuildId = "1" } };
        Record(run, NamedSession("A", shared, Coverage.File("src/a.cs", 1)) with { Tests = [new("T", TestOutcome.Failed, TimeSpan.FromMilliseconds(2))] },
            NamedSession("B", shared) with { ContentHash = new string('a', 32) });
        var tampered = NewRun();
        Record(tampered, SessionOf(Coverage.File("a.cs", 1)));
        Database.Execute(DatabasePath, $"UPDATE run SET is_dirty = 1 WHERE key = '{tampered.Key}'");
        var before = Hashes();

        Migrate(1);
        var down = Hashes();
        Assert.NotEqual(before[0], down[0]);
        Assert.Equal(before[1], down[1]);
        Assert.Equal(32, Database.Scalar(DatabasePath, "SELECT min(length(content_hash)) FROM session"));

        Migrate(2);
        Assert.Equal(before, Hashes());
        Assert.Equal(new string('a', 32), Store.ListSessions(run.Id, None)[1].Session.ContentHash);

        void Migrate(int version)
        {
            using var connection = StoreConnection.Open(DatabasePath, new Deadline(new SqliteStoreOptions(), None));
            Schema.Current.Migrate(connection, version);
        }

        string[] Hashes() => [.. Database.Rows(DatabasePath, "SELECT hex(hash) FROM run ORDER BY id").Select(row => (string)row[0]!)];
    }

    [Fact]
    public void A_history_that_was_taken_back_stays_there_until_it_is_migrated_again()
    {
        var recorded = Record(NewRun(), SessionOf(Coverage.File("a.cs", 1, 0)));
        var change = Store.Migrate(1, isDry: false, None);
        Assert.Equal((Current, 1, $"{DatabasePath}.v{Current}.bak"), (change.From, change.To, change.Copy));
        Assert.Equal(1, Database.Scalar(DatabasePath, "PRAGMA user_version"));
        Assert.Equal("", Database.Check(DatabasePath));
        foreach (var use in (Action[])[() => Store.ListRuns(RunQuery.All, None), () => Store.Record(NewRun(), [SessionOf()], None)])
            Assert.Equal(DiagnosticCode.OlderSchema, Assert.Throws<StoreException>(use).Code);
        Assert.Equal(1, Database.Scalar(DatabasePath, "PRAGMA user_version"));

        Assert.Equal((1, Current), (Store.Migrate(null, isDry: false, None).From, Store.GetInfo(None).SchemaVersion));
        Assert.Equal(recorded.Hash, Assert.Single(Store.ListRuns(RunQuery.All, None)).Hash);
        Assert.Equal("wal", Store.GetInfo(None).JournalMode);
        Assert.Empty(Directory.GetFiles(Folder[".coverage-history"], "*.new*"));
    }

    [Fact]
    public void A_dry_migration_changes_nothing()
    {
        Record(NewRun(), SessionOf());
        Assert.Equal(new SchemaChange(Current, 1, null), Store.Migrate(1, isDry: true, None));
        Assert.Single(Store.ListRuns(RunQuery.All, None));
        Assert.Equal([".gitignore", "history.db"], Directory.GetFiles(Folder[".coverage-history"]).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void A_history_that_does_not_verify_after_a_migration_is_left_as_it_was()
    {
        var run = NewRun();
        Record(run, SessionOf());
        Database.Execute(DatabasePath, "UPDATE run SET is_dirty = 1");
        Assert.Equal(DiagnosticCode.StoreDamaged, Assert.Throws<StoreException>(() => Store.Migrate(1, isDry: false, None)).Code);
        Assert.Equal(run.Id, Assert.Single(Store.ListRuns(RunQuery.All, None)).Run.Id);
        Assert.Equal([".gitignore", "history.db"], Directory.GetFiles(Folder[".coverage-history"]).Select(Path.GetFileName).Order());
    }

    private static string[] Objects(StoreConnection connection)
    {
        var rows = connection.Prepare("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name");
        var objects = new List<string>();
        while (rows.Step())
            objects.Add($"{rows.Text()} {rows.Text()}");
        return [.. objects];
    }
}
