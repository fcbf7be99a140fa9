using BenchmarkDotNet.Attributes;

namespace CoverageHistory.BenchmarkDotNet;

/// <summary>Records the results of the class, or of all benchmarks of the assembly, into the history of the repository.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Assembly)]
public sealed class CoverageHistoryExporterAttribute() : ExporterConfigBaseAttribute(CoverageHistoryExporter.Default);
