using CoverageHistory.Storage;

namespace CoverageHistory.Core.Tests.Storage;

public sealed class SqlQueryTests : StoreFixture
{
    public SqlQueryTests() => Record(NewRun("c1"), SessionOf(Coverage.File("a.cs", 1, 0)));

    [Theory]
    [InlineData("SELECT commit_sha, line_rate FROM runs JOIN run_totals USING (run_id)", "c1|0.5")]
    [InlineData("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3) SELECT sum(i), NULL FROM n;", "6|")]
    [InlineData("SELECT module, lines_covered FROM module_totals", "App|1")]
    [InlineData("SELECT name, framework FROM sessions", "Tests|net10.0")]
    [InlineData("SELECT count(*), 1 FROM metric_values", "0|1")]
    [InlineData("SELECT count(*), 1 FROM operations", "0|1")]
    [InlineData("SELECT value, 1 FROM json_each('[7]')", "7|1")]
    public void The_views_answer(string sql, string expected) =>
        Assert.Equal(expected, FormattableString.Invariant($"{Query(sql).Rows[0][0]}|{Query(sql).Rows[0][1]}"));

    [Theory]
    [InlineData("DELETE FROM run")]
    [InlineData("UPDATE run SET is_dirty = 1")]
    [InlineData("CREATE TABLE t (a)")]
    [InlineData("ATTACH 'other.db' AS o")]
    [InlineData("VACUUM INTO 'other.db'")]
    [InlineData("PRAGMA user_version = 9")]
    [InlineData("PRAGMA query_only = OFF")]
    [InlineData("SELECT * FROM pragma_table_info('run')")]
    [InlineData("SELECT load_extension('x')")]
    [InlineData("BEGIN")]
    [InlineData("COMMIT")]
    [InlineData("SELECT 1; DELETE FROM run")]
    [InlineData("SELECT 1; SELECT 2")]
    [InlineData("SELECT nothing FROM runs")]
    [InlineData("hello")]
    [InlineData("-- nothing")]
    [InlineData("")]
    public void Anything_but_one_reading_statement_is_refused_and_changes_nothing(string sql)
    {
        var before = File.ReadAllBytes(DatabasePath);
        Assert.NotEmpty(Assert.Throws<QueryException>(() => Query(sql)).Message);
        Assert.Equal(before, File.ReadAllBytes(DatabasePath));
        Assert.Empty(Directory.GetFiles(Folder.Path));
        Assert.Single(Store.ListRuns(RunQuery.All, None));
    }

    [Fact]
    public void A_query_without_end_is_ended()
    {
        const string endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n";
        Assert.Contains("longer than 0.2 s", Assert.Throws<QueryException>(() => Store.Query(endless, 1, TimeSpan.FromSeconds(0.2), None)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void More_rows_than_asked_for_are_cut_off()
    {
        const string many = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n";
        var result = Store.Query(many, 5, TimeSpan.FromSeconds(10), None);
        Assert.Equal((5, true), (result.Rows.Count, result.IsCutOff));
    }

    private QueryResult Query(string sql) => Store.Query(sql, 10, TimeSpan.FromSeconds(10), None);
}
