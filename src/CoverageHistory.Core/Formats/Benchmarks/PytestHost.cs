using CoverageHistory.Model;

namespace CoverageHistory.Formats.Benchmarks;

/// <summary>What a report of pytest-benchmark tells of the machine.</summary>
internal sealed class PytestHost
{
    private string? _cpu;
    private int? _cores;
    private string? _system;
    private string? _release;
    private string? _architecture;
    private string? _implementation;
    private string? _version;

    public void ReadMember(EntryScanner entry)
    {
        if (entry.IsAt("machine"u8))
            _architecture = entry.ReadText("machine_info.machine");
        else if (entry.IsAt("system"u8))
            _system = entry.ReadText("machine_info.system");
        else if (entry.IsAt("release"u8))
            _release = entry.ReadText("machine_info.release");
        else if (entry.IsAt("python_implementation"u8))
            _implementation = entry.ReadText("machine_info.python_implementation");
        else if (entry.IsAt("python_version"u8) || entry.IsAt("python_implementation_version"u8))
            _version = entry.ReadText("machine_info.python_version");
        else if (entry.IsAt("cpu"u8))
            entry.ReadObject("machine_info.cpu", () => ReadCpu(entry));
        else
            entry.Skip();
    }

    public BenchmarkHost ToHost() => new()
    {
        CpuModel = NullIfEmpty(_cpu),
        Cores = _cores,
        Os = NullIfEmpty($"{_system} {_release}"),
        Architecture = NullIfEmpty(_architecture),
        Runtime = NullIfEmpty($"{_implementation} {_version}"),
    };

    private void ReadCpu(EntryScanner entry)
    {
        if (entry.IsAt("brand_raw"u8) || entry.IsAt("brand"u8))
            _cpu = entry.ReadText("machine_info.cpu.brand_raw");
        else if (entry.IsAt("count"u8))
            _cores = entry.ReadOptional() is >= 1 and <= int.MaxValue and var cores ? (int)cores : null;
        else
            entry.Skip();
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
