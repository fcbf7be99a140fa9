using System.Diagnostics;
using System.Globalization;

namespace CoverageHistory.Benchmarks.Processes;

/// <summary>What one whole process cost, its children included.</summary>
/// <param name="CpuSeconds">User and system time.</param>
/// <param name="PeakMiB">Largest resident set of any one process in the tree.</param>
internal sealed record ProcessCost(double CpuSeconds, double WallSeconds, double PeakMiB, int ExitCode)
{
    /// <summary>
    /// Measures from a small process: the kernel counts what a process had in memory when it started another one as that one's peak. What
    /// was spent before is taken off: where python3 is a script that looks for the real one, its children are counted as well.
    /// </summary>
    private const string Measure = """
        import resource, subprocess, sys, time
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        begin = time.monotonic()
        code = subprocess.call(sys.argv[1:])
        wall = time.monotonic() - begin
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = usage.ru_utime + usage.ru_stime - before.ru_utime - before.ru_stime
        print(f"\n{cpu:.4f} {wall:.4f} {usage.ru_maxrss / 1024:.1f} {code}")
        """;

    /// <summary>Runs a command as the only child of a process, so that the kernel's figures for "children" are its figures.</summary>
    public static ProcessCost Of(string directory, string file, params string[] arguments)
    {
        var start = new ProcessStartInfo("python3", ["-c", Measure, file, .. arguments])
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var lines = process.StandardOutput.ReadToEnd().Trim().Split('\n');
        process.WaitForExit();
        var figures = lines[^1].Split(' ');
        var cost = new ProcessCost(Number(figures[0]), Number(figures[1]), Number(figures[2]), int.Parse(figures[3], CultureInfo.InvariantCulture));
        return cost.ExitCode == 0 ? cost : throw new InvalidOperationException(
            $"{file} {string.Join(' ', arguments)} ended with {cost.ExitCode}:\n{string.Join('\n', lines[..^1])}");
    }

    public static void Print(string what, List<ProcessCost> costs) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{what}: median of {costs.Count}: {Median(costs, cost => cost.CpuSeconds):0.000} s CPU, {Median(costs, cost => cost.WallSeconds):0.000} s wall, {Median(costs, cost => cost.PeakMiB):0} MiB peak"));

    /// <summary>How much longer than a process that does nothing.</summary>
    public static void PrintAbove(List<ProcessCost> floor, List<ProcessCost> costs) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"    above the floor: {Median(costs, cost => cost.CpuSeconds) - Median(floor, cost => cost.CpuSeconds):0.000} s CPU, least {costs.Min(cost => cost.CpuSeconds) - floor.Min(cost => cost.CpuSeconds):0.000} s; {Median(costs, cost => cost.WallSeconds) - Median(floor, cost => cost.WallSeconds):0.000} s wall"));

    public static double Median(IEnumerable<ProcessCost> costs, Func<ProcessCost, double> figure)
    {
        var sorted = costs.Select(figure).Order().ToList();
        return sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[sorted.Count / 2 - 1] + sorted[sorted.Count / 2]) / 2;
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
