using CoverageHistory.Model;

namespace CoverageHistory.Core.Tests.Model;

public sealed class EnvironmentFactsTests
{
    [Theory]
    // As /proc/cpuinfo and Windows' registry have it, and as versions of BenchmarkDotNet write it.
    [InlineData("intel core i7-8700k", "Intel(R) Core(TM) i7-8700K CPU @ 3.70GHz", "Intel Core i7-8700K CPU 3.70GHz (Coffee Lake)", "Intel Core i7-8700K CPU 3.70GHz (Max: 3.70GHz) (Coffee Lake), 1 CPU, 12 logical and 6 physical cores")]
    [InlineData("intel core i7-13700k", "13th Gen Intel(R) Core(TM) i7-13700K", "13th Gen Intel Core i7-13700K 3.40GHz", "Intel Core i7-13700K")]
    [InlineData("intel core ultra 7 155h", "Intel(R) Core(TM) Ultra 7 155H", "Intel Core Ultra 7 155H 1.40GHz")]
    [InlineData("intel xeon e5-2673 v4", "Intel(R) Xeon(R) CPU E5-2673 v4 @ 2.30GHz", "Intel Xeon CPU E5-2673 v4 2.30GHz")]
    [InlineData("intel xeon platinum 8370c", "Intel(R) Xeon(R) Platinum 8370C CPU @ 2.80GHz", "Intel Xeon Platinum 8370C CPU 2.80GHz (Max: 2.79GHz)", "Intel Xeon Platinum 8370C CPU 2.80GHz, 1 CPU, 4 logical and 2 physical cores")]
    [InlineData("intel xeon 2.20ghz", "Intel(R) Xeon(R) CPU @ 2.20GHz", "Intel Xeon CPU 2.20GHz")]
    [InlineData("amd epyc 7763", "AMD EPYC 7763 64-Core Processor", "AMD EPYC 7763, 1 CPU, 4 logical and 2 physical cores", "AMD EPYC 7763 2.44GHz", "AMD EPYC 7763 64-Core Processor                ")]
    [InlineData("amd ryzen 9 5950x", "AMD Ryzen 9 5950X 16-Core Processor", "AMD Ryzen 9 5950X, 1 CPU, 32 logical and 16 physical cores", "AMD Ryzen 9 5950X 3.40GHz")]
    [InlineData("amd ryzen 7 pro 4750u", "AMD Ryzen 7 PRO 4750U with Radeon Graphics", "AMD Ryzen 7 PRO 4750U with Radeon Graphics 1.70GHz")]
    [InlineData("amd fx-8350", "AMD FX(tm)-8350 Eight-Core Processor", "AMD FX-8350 Eight-Core Processor 4.00GHz")]
    [InlineData("apple m1 pro", "Apple M1 Pro", "Apple M1 Pro, 1 CPU, 10 logical and 10 physical cores")]
    [InlineData("neoverse-n1", "ARM Neoverse-N1", "Neoverse-N1")]
    [InlineData("qemu virtual version 2.5+", "QEMU Virtual CPU version 2.5+")]
    [InlineData("amd epyc", "AMD EPYC")]
    [InlineData("unknown", "unknown")]
    public void A_processor_is_the_same_however_it_is_written(string expected, params string[] written) =>
        Assert.All(written, text => Assert.Equal(expected, EnvironmentFacts.Cpu(text)));

    [Fact]
    public void Processors_of_other_models_stay_apart() => Assert.Distinct(
        ((string[])
        [
            "Intel(R) Core(TM) i7-8700 CPU @ 3.20GHz", "Intel(R) Core(TM) i7-8700K CPU @ 3.70GHz", "Intel(R) Xeon(R) CPU @ 2.20GHz", "Intel(R) Xeon(R) CPU @ 2.30GHz",
            "Intel(R) Xeon(R) CPU E5-2673 v3 @ 2.40GHz", "Intel(R) Xeon(R) CPU E5-2673 v4 @ 2.30GHz", "AMD EPYC 7763 64-Core Processor", "AMD EPYC 7V13 64-Core Processor",
            "AMD Ryzen 9 5900X 12-Core Processor", "AMD Ryzen 9 5950X 16-Core Processor", "Apple M1", "Apple M1 Pro", "Apple M2", "ARM Neoverse-N1", "ARM Neoverse-N2",
        ]).Select(EnvironmentFacts.Cpu));

    [Theory]
    [InlineData("debian 12", "Debian GNU/Linux 12 (bookworm)", "Linux Debian GNU/Linux 12 (bookworm)", "Linux Debian GNU/Linux 12 (bookworm) (container)", "debian 12")]
    [InlineData("ubuntu 22.04", "Ubuntu 22.04.3 LTS", "Ubuntu 22.04.4 LTS (Jammy Jellyfish)", "Linux Ubuntu 22.04.4 LTS (Jammy Jellyfish)", "ubuntu 22.04")]
    [InlineData("alpine 3", "Alpine Linux v3.18", "Linux Alpine Linux v3.20")]
    [InlineData("fedora 38", "Fedora Linux 38 (Workstation Edition)")]
    [InlineData("red hat enterprise 8", "Red Hat Enterprise Linux 8.6 (Ootpa)")]
    [InlineData("arch linux", "Arch Linux")]
    [InlineData("linux 5", "Linux 5.15.0-1051-azure")]
    [InlineData("windows 10", "Windows 10.0.19041.1 (2004/May2020Update/20H1)", "Windows 10 (10.0.19045.4529/22H2/2022Update)", "Microsoft Windows 10.0.20348", "Microsoft Windows [Version 10.0.17763.914]")]
    [InlineData("windows 11", "Windows 11 (10.0.22631.3880/23H2/2023Update/SunValley3)", "Microsoft Windows 10.0.26100", "Windows 10.0.22621")]
    [InlineData("windows 6.2", "Microsoft Windows NT 6.2.9200.0")]
    [InlineData("macos 14", "macOS 14.5.0", "macOS Sonoma 14.5 (23F79) [Darwin 23.5.0]")]
    [InlineData("macos 10", "macOS Catalina 10.15.7 (19H2) [Darwin 19.6.0]", "Mac OS X 10.14.6")]
    public void A_system_is_its_family_and_major_version(string expected, params string[] written) =>
        Assert.All(written, text => Assert.Equal(expected, EnvironmentFacts.Os(text)));

    [Theory]
    [InlineData("x64", "X64", "x64", "x86_64", "AMD64", "64bit", "64-bit")]
    [InlineData("arm64", "Arm64", "aarch64", "arm64")]
    [InlineData("x86", "X86", "i686", "32bit")]
    public void An_architecture_has_one_name(string expected, params string[] written) =>
        Assert.All(written, text => Assert.Equal(expected, EnvironmentFacts.Architecture(text)));

    [Theory]
    [InlineData(".net 10.0", ".NET 10.0.12", ".NET 10.0.12 (10.0.12, 10.0.1226.42308)", ".NET 10.0.0-rc.1.25451.107")]
    [InlineData(".net core 3.1", ".NET Core 3.1.3 (CoreCLR 4.700.20.11803, CoreFX 4.700.20.12001)")]
    [InlineData(".net framework 4.8", ".NET Framework 4.8.4390.0", ".NET Framework 4.8 (4.8.4390.0)")]
    [InlineData("mono 6.12", "Mono 6.12.0.122 (Visual Studio)")]
    [InlineData("java 21.0", "Java 21.0.7")]
    [InlineData("cpython 3.11", "CPython 3.11.2")]
    [InlineData("unknown", "unknown")]
    public void A_runtime_is_its_name_with_major_and_minor_version(string expected, params string[] written) =>
        Assert.All(written, text => Assert.Equal(expected, EnvironmentFacts.Runtime(text)));

    [Fact]
    public void One_machine_has_one_fingerprint_whoever_tells_of_it()
    {
        var probed = new ExecutionEnvironment("Intel(R) Xeon(R) Platinum 8370C CPU @ 2.80GHz", 4, "Ubuntu 22.04.4 LTS", "x64", ".NET 10.0.12");
        var told = new ExecutionEnvironment("Intel Xeon Platinum 8370C CPU 2.80GHz (Max: 2.79GHz)", 4, "Linux Ubuntu 22.04.4 LTS (Jammy Jellyfish)", "X64", ".NET 10.0.13 (10.0.13, 10.0.1326.1)");
        Assert.Equal(probed.Fingerprint, told.Fingerprint);
        Assert.Distinct(
        [
            probed.Fingerprint, (probed with { Cores = 2 }).Fingerprint, (probed with { Os = "Ubuntu 24.04 LTS" }).Fingerprint,
            (probed with { Architecture = "arm64" }).Fingerprint, (probed with { Runtime = ".NET 9.0.1" }).Fingerprint, (probed with { CpuModel = "AMD EPYC 7763" }).Fingerprint,
        ]);
    }
}
