using CoverageHistory.Comparison;
using CoverageHistory.Storage;
using CoverageHistory.Storage.Sqlite;

namespace CoverageHistory.EndToEnd.Infrastructure;

/// <summary>What a database holds, as the product reads it.</summary>
/// <param name="path">Absolute path of the database; it may not exist.</param>
internal sealed class History(string path)
{
    private readonly SqliteHistoryStore _store = new(path, new SqliteStoreOptions());

    public bool Exists => File.Exists(path);

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<RunSummary> Runs => _store.ListRuns(RunQuery.All, CancellationToken.None);

    /// <summary>The only run; fails where there is another number of them.</summary>
    public RunSummary OnlyRun => Assert.Single(Runs);

    /// <summary>The sessions of the newest run, by name, then framework.</summary>
    public IReadOnlyList<SessionSummary> Sessions =>
    [
        .. _store.ListSessions(Runs[^1].Run.Id, CancellationToken.None)
            .OrderBy(session => session.Session.Name, StringComparer.Ordinal).ThenBy(session => session.Session.Framework, StringComparer.Ordinal),
    ];

    /// <summary>The tests of the newest run, by name.</summary>
    public IReadOnlyList<TestResult> Tests =>
        [.. _store.LoadTests(Runs[^1].Run.Id, CancellationToken.None).OrderBy(test => test.Name, StringComparer.Ordinal)];

    /// <summary>The lines that chance decides on.</summary>
    public IReadOnlyList<UnstableLine> UnstableLines => new TrendAnalyzer(_store).FindUnstableLines(new TrendQuery(), CancellationToken.None).All;

    /// <summary>The files of the newest run.</summary>
    public IReadOnlyList<FileCoverage> Files => _store.LoadCoverage(Runs[^1].Run.Id, null, CancellationToken.None);
}
