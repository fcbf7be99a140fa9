using System.Globalization;
using System.Reflection;
using CoverageHistory.TestKit;

namespace CoverageHistory.Benchmarks.Processes;

/// <summary>
/// Recording a large report, whole process against whole process with ReportGenerator parsing it and writing its history; then what
/// one more run with 1 % of the files changed adds to each.
/// </summary>
internal static class RecordComparison
{
    private const int FurtherRuns = 40;

    /// <param name="size">Of the generator: <c>small</c>, <c>medium</c>, <c>huge</c>.</param>
    /// <param name="tool">Path of <c>dotnet-coverage-trend.dll</c>.</param>
    public static int Run(string size, string tool, int rounds)
    {
        var generator = RepositoryRoot.Shared("bench", "gen.py");
        if (!File.Exists(generator))
        {
            Console.Error.WriteLine($"{generator} is not there: the reports to measure with come from it");
            return 3;
        }
        var peer = typeof(RecordComparison).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .First(attribute => attribute.Key == "ReportGenerator").Value!;
        var folder = Directory.CreateTempSubdirectory("coverage-history-bench-").FullName;
        try
        {
            // In a repository with the sources, as everywhere: looking at git is part of what recording costs.
            ProcessCost.Of(folder, "python3", generator, size, folder, "--name", "report", "--sources", folder);
            ProcessCost.Of(folder, "git", "init", "--quiet");
            Commit(folder);
            var report = Path.Combine(folder, "report.cobertura.xml");
            List<ProcessCost> ours = [], theirs = [];
            for (var round = 0; round < rounds; round++)
            {
                ours.Add(ProcessCost.Of(folder, "dotnet", "exec", tool, "record", report, "--db", Path.Combine(folder, $"{round}.db")));
                theirs.Add(ProcessCost.Of(folder, "dotnet", "exec", peer, $"-reports:{report}", $"-targetdir:{folder}/out{round}",
                    "-reporttypes:TextSummary", $"-historydir:{folder}/history{round}"));
            }
            ProcessCost.Print("CoverageHistory record", ours);
            ProcessCost.Print("ReportGenerator text summary and history", theirs);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"ratio: CPU {ProcessCost.Median(ours, cost => cost.CpuSeconds) / ProcessCost.Median(theirs, cost => cost.CpuSeconds):0.000}, memory {ProcessCost.Median(ours, cost => cost.PeakMiB) / ProcessCost.Median(theirs, cost => cost.PeakMiB):0.000}"));
            Grow(folder, generator, size, tool, Path.Combine(folder, "0.db"));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Grow(string folder, string generator, string size, string tool, string database)
    {
        var before = new FileInfo(database).Length;
        for (var run = 1; run <= FurtherRuns; run++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"run{run}");
            ProcessCost.Of(folder, "python3", generator, size, folder, "--name", name, "--changed", "1", "--run", run.ToString(CultureInfo.InvariantCulture));
            ChangeSources(folder, run);
            ProcessCost.Of(folder, "dotnet", "exec", tool, "record", Path.Combine(folder, name + ".cobertura.xml"), "--db", database);
            File.Delete(Path.Combine(folder, name + ".cobertura.xml"));
        }
        var added = (new FileInfo(database).Length - before) / (double)FurtherRuns;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"database: first run {before / 1024.0:0} KiB, each of {FurtherRuns} further runs with 1 % of files changed {added:0} bytes; ReportGenerator's history {HistoryBytes(folder)} bytes a run"));
    }

    /// <summary>The files whose hits change are others, but as many.</summary>
    private static void ChangeSources(string folder, int run)
    {
        var sources = Directory.GetFiles(Path.Combine(folder, "src"), "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToArray();
        for (var i = 0; i < sources.Length / 100; i++)
            File.AppendAllText(sources[(run * 131 + i * 101) % sources.Length], string.Create(CultureInfo.InvariantCulture, $"// {run}\n"));
        Commit(folder);
    }

    private static void Commit(string folder)
    {
        ProcessCost.Of(folder, "git", "add", "src");
        ProcessCost.Of(folder, "git", "-c", "user.name=A", "-c", "user.email=a@example.com", "commit", "--quiet", "--message", "Change something");
    }

    private static long HistoryBytes(string folder) =>
        Directory.EnumerateFiles(Path.Combine(folder, "history0")).Sum(file => new FileInfo(file).Length);
}
