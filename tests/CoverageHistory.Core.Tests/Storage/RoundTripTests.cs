using CoverageHistory.Model;
using CoverageHistory.Storage;
using CoverageHistory.Storage.Sqlite;
using CsCheck;

namespace CoverageHistory.Core.Tests.Storage;

public class RoundTripTests : StoreFixture
{
    public RoundTripTests()
    {
    }

    private protected RoundTripTests(bool inMemory) : base(inMemory)
    {
    }

    [Fact]
    public void Any_coverage_comes_back_without_hit_counts() => Coverage.GenFiles.Sample(files =>
    {
        var run = NewRun();
        Record(run, SessionOf([.. files]));
        Assert.Equal(Coverage.Describe(files.Select(Coverage.WithoutHits)), Coverage.Describe(Store.LoadCoverage(run.Id, null, None)));
    }, iter: 60, threads: 1);

    [Fact]
    public void Any_coverage_comes_back_exactly_when_hit_counts_are_kept()
    {
        var store = Open(new SqliteStoreOptions { KeepHitCounts = true });
        Coverage.GenFiles.Sample(files =>
        {
            var run = NewRun();
            store.Record(run, [SessionOf([.. files])], None);
            Assert.Equal(Coverage.Describe(files), Coverage.Describe(store.LoadCoverage(run.Id, null, None)));
        }, iter: 60, threads: 1);
    }

    [Fact]
    public void Any_test_results_come_back_by_name() => Coverage.GenTests.Sample(tests =>
    {
        var run = NewRun();
        var summary = Record(run, SessionOf() with { Coverage = null, Tests = tests });
        Assert.Equal(tests.OrderBy(test => test.Name, StringComparer.Ordinal).ThenBy(test => test.Outcome).ThenBy(test => test.Duration), Store.LoadTests(run.Id, None));
        Assert.Equal(TestCounts.Of(tests), summary.Tests);
        Assert.Null(summary.Coverage);
    }, iter: 60, threads: 1);

    [Fact]
    public void Totals_are_those_of_the_union_of_the_sessions() => Gen.Select(Coverage.GenFiles, Coverage.GenFiles).Sample((first, second) =>
    {
        var run = NewRun();
        Record(run, NamedSession("A", [.. first]));
        var summary = Record(run, NamedSession("B", [.. second]));
        FileCoverage[] all = [.. first, .. second];
        Assert.Equal(CoverageCounts.Of(all), summary.Coverage);
        Assert.Equal(
            all.GroupBy(file => file.Module).OrderBy(module => module.Key, StringComparer.Ordinal).Select(module => (module.Key, CoverageCounts.Of(module))),
            Store.ListModuleTotals(RunQuery.All, None)[run.Id].Select(module => (module.Key, module.Value)));
        Assert.Equal(
            Coverage.Describe(CoverageUnion.ByModuleAndPath(all).Select(Coverage.WithoutHits)),
            Coverage.Describe(Store.LoadCoverage(run.Id, null, None)));
    }, iter: 60, threads: 1);

    [Fact]
    public void Facts_of_a_run_come_back()
    {
        var run = NewRun() with
        {
            Status = RunStatus.Failed,
            Commit = new Commit("1a2b3c4d1a2b3c4d1a2b3c4d1a2b3c4d1a2b3c4d")
            {
                Parents = ["aaaa", "bbbb"],
                AuthoredAt = new DateTimeOffset(2026, 2, 1, 0, 0, 1, TimeSpan.Zero),
                CommittedAt = new DateTimeOffset(2026, 2, 2, 0, 0, 1, TimeSpan.Zero),
                Subject = "Fix '; drop table run;-- 😀",
                Tags = ["v1", "v2"],
            },
            IsDirty = true,
            Remote = "https://example.com/a.git",
            Ci = new CiBuild("github-actions") { BuildId = "1", JobId = "j", BuildUrl = "https://ci/1", PullRequest = "7", BaseBranch = "main" },
            Tags = ["nightly", "slow"],
        };
        Record(run, SessionOf());
        var found = Store.FindRun(run.Id, None)!.Run;
        Assert.Equal(run.Commit.Parents, found.Commit!.Parents);
        Assert.Equal(run.Commit.Tags, found.Commit.Tags);
        Assert.Equal(run.Tags, found.Tags);
        Assert.Equal(
            run with { Tags = [], Commit = run.Commit with { Parents = [], Tags = [] } },
            found with { Tags = [], Commit = found.Commit with { Parents = [], Tags = [] } });
    }

    [Fact]
    public void A_run_without_any_optional_fact_comes_back()
    {
        var run = NewRun(branch: null);
        Record(run, SessionOf() with { Configuration = null, Framework = null, Format = null });
        var found = Assert.Single(Store.ListRuns(RunQuery.All, None));
        Assert.Equal(run with { Tags = [] }, found.Run with { Tags = [] });
        var session = Assert.Single(Store.ListSessions(run.Id, None)).Session;
        Assert.Null(session.Configuration);
        Assert.Null(session.Framework);
        Assert.Null(session.Format);
    }
}
