namespace CoverageHistory.Model;

/// <summary>What one file of benchmark results says.</summary>
internal sealed class BenchmarkReport
{
    /// <summary>Format name of the contract in <c>docs/formats.md</c>, such as <c>benchmarkdotnet</c>.</summary>
    public required string Format { get; init; }

    /// <summary>One entry a benchmark, in report order, each benchmark once; those without a result too.</summary>
    public required IReadOnlyList<Measurement> Measurements { get; init; }

    /// <summary>What the report tells of the machine it ran on.</summary>
    public BenchmarkHost Host { get; init; } = new();

    /// <summary>Entries that are left out, and what is to be known of the measurements, such as a debug build.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];
}
