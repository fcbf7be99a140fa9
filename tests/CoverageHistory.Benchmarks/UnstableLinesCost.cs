using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using CoverageHistory.Model;
using CoverageHistory.Storage.Sqlite;

namespace CoverageHistory.Benchmarks;

/// <summary>Looking for unstable lines in a long history of the medium report, of which 1 % of the files change a run and 5 lines flicker.</summary>
internal static class UnstableLinesCost
{
    private const int Files = 1_332;

    public static int Run(int runs)
    {
        var folder = Directory.CreateTempSubdirectory("coverage-history-bench-").FullName;
        try
        {
            var store = new SqliteHistoryStore(Path.Combine(folder, "history.db"), new SqliteStoreOptions());
            var files = new FileCoverage[Files];
            for (var i = 0; i < Files; i++)
                files[i] = StoreBenchmarks.FileOf(i, 0);
            Array.Sort(files, (left, right) => (left.Module, left.Path.Value).CompareTo((right.Module, right.Path.Value)));
            for (var run = 0; run < runs; run++)
                Record(store, files, run);
            var clock = Stopwatch.StartNew();
            var found = new TrendAnalyzer(store).FindUnstableLines(new TrendQuery(), CancellationToken.None);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{runs} runs: {found.All.Count} unstable lines in {clock.Elapsed.TotalSeconds:0.00} s, {GC.GetTotalAllocatedBytes() / 1048576.0:0} MiB allocated in all, peak {Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0:0} MiB, database {new FileInfo(Path.Combine(folder, "history.db")).Length / 1048576.0:0.0} MiB"));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Record(SqliteHistoryStore store, FileCoverage[] files, int number)
    {
        for (var i = 0; i < 13; i++)
        {
            var at = (number * 131 + i * 101) % Files;
            files[at] = files[at].Holding(new ContentId((ulong)(number * Files + i) + 1_000_000));
        }
        for (var i = 0; i < 5; i++)
        {
            var lines = (LineCoverage[])files[i].Lines.Clone();
            lines[3] = lines[3] with { Hits = (uint)(number + i) % 3 };
            files[i] = new FileCoverage { Module = files[i].Module, Path = files[i].Path, Content = files[i].Content, Lines = lines, Classes = files[i].Classes };
        }
        var commit = string.Create(CultureInfo.InvariantCulture, $"{number:x40}");
        var run = new Run
        {
            Id = Guid.CreateVersion7(),
            Key = commit,
            RecordedAt = DateTimeOffset.UnixEpoch.AddMinutes(number),
            Branch = "main",
            Commit = new Commit(commit) { Parents = [string.Create(CultureInfo.InvariantCulture, $"{number - 1:x40}")] },
        };
        store.Record(run,
        [
            new Session
            {
                Name = "Shop.Tests",
                ContentHash = Convert.ToHexStringLower(SHA256.HashData(BitConverter.GetBytes(number))),
                Format = "cobertura",
                Environment = new ExecutionEnvironment("CPU", 2, "Debian GNU/Linux 12", "x64", ".NET 10.0.1"),
                Coverage = files,
            },
        ], CancellationToken.None);
    }
}
