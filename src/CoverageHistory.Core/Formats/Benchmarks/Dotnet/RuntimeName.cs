using System.Text.RegularExpressions;

namespace CoverageHistory.Formats.Benchmarks.Dotnet;

/// <summary>
/// One way to write a .NET runtime: <c>.NET 10.0</c> for a host's <c>.NET 10.0.12 (10.0.1226.42308)</c>, a job's <c>.NET 10.0</c> and a
/// toolchain's <c>net10.0</c>.
/// </summary>
internal static partial class RuntimeName
{
    /// <summary>The text itself where it names no runtime that is known here.</summary>
    public static string Of(string text)
    {
        var trimmed = text.Trim();
        if (Description().Match(trimmed) is { Success: true } described)
            return string.Join(' ', described.Groups.Values.Skip(1).Where(group => group.Success).Select(group => group.Value));
        if (Moniker().Match(trimmed) is { Success: true } moniker)
        {
            var version = moniker.Groups[2].Value;
            return moniker.Groups[1].Value == "netcoreapp" ? $".NET Core {version}" : $".NET {version}";
        }
        return FrameworkMoniker().Match(trimmed) is { Success: true } framework
            ? $".NET Framework {string.Join('.', framework.Groups[1].Value.ToCharArray())}"
            : trimmed;
    }

    /// <summary>Whether a job's runtime is the one that a host tells of. Jobs of BenchmarkDotNet before 0.12 name the family only.</summary>
    public static bool IsHost(string job, string? host)
    {
        if (job is "Host")
            return true;
        if (string.IsNullOrWhiteSpace(host))
            return false;
        var running = Of(host);
        return job switch
        {
            "Core" => running.StartsWith(".NET Core ", StringComparison.Ordinal) || host.StartsWith("CoreCLR", StringComparison.OrdinalIgnoreCase),
            "Clr" => running.StartsWith(".NET Framework ", StringComparison.Ordinal) || host.StartsWith("Clr", StringComparison.OrdinalIgnoreCase)
                || host.StartsWith("MS.NET", StringComparison.Ordinal),
            "Mono" => host.StartsWith("Mono", StringComparison.Ordinal),
            _ => Of(job) == running,
        };
    }

    // Versions of .NET Framework have three parts, 4.8 and 4.8.1 are two; of .NET the third is a patch that does not count.
    [GeneratedRegex(@"^(?:(\.NET Framework) (\d+\.\d+(?:\.\d)?)|(\.NET|\.NET Core|NativeAOT|Mono) (\d+\.\d+))(?![0-9])")]
    private static partial Regex Description();

    [GeneratedRegex(@"^(net|netcoreapp)(\d+\.\d+)$")]
    private static partial Regex Moniker();

    [GeneratedRegex(@"^net(4\d{1,2})$")]
    private static partial Regex FrameworkMoniker();
}
