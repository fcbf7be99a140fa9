using CoverageHistory.Model;
using CoverageHistory.Storage;
using CoverageHistory.Storage.Sqlite;
using CsCheck;

namespace CoverageHistory.Core.Tests.Storage;

public sealed class BenchmarkStoreTests : StoreFixture
{
    private static readonly ExecutionEnvironment OtherMachine = Machine with { CpuModel = "CPU 4000" };

    [Fact]
    public void Measurements_come_back_whatever_they_hold() => Measurements.GenSome.Sample(some =>
    {
        var run = NewRun();
        Record(run, SessionOf() with { Benchmarks = some, Notes = ["gc: server", "build: debug"] });
        var session = Assert.Single(Store.ListSessions(run.Id, None)).Session;
        Assert.Equal(some is { Count: > 0 }, session.Benchmarks is not null);
        Assert.Equal(Measurements.Describe(some ?? []), Measurements.Describe(session.Benchmarks ?? []));
        Assert.Equal(["build: debug", "gc: server"], session.Notes);
    }, iter: 60, threads: 1);

    [Fact]
    public void A_series_is_told_by_benchmark_and_job_and_says_where_it_ran()
    {
        var (first, second) = (NewRun("a"), NewRun("b"));
        Record(first, Of(Machine, Measurements.Of("Add", 100, 24), Measurements.Of("Add", 90, job: ".NET 9.0"), Measurements.Of("Remove", 50)));
        Record(second, Of(Machine, Measurements.Of("Add", 110, 32)), Of(OtherMachine, Measurements.Of("Add", 70)));

        var add = Measurements.Of("Add", 1).Benchmark;
        Assert.Equal(
            [(first.Id, "CPU 3000", 100.0, (double?)24), (second.Id, "CPU 3000", 110, 32), (second.Id, "CPU 4000", 70, null)],
            Store.ListMeasurements(new HashSet<Benchmark> { add }, None)
                .Select(row => (row.Run, row.Environment.CpuModel, row.Measurement.MedianNs!.Value, row.Measurement.AllocatedBytes)));
        Assert.Equal(5, Store.ListMeasurements(null, None).Count);
        Assert.Equal(["Shop.CartBenchmarks.Add", "Shop.CartBenchmarks.Add [.NET 9.0]", "Shop.CartBenchmarks.Remove"], Store.ListBenchmarks(None).Select(benchmark => benchmark.FullName));
    }

    [Fact]
    public void A_benchmark_without_result_is_kept_as_such()
    {
        var run = NewRun();
        Record(run, Of(Machine, Measurements.Of("Add", 100), new Measurement { Benchmark = new Benchmark("", "", "Broken", "", "") }));
        var counts = BenchmarkCounts.Of(Store.ListSessions(run.Id, None)[0].Session.Benchmarks!);
        Assert.Equal((2, 1, 1), (counts.Total, counts.Recorded, counts.WithoutResult));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-1)]
    public void What_is_no_time_is_refused(double value)
    {
        var error = Assert.Throws<ArgumentException>(() => Record(NewRun(), Of(Machine, Measurements.Of("Add", 100) with { MeanNs = value })));
        Assert.Contains("Shop.CartBenchmarks.Add", error.Message, StringComparison.Ordinal);
        Assert.Empty(Store.ListRuns(RunQuery.All, None));
    }

    [Fact]
    public void Benchmarks_go_with_the_last_run_that_measured_them()
    {
        var (first, second) = (NewRun(), NewRun());
        Record(first, Of(Machine, Measurements.Of("Add", 100)));
        Record(second, Of(Machine, Measurements.Of("Remove", 100)));
        Store.DeleteRun(first.Id, None);
        Assert.Equal("Remove", Assert.Single(Store.ListBenchmarks(None)).Method);
        Store.Compact(None);
        Assert.Equal(1, Database.Scalar(DatabasePath, "SELECT count(*) FROM benchmark"));
        Assert.Equal("", Database.Check(DatabasePath));
    }

    [Fact]
    public void A_history_taken_back_to_the_schema_before_has_the_hashes_that_one_had()
    {
        var (plain, measured) = (NewRun("a"), NewRun("b"));
        var session = SessionOf(Coverage.File("a.cs", 1, 0));
        Record(plain, session);
        Record(measured, session with { Benchmarks = [Measurements.Of("Add", 100)], Notes = ["gc: server"] });
        var before = Store.ListRuns(RunQuery.All, None).Select(run => run.Hash).ToList();
        Store.Migrate(2, isDry: false, None);
        var down = Database.Rows(DatabasePath, "SELECT lower(hex(hash)) FROM run ORDER BY id").Select(row => (string)row[0]!).ToList();
        Assert.Equal(before[0], down[0]);
        Assert.NotEqual(before[1], down[1]);

        Store.Migrate(null, isDry: false, None);
        Assert.Equal(down, Store.ListRuns(RunQuery.All, None).Select(run => run.Hash));
        Assert.Empty(Store.Verify(null, None).Findings);
    }

    [Fact]
    public void Totals_that_were_kept_stand_for_a_run_until_its_lines_are_back()
    {
        var run = NewRun("a");
        var (a, b) = (NamedSession("A", Coverage.File("shared.cs", 1, 0), Coverage.FileIn("Lib", "a.cs", 1)), NamedSession("B", Coverage.File("shared.cs", 0, 1)));
        var whole = Record(run, a, b);
        var totals = whole.Coverage!.Value;
        var modules = Store.ListModuleTotals(RunQuery.All, None)[run.Id];
        var without = new RunRecord(run with { Tags = [] },
        [
            new SessionRecord(a with { Coverage = null, Totals = CoverageCounts.Of(a.Coverage!) }, null, null),
            new SessionRecord(b with { Coverage = null, Totals = CoverageCounts.Of(b.Coverage!) }, null, null),
        ])
        { Kept = new KeptTotals(totals, [.. modules.OrderBy(module => module.Key, StringComparer.Ordinal)]) };
        Assert.Equal(3, RunRecordWriter.VersionOf(without));
        Assert.Equal(without.ToText(), RunRecord.Parse(without.ToText()).ToText());

        var other = new SqliteHistoryStore(new MemoryFile(), MemoryFile.Name, new SqliteStoreOptions());
        Assert.Equal(1, other.Import(new MemoryStream(RunLines.Write(new RunBundle(without, [], [], []))), takeGivenUp: false, None).Added);
        var taken = Assert.Single(other.ListRuns(RunQuery.All, None));
        Assert.Equal(totals, taken.Coverage);
        Assert.Equal(modules, other.ListModuleTotals(RunQuery.All, None)[run.Id]);
        Assert.Equal(Convert.ToHexStringLower(RunRecord.HashOf(without.ToText())), taken.Hash);
    }

    private static Session Of(ExecutionEnvironment environment, params Measurement[] measurements) => NamedSession("Benchmarks") with
    {
        Format = "benchmarkdotnet",
        ContentHash = HashOf(environment + string.Concat(Measurements.Describe(measurements))),
        Coverage = null,
        Environment = environment,
        Benchmarks = measurements,
    };
}
