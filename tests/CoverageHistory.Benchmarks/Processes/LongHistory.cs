using System.Globalization;

namespace CoverageHistory.Benchmarks.Processes;

/// <summary>
/// What whole processes cost on a long history and on its newest tenth, quarter and half, and above a process that prints one line. The
/// history is one that <c>scale</c> made, in its repository; neither is changed.
/// </summary>
internal static class LongHistory
{
    private const int Pulls = 3;

    private static readonly int[] Lengths = [1_000, 2_500, 5_000, 10_000];

    /// <param name="tool">Path of <c>dotnet-coverage-trend.dll</c>.</param>
    public static int Run(string tool, string history, int rounds)
    {
        var repository = Path.GetDirectoryName(history)!;
        var folder = Directory.CreateTempSubdirectory("coverage-history-bench-").FullName;
        try
        {
            var hello = HelloWorld.Build(Path.Combine(folder, "hello"));
            var parts = Lengths.Select(runs => (Runs: runs, Path: Cut(tool, history, folder, runs))).ToList();
            var floor = new List<ProcessCost>();
            var version = new List<ProcessCost>();
            var shows = parts.ToDictionary(part => part.Runs, _ => new List<ProcessCost>());
            var outside = parts.ToDictionary(part => part.Runs, _ => new List<ProcessCost>());
            for (var round = 0; round < rounds; round++)
            {
                floor.Add(ProcessCost.Of(folder, "dotnet", "exec", hello));
                version.Add(Tool(tool, folder, "--version"));
                foreach (var (runs, path) in parts)
                {
                    shows[runs].Add(Tool(tool, repository, "show", "--db", path));
                    outside[runs].Add(Tool(tool, folder, "show", "--db", path));
                }
            }
            ProcessCost.Print("a program that prints one line", floor);
            ProcessCost.Print("--version", version);
            foreach (var (runs, path) in parts)
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"{runs} runs, {new FileInfo(path).Length / 1048576.0:0.0} MiB: ");
                ProcessCost.Print(name + "show, git included", shows[runs]);
                ProcessCost.PrintAbove(floor, shows[runs]);
                ProcessCost.Print(name + "show, outside of a repository", outside[runs]);
                ProcessCost.PrintAbove(floor, outside[runs]);
                ProcessCost.Print(name + "db verify", [Tool(tool, folder, "db", "verify", "--db", path)]);
                TakeBackAndUp(tool, folder, path, name);
                ProcessCost.Print(name + "sync pull into a new clone", Pull(tool, repository, Path.Combine(folder, Path.GetFileName(path) + ".sync"), path));
            }
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>What <c>show</c> costs on several histories, each in its repository, in turns: with more or fewer files, or before and after a change.</summary>
    /// <param name="histories">Each one that <c>scale</c> made.</param>
    public static int Compare(string tool, IReadOnlyList<string> histories, int rounds)
    {
        var folder = Directory.CreateTempSubdirectory("coverage-history-bench-").FullName;
        try
        {
            var hello = HelloWorld.Build(folder);
            var floor = new List<ProcessCost>();
            var costs = histories.Select(_ => new List<ProcessCost>()).ToArray();
            for (var round = 0; round < rounds; round++)
            {
                floor.Add(ProcessCost.Of(folder, "dotnet", "exec", hello));
                for (var i = 0; i < costs.Length; i++)
                    costs[i].Add(Tool(tool, Path.GetDirectoryName(histories[i])!, "show", "--db", histories[i]));
            }
            ProcessCost.Print("a program that prints one line", floor);
            for (var i = 0; i < costs.Length; i++)
            {
                ProcessCost.Print(histories[i] + ": show, git included", costs[i]);
                ProcessCost.PrintAbove(floor, costs[i]);
            }
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static ProcessCost Tool(string tool, string folder, params string[] arguments) => ProcessCost.Of(folder, "dotnet", ["exec", tool, .. arguments]);

    private static string Cut(string tool, string history, string folder, int runs)
    {
        var count = runs.ToString(CultureInfo.InvariantCulture);
        var path = Path.Combine(folder, count + ".db");
        File.Copy(history, path);
        Tool(tool, folder, "db", "prune", "--keep", count, "--yes", "--db", path);
        Tool(tool, folder, "db", "compact", "--db", path);
        return path;
    }

    private static void TakeBackAndUp(string tool, string folder, string history, string name)
    {
        var path = history + ".older";
        File.Copy(history, path);
        Tool(tool, folder, "db", "migrate", "--to", "2", "--db", path);
        ProcessCost.Print(name + "db migrate from the schema before", [Tool(tool, folder, "db", "migrate", "--db", path)]);
        ProcessCost.Print(name + "db verify of what was migrated", [Tool(tool, folder, "db", "verify", "--db", path)]);
    }

    private static List<ProcessCost> Pull(string tool, string repository, string folder, string history)
    {
        var remote = Path.Combine(folder, "remote.git");
        var sender = Path.Combine(folder, "sender");
        ProcessCost.Of(repository, "git", "clone", "--quiet", "--bare", repository, remote);
        ProcessCost.Of(repository, "git", "clone", "--quiet", remote, sender);
        Tool(tool, sender, "sync", "push", "--db", history);
        var costs = new List<ProcessCost>();
        for (var round = 0; round < Pulls; round++)
        {
            var receiver = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"receiver{round}"));
            ProcessCost.Of(repository, "git", "clone", "--quiet", remote, receiver);
            costs.Add(Tool(tool, receiver, "sync", "pull"));
            if (new FileInfo(Path.Combine(receiver, ".coverage-history", "history.db")) is not { Exists: true, Length: > 0 })
                throw new InvalidOperationException("nothing was pulled, so nothing was measured");
        }
        return costs;
    }
}
