using System.Globalization;
using CoverageHistory.Hashing;

namespace CoverageHistory.Model;

/// <summary>Where a session ran. Times compare only within one environment.</summary>
/// <param name="CpuModel">As the processor calls itself; empty where unknown.</param>
/// <param name="Cores">Logical processors available to the process, at least 1.</param>
/// <param name="Os">Name and version, such as <c>Debian GNU/Linux 12</c>.</param>
/// <param name="Architecture">Such as <c>x64</c>.</param>
/// <param name="Runtime">Such as <c>.NET 10.0.12</c>.</param>
public sealed record ExecutionEnvironment(string CpuModel, int Cores, string Os, string Architecture, string Runtime)
{
    /// <summary>
    /// First 16 hexadecimal digits of the SHA-256 of what bears on times: the processor's model, cores, the system's family and major version,
    /// the architecture, the runtime's major and minor version. How a tool writes them, and patches, count for nothing.
    /// </summary>
    public string Fingerprint => Sha256.HexOf(string.Create(CultureInfo.InvariantCulture,
        $"{EnvironmentFacts.Cpu(CpuModel)}\n{Cores}\n{EnvironmentFacts.Os(Os)}\n{EnvironmentFacts.Architecture(Architecture)}\n{EnvironmentFacts.Runtime(Runtime)}"))[..16];
}
