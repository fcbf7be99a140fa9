using System.Globalization;

namespace CoverageHistory.Benchmarks.Processes;

/// <summary>
/// What whole processes cost on a long history and on its newest eighth, quarter and half. The history is one that <c>scale</c> made, in
/// its repository; it is not changed.
/// </summary>
internal static class LongHistory
{
    private static readonly int[] Lengths = [1_250, 2_500, 5_000, 10_000];

    /// <param name="tool">Path of <c>dotnet-coverage-trend.dll</c>.</param>
    public static int Run(string tool, string history, int rounds)
    {
        var repository = Path.GetDirectoryName(history)!;
        var folder = Directory.CreateTempSubdirectory("coverage-history-bench-").FullName;
        try
        {
            var parts = Lengths.Select(runs => (Runs: runs, Path: Cut(tool, history, folder, runs))).ToList();
            var floor = new List<ProcessCost>();
            var shows = parts.ToDictionary(part => part.Runs, _ => new List<ProcessCost>());
            var outside = parts.ToDictionary(part => part.Runs, _ => new List<ProcessCost>());
            for (var round = 0; round < rounds; round++)
            {
                floor.Add(ProcessCost.Of(folder, "dotnet", "exec", tool, "--version"));
                foreach (var (runs, path) in parts)
                {
                    shows[runs].Add(ProcessCost.Of(repository, "dotnet", "exec", tool, "show", "--db", path));
                    outside[runs].Add(ProcessCost.Of(folder, "dotnet", "exec", tool, "show", "--db", path));
                }
            }
            ProcessCost.Print("--version", floor);
            foreach (var (runs, path) in parts)
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"{runs} runs, {new FileInfo(path).Length / 1048576.0:0.0} MiB: ");
                ProcessCost.Print(name + "show, git included", shows[runs]);
                ProcessCost.Print(name + "show, outside of a repository", outside[runs]);
                ProcessCost.Print(name + "db verify", [ProcessCost.Of(folder, "dotnet", "exec", tool, "db", "verify", "--db", path)]);
            }
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Cut(string tool, string history, string folder, int runs)
    {
        var count = runs.ToString(CultureInfo.InvariantCulture);
        var path = Path.Combine(folder, count + ".db");
        File.Copy(history, path);
        ProcessCost.Of(folder, "dotnet", "exec", tool, "db", "prune", "--keep", count, "--yes", "--db", path);
        ProcessCost.Of(folder, "dotnet", "exec", tool, "db", "compact", "--db", path);
        return path;
    }
}
