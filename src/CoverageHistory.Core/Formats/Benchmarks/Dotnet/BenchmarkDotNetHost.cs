using CoverageHistory.Model;

namespace CoverageHistory.Formats.Benchmarks.Dotnet;

/// <summary>What a report of BenchmarkDotNet tells of the machine.</summary>
internal sealed class BenchmarkDotNetHost
{
    private string? _cpu;
    private int? _cores;
    private string? _os;
    private string? _architecture;
    private bool _hasDebugger;
    private bool _isDebug;

    /// <summary>As the report writes it, such as <c>.NET 10.0.12 (10.0.1226.42308)</c>.</summary>
    public string? Runtime { get; private set; }

    public static BenchmarkDotNetHost Read(EntryScanner entry)
    {
        var host = new BenchmarkDotNetHost();
        entry.ReadObject("HostEnvironmentInfo", () => host.ReadMember(entry));
        return host;
    }

    /// <param name="jobs">What ran there.</param>
    public BenchmarkHost ToHost(IReadOnlyList<BenchmarkDotNetJob> jobs) => new()
    {
        CpuModel = _cpu,
        Cores = _cores,
        Os = _os,
        Architecture = _architecture,
        Runtime = Runtime,
        Notes = BenchmarkNotes.Of([(BenchmarkNotes.DebugBuild, _isDebug), (BenchmarkNotes.Debugger, _hasDebugger), .. JobNotes.Of(jobs)]),
    };

    private void ReadMember(EntryScanner entry)
    {
        // A host with a fact that cannot be read is one without it.
        if (entry.IsAt("ProcessorName"u8))
            _cpu = Known(entry.ReadText("ProcessorName"));
        else if (entry.IsAt("LogicalCoreCount"u8) || entry.IsAt("ProcessorCount"u8))
            _cores = entry.ReadOptional() is >= 1 and <= int.MaxValue and var cores ? (int)cores : null;
        else if (entry.IsAt("OsVersion"u8))
            _os = Known(entry.ReadText("OsVersion"));
        else if (entry.IsAt("Architecture"u8))
            _architecture = Known(entry.ReadText("Architecture"));
        else if (entry.IsAt("RuntimeVersion"u8) || entry.IsAt("ClrVersion"u8))
            Runtime = Known(entry.ReadText("RuntimeVersion"));
        else if (entry.IsAt("HasAttachedDebugger"u8))
            _hasDebugger = entry.ReadFlag();
        else if (entry.IsAt("Configuration"u8))
            _isDebug = string.Equals(entry.ReadText("Configuration"), "DEBUG", StringComparison.OrdinalIgnoreCase);
        else
            entry.Skip();
    }

    private static string? Known(string? text) =>
        string.IsNullOrWhiteSpace(text) || text.StartsWith("Unknown", StringComparison.OrdinalIgnoreCase) || text is "?" ? null : text.Trim();
}
