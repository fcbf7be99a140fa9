using CoverageHistory.Model;
using CoverageHistory.Storage;

namespace CoverageHistory.Core.Tests.Storage;

/// <summary>A database from elsewhere may carry the right numbers and a schema that means harm.</summary>
public sealed class HostileSchemaTests : StoreFixture
{
    [Theory]
    [InlineData("CREATE TRIGGER t AFTER INSERT ON run BEGIN DELETE FROM session; END")]
    [InlineData("CREATE TRIGGER run AFTER INSERT ON session BEGIN DELETE FROM run; END")]
    [InlineData("CREATE TABLE extra (id INTEGER PRIMARY KEY)")]
    [InlineData("CREATE INDEX extra ON run (key)")]
    [InlineData("CREATE VIEW extra AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n")]
    [InlineData("ALTER TABLE run_tag RENAME TO old; CREATE VIEW run_tag AS SELECT * FROM old")]
    [InlineData("DROP TABLE run_tag; CREATE VIEW run_tag AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x AS run_id, 'a' AS tag FROM n")]
    [InlineData("DROP VIEW runs; CREATE VIEW runs AS SELECT load_extension('x')")]
    [InlineData("DROP INDEX run_by_time")]
    [InlineData("ALTER TABLE test ADD COLUMN more TEXT")]
    [InlineData("ALTER TABLE run_tag RENAME COLUMN tag TO label")]
    [InlineData("CREATE VIRTUAL TABLE extra USING fts5(a)")]
    public void A_schema_that_differs_is_refused_before_it_is_used(string change)
    {
        Record(NewRun(), SessionOf(Coverage.File("a.cs", 1)));
        Database.Execute(DatabasePath, change);
        var before = File.ReadAllBytes(DatabasePath);
        foreach (var use in new Action[] { () => Store.ListRuns(RunQuery.All, None), () => Store.Record(NewRun(), [SessionOf()], None) })
        {
            var error = Assert.Throws<StoreException>(use);
            Assert.Equal(DiagnosticCode.StoreRefused, error.Code);
            Assert.Matches("not the history's|lacks an object", error.Message);
        }
        Assert.Equal(before, File.ReadAllBytes(DatabasePath));
    }

    [Fact]
    public void Statistics_of_the_planner_are_allowed()
    {
        Record(NewRun(), SessionOf(Coverage.File("a.cs", 1)));
        Database.Execute(DatabasePath, "ANALYZE");
        Record(NewRun(), SessionOf());
        Assert.Equal(2, Store.ListRuns(RunQuery.All, None).Count);
    }

    [Fact]
    public void A_schema_written_by_hand_into_the_schema_table_is_refused()
    {
        Record(NewRun(), SessionOf());
        Database.Execute(DatabasePath, """
            PRAGMA writable_schema = ON;
            UPDATE sqlite_schema SET sql = replace(sql, 'status INTEGER NOT NULL CHECK (status BETWEEN 0 AND 2)', 'status INTEGER NOT NULL') WHERE name = 'run';
            """);
        Assert.Throws<StoreException>(() => Store.ListRuns(RunQuery.All, None));
    }
}
