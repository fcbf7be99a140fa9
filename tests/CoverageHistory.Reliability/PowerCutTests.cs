using CoverageHistory.Reliability.PowerCuts;
using Xunit.Abstractions;

namespace CoverageHistory.Reliability;

/// <summary>
/// Power cuts, simulated: what a writer asked of the disk is traced, then done again up to a random moment on a disk that keeps what was
/// flushed, and of the rest what it likes, in sectors of 512 bytes.
/// </summary>
public sealed class PowerCutTests(ITestOutputHelper output) : IDisposable
{
    private const string Database = ".coverage-history/history.db";

    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [StraceTheory]
    [InlineData("wal", 1_000)]
    [InlineData("truncate", 1_000)]
    public void A_power_cut_takes_no_acknowledged_run_and_leaves_none_by_half(string journal, int full)
    {
        var result = PowerCutReplay.Trace(_folder.Path, Database, "work", "{database}", journal).Run(Extent.Of(60, full), [], _ => true, seed: 1);
        output.WriteLine($"{journal}: {result}");
        Assert.True(result.Losses + result.Damages == 0, result.ToString());
    }

    [StraceTheory]
    [InlineData(1_000)]
    public void A_power_cut_in_a_migration_leaves_the_older_history_or_the_current_one(int full)
    {
        OlderHistory.Create(_folder["history.db"], 1, "old", 10);
        var known = Enumerable.Range(0, 10).Select(number => Sample.KeyOf("old", number));
        var result = PowerCutReplay.Trace(_folder.Path, "history.db", "write", "{database}", "new", "2", "0").Run(Extent.Of(60, full), known, _ => true, seed: 2);
        output.WriteLine($"{result}");
        Assert.True(result.Losses + result.Damages == 0, result.ToString());
    }

    /// <summary>Shows that the disk is as forgetful as it should be: without what the writer does against it, runs are lost.</summary>
    [StraceTheory]
    [InlineData("wal", "files", 300)]
    [InlineData("wal", "folders", 300)]
    [InlineData("truncate", "files", 300)]
    public void The_same_writer_without_its_flushes_loses_runs(string journal, string what, int full)
    {
        var result = PowerCutReplay.Trace(_folder.Path, Database, "work", "{database}", journal)
            .Run(Extent.Of(20, full), [], flush => IsFolder(flush.Path) != (what == "folders"), seed: 3);
        output.WriteLine($"{journal} without flushes of {what}: {result}");
        Assert.True(result.Losses + result.Damages > 0, result.ToString());
    }

    private bool IsFolder(string path) => path == _folder.Path || Path.GetFileName(path) is ".coverage-history" or "history.db-spool";
}
