using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using CoverageHistory.Model;
using CoverageHistory.Storage;
using CoverageHistory.Storage.Sqlite;

namespace CoverageHistory.Benchmarks;

/// <summary>
/// What a long history of the medium report costs, of which 1 % of the files change a run: their covered lines, and every tenth its
/// coverable ones. The history is kept at the given path, for the commands of the tool to be timed on, in a git repository that has its
/// commits.
/// </summary>
internal static class HistoryScale
{
    public const int MediumFiles = 1_332;

    private const int RunsAtOnce = 200;

    public static int Run(int runs, string path, int files)
    {
        var store = new SqliteHistoryStore(path, new SqliteStoreOptions { OperationDeadline = TimeSpan.FromHours(1) });
        if (!store.Exists)
            Time("recording", () => Make(store, runs, files, CommitLine.Make(Path.GetDirectoryName(path)!, runs)));
        Say($"database {new FileInfo(path).Length / 1048576.0:0.0} MiB, {(double)new FileInfo(path).Length / runs:0} bytes a run");
        using var text = new MemoryStream();
        Time("export", () => store.Export(RunQuery.All, text, CancellationToken.None));
        Say($"text {text.Length / 1048576.0:0.0} MiB, {text.Length / runs} bytes a run");
        var copyPath = path + ".copy";
        File.Delete(copyPath);
        var copy = new SqliteHistoryStore(copyPath, new SqliteStoreOptions { OperationDeadline = TimeSpan.FromHours(1) });
        text.Position = 0;
        Time("import", () => copy.Import(text, takeGivenUp: false, CancellationToken.None));
        Time("list runs", () => copy.ListRuns(RunQuery.All, CancellationToken.None));
        File.Delete(copyPath);
        return 0;
    }

    private static void Make(SqliteHistoryStore store, int runs, int count, string[] commits)
    {
        var files = new FileCoverage[count];
        for (var i = 0; i < count; i++)
            files[i] = StoreBenchmarks.FileOf(i, 0);
        Array.Sort(files, (left, right) => (left.Module, left.Path.Value).CompareTo((right.Module, right.Path.Value)));
        for (var run = 0; run < runs; run += RunsAtOnce)
            store.RecordAll(Enumerable.Range(run, Math.Min(RunsAtOnce, runs - run)).Select(number => Next(files, number, commits)), CancellationToken.None);
    }

    private static (Run, IReadOnlyList<Session>) Next(FileCoverage[] files, int number, string[] commits)
    {
        var changed = files.Length / 100;
        for (var i = 0; number > 0 && i < changed; i++)
        {
            var at = (number * 131 + i * 101) % files.Length;
            files[at] = Change(files[at], number * changed + i);
        }
        var commit = commits[number];
        var run = new Run
        {
            Id = Guid.CreateVersion7(DateTimeOffset.UnixEpoch.AddMinutes(number)),
            Key = commit,
            RecordedAt = DateTimeOffset.UnixEpoch.AddMinutes(number),
            Branch = "main",
            Commit = new Commit(commit) { Parents = number == 0 ? [] : [commits[number - 1]], Subject = $"Change {number}" },
        };
        return (run,
        [
            new Session
            {
                Name = "Shop.Tests",
                ContentHash = Convert.ToHexStringLower(SHA256.HashData(BitConverter.GetBytes(number))),
                Format = "cobertura",
                Environment = new ExecutionEnvironment("CPU", 2, "Debian GNU/Linux 12", "x64", ".NET 10.0.1"),
                Coverage = [.. files],
            },
        ]);
    }

    private static FileCoverage Change(FileCoverage file, int seed)
    {
        var random = new Random(seed);
        var lines = (LineCoverage[])file.Lines.Clone();
        for (var i = 0; i < 3; i++)
        {
            var at = random.Next(lines.Length);
            lines[at] = lines[at] with { Hits = (uint)random.Next(2) };
        }
        if (seed % 10 == 0)
            lines = [.. lines, new LineCoverage(lines[^1].Number + 1, 1, 0, 0)];
        return new FileCoverage
        {
            Module = file.Module,
            Path = file.Path,
            Content = new ContentId((ulong)seed + 1_000_000),
            Lines = lines,
            Outcomes = file.Outcomes,
            Classes = file.Classes,
        };
    }

    private static void Time(string what, Action work)
    {
        var clock = Stopwatch.StartNew();
        work();
        Say($"{what}: {clock.Elapsed.TotalSeconds:0.00} s");
    }

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
