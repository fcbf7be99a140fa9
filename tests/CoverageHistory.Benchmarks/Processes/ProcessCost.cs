using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace CoverageHistory.Benchmarks.Processes;

/// <summary>What one whole process cost, its children included.</summary>
/// <param name="CpuSeconds">User and system time.</param>
/// <param name="PeakMiB">Largest resident set of any one process in the tree.</param>
internal sealed record ProcessCost(double CpuSeconds, double WallSeconds, double PeakMiB, int ExitCode)
{
    private const int RusageChildren = -1;

    /// <summary>
    /// Runs a command in a process of its own whose only child it is, so that the kernel's figures for "children" are its figures.
    /// </summary>
    public static ProcessCost Of(string directory, string file, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
        };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(ProcessCost).Assembly.Location);
        foreach (var argument in (string[])["measure", file, .. arguments])
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var lines = process.StandardOutput.ReadToEnd().Trim().Split('\n');
        process.WaitForExit();
        var figures = lines[^1].Split(' ');
        var cost = new ProcessCost(Number(figures[0]), Number(figures[1]), Number(figures[2]), int.Parse(figures[3], CultureInfo.InvariantCulture));
        return cost.ExitCode == 0 ? cost : throw new InvalidOperationException(
            $"{file} {string.Join(' ', arguments)} ended with {cost.ExitCode}:\n{string.Join('\n', lines[..^1])}");
    }

    /// <summary>The measuring process: runs the command and prints its figures as the last line.</summary>
    public static int Measure(string file, string[] arguments)
    {
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo(file, arguments))!;
        process.WaitForExit();
        var wall = clock.Elapsed.TotalSeconds;
        if (GetResourceUsage(RusageChildren, out var usage) != 0)
            throw new InvalidOperationException("getrusage failed");
        Console.WriteLine();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{usage.User.Seconds + usage.System.Seconds:0.0000} {wall:0.0000} {usage.MaxResidentKiB / 1024.0:0.0} {process.ExitCode}"));
        return 0;
    }

    public static void Print(string what, List<ProcessCost> costs) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{what}: median of {costs.Count}: {Median(costs, cost => cost.CpuSeconds):0.000} s CPU, {Median(costs, cost => cost.WallSeconds):0.000} s wall, {Median(costs, cost => cost.PeakMiB):0} MiB peak"));

    public static double Median(IEnumerable<ProcessCost> costs, Func<ProcessCost, double> figure)
    {
        var sorted = costs.Select(figure).Order().ToList();
        return sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[sorted.Count / 2 - 1] + sorted[sorted.Count / 2]) / 2;
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [DllImport("libc", EntryPoint = "getrusage")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetResourceUsage(int who, out ResourceUsage usage);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeValue
    {
        public long WholeSeconds;
        public long Microseconds;

        public readonly double Seconds => WholeSeconds + Microseconds / 1e6;
    }

    /// <summary><c>struct rusage</c> of 64-bit Linux; the fields behind the third are not needed.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 144)]
    private struct ResourceUsage
    {
        public TimeValue User;
        public TimeValue System;
        public long MaxResidentKiB;
    }
}
