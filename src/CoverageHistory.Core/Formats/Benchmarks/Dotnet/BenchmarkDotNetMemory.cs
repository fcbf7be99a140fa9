namespace CoverageHistory.Formats.Benchmarks.Dotnet;

/// <summary>What the memory diagnoser counted; null is unknown.</summary>
internal sealed class BenchmarkDotNetMemory
{
    public double? Gen0Collections { get; set; }

    public double? Gen1Collections { get; set; }

    public double? Gen2Collections { get; set; }

    public double? TotalOperations { get; set; }

    public double? BytesAllocatedPerOperation { get; set; }

    /// <summary>Of all operations, as versions up to 0.10 have it.</summary>
    public double? AllocatedBytes { get; set; }

    public double? AllocatedBytesPerOperation =>
        BytesAllocatedPerOperation ?? (TotalOperations > 0 ? AllocatedBytes / TotalOperations : null);

    public double? Per1000(double? collections) => TotalOperations > 0 ? collections * 1000 / TotalOperations : null;
}
