using System.ComponentModel;
using System.Diagnostics;
using System.Security;
using Microsoft.Win32;

namespace CoverageHistory.Environments;

/// <summary>The processor's name, as its maker writes it, with single spaces.</summary>
internal static class CpuModel
{
    private const string Unknown = "unknown";

    /// <summary>The first processor is enough, and the kernel writes the file anew for all of them: 1.5 KB each.</summary>
    private const int CpuInfoLength = 4096;

    /// <summary>Names of the field by architecture: x86 and newer ARM, MIPS, POWER, older ARM, RISC-V.</summary>
    private static readonly string[] NameFields = ["model name", "cpu model", "cpu", "Processor", "uarch"];

    /// <summary>Implementer and part of the ARM processors that CI machines have; source: the Linux kernel's <c>cputype.h</c>.</summary>
    private static readonly Dictionary<string, string> ArmParts = new(StringComparer.OrdinalIgnoreCase)
    {
        ["0x41 0xd03"] = "ARM Cortex-A53",
        ["0x41 0xd07"] = "ARM Cortex-A57",
        ["0x41 0xd08"] = "ARM Cortex-A72",
        ["0x41 0xd0b"] = "ARM Cortex-A76",
        ["0x41 0xd0c"] = "ARM Neoverse-N1",
        ["0x41 0xd40"] = "ARM Neoverse-V1",
        ["0x41 0xd49"] = "ARM Neoverse-N2",
        ["0x41 0xd4f"] = "ARM Neoverse-V2",
        ["0xc0 0xac3"] = "Ampere-1",
        ["0xc0 0xac4"] = "Ampere-1a",
    };

    public static string Read()
    {
        try
        {
            var model = OperatingSystem.IsLinux() ? ReadCpuInfo("/proc/cpuinfo")
                : OperatingSystem.IsMacOS() ? ReadSysctl()
                : OperatingSystem.IsWindows() ? ReadRegistry()
                : null;
            return string.IsNullOrWhiteSpace(model) ? Unknown : string.Join(' ', model.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SecurityException or Win32Exception or InvalidOperationException)
        {
            return Unknown;
        }
    }

    /// <summary>Null when the text names no processor.</summary>
    internal static string? ParseCpuInfo(string text)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in text.Split('\n'))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0 && line[(colon + 1)..].Trim() is { Length: > 0 } value)
                fields.TryAdd(line[..colon].Trim(), value);
        }
        if (NameFields.Select(fields.GetValueOrDefault).FirstOrDefault(name => name is not null) is { } model)
            return model;
        if (!fields.TryGetValue("CPU implementer", out var implementer) || !fields.TryGetValue("CPU part", out var part))
            return null;
        return ArmParts.GetValueOrDefault($"{implementer} {part}", $"ARM {implementer} {part}");
    }

    private static string? ReadCpuInfo(string path)
    {
        using var reader = new StreamReader(path);
        var buffer = new char[CpuInfoLength];
        return ParseCpuInfo(new string(buffer, 0, reader.ReadBlock(buffer)));
    }

    private static string? ReadSysctl()
    {
        var start = new ProcessStartInfo("/usr/sbin/sysctl") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("-n");
        start.ArgumentList.Add("machdep.cpu.brand_string");
        using var process = Process.Start(start);
        return process?.StandardOutput.ReadLine();
    }

    private static string? ReadRegistry() =>
        OperatingSystem.IsWindows()
        && Registry.GetValue(@"HKEY_LOCAL_MACHINE\HARDWARE\DESCRIPTION\System\CentralProcessor\0", "ProcessorNameString", null) is string name
            ? name
            : Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER");
}
