using CoverageHistory.Model;

namespace CoverageHistory.Formats.Benchmarks.Dotnet;

/// <summary>What a report of BenchmarkDotNet tells of the machine.</summary>
internal sealed class BenchmarkDotNetHost
{
    public string? Cpu { get; set => field = Known(value); }

    /// <summary>Logical processors.</summary>
    public int? Cores { get; set; }

    public string? Os { get; set => field = Known(value); }

    public string? Architecture { get; set => field = Known(value); }

    public bool HasDebugger { get; set; }

    /// <summary>Of the benchmarks' build, such as <c>RELEASE</c>.</summary>
    public string? Configuration { get; set; }

    /// <summary>As the report writes it, such as <c>.NET 10.0.12 (10.0.1226.42308)</c>.</summary>
    public string? Runtime { get; set => field = Known(value); }

    public static BenchmarkDotNetHost Read(EntryScanner entry)
    {
        var host = new BenchmarkDotNetHost();
        entry.ReadObject("HostEnvironmentInfo", () => host.ReadMember(entry));
        return host;
    }

    /// <param name="jobs">What ran there.</param>
    public BenchmarkHost ToHost(IReadOnlyList<BenchmarkDotNetJob> jobs) => new()
    {
        CpuModel = Cpu,
        Cores = Cores,
        Os = Os,
        Architecture = Architecture,
        Runtime = Runtime,
        Notes = BenchmarkNotes.Of(
        [
            (BenchmarkNotes.DebugBuild, string.Equals(Configuration, "DEBUG", StringComparison.OrdinalIgnoreCase)),
            (BenchmarkNotes.Debugger, HasDebugger),
            .. JobNotes.Of(jobs),
        ]),
    };

    private void ReadMember(EntryScanner entry)
    {
        // A host with a fact that cannot be read is one without it.
        if (entry.IsAt("ProcessorName"u8))
            Cpu = entry.ReadLazyText("ProcessorName");
        else if (entry.IsAt("LogicalCoreCount"u8) || entry.IsAt("ProcessorCount"u8))
            Cores = entry.ReadOptional() is >= 1 and <= int.MaxValue and var cores ? (int)cores : null;
        else if (entry.IsAt("OsVersion"u8))
            Os = entry.ReadText("OsVersion");
        else if (entry.IsAt("Architecture"u8))
            Architecture = entry.ReadText("Architecture");
        else if (entry.IsAt("RuntimeVersion"u8) || entry.IsAt("ClrVersion"u8))
            Runtime = entry.ReadText("RuntimeVersion");
        else if (entry.IsAt("HasAttachedDebugger"u8))
            HasDebugger = entry.ReadFlag();
        else if (entry.IsAt("Configuration"u8))
            Configuration = entry.ReadText("Configuration");
        else
            entry.Skip();
    }

    private static string? Known(string? text) =>
        string.IsNullOrWhiteSpace(text) || text.StartsWith("Unknown", StringComparison.OrdinalIgnoreCase) || text is "?" ? null : text.Trim();
}
