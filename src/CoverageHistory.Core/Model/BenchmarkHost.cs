namespace CoverageHistory.Model;

/// <summary>What a report of benchmarks tells of the machine; null where it does not. The rest is taken from the machine that records.</summary>
internal sealed record BenchmarkHost
{
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

    /// <summary>Where it ran; what it does not tell is as it is here.</summary>
    public ExecutionEnvironment On(ExecutionEnvironment here) => new(
        CpuModel ?? here.CpuModel, Cores ?? here.Cores, Os ?? here.Os, Architecture ?? here.Architecture, Runtime ?? here.Runtime);
}
