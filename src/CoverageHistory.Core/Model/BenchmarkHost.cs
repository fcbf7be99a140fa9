namespace CoverageHistory.Model;

/// <summary>What a report of benchmarks tells of the machine; null where it does not.</summary>
internal sealed record BenchmarkHost
{
    private const string Unknown = "unknown";

    public string? CpuModel { get; init; }

    /// <summary>Logical processors.</summary>
    public int? Cores { get; init; }

    public string? Os { get; init; }

    /// <summary>Such as <c>x64</c>.</summary>
    public string? Architecture { get; init; }

    public string? Runtime { get; init; }

    /// <summary>
    /// What else bears on times, as <c>key: value</c>, ascending, ordinally: <c>build: debug</c>, <c>debugger: attached</c>,
    /// <c>gc: server</c>, <c>power plan: …</c>, <c>virtualization: Hyper-V</c>. What is usual is left out.
    /// </summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>
    /// Where it ran. Of a report that tells nothing of the machine, or nothing but as many cores, it is this one; of one that tells more,
    /// facts of this machine would make a third one, so what is missing there stays unknown.
    /// </summary>
    public ExecutionEnvironment On(ExecutionEnvironment here) => CpuModel is null && Os is null && (Cores ?? here.Cores) == here.Cores
        ? here with { Architecture = Architecture ?? here.Architecture, Runtime = Runtime ?? here.Runtime }
        : new ExecutionEnvironment(CpuModel ?? Unknown, Cores ?? 1, Os ?? Unknown, Architecture ?? Unknown, Runtime ?? Unknown);
}
