using CoverageHistory.Environments;

namespace CoverageHistory.Core.Tests.Environments;

public sealed class EnvironmentProbeTests
{
    [Fact]
    public void This_machine_has_every_fact()
    {
        var environment = EnvironmentProbe.Read();

        Assert.NotEqual("", environment.CpuModel);
        Assert.Equal(environment.CpuModel.Trim(), environment.CpuModel);
        Assert.InRange(environment.Cores, 1, Environment.ProcessorCount);
        Assert.NotEqual("", environment.Os);
        Assert.Matches("^[a-z0-9]+$", environment.Architecture);
        Assert.StartsWith(".NET ", environment.Runtime, StringComparison.Ordinal);
        Assert.Equal(environment, EnvironmentProbe.Read());
    }

    [Theory]
    [InlineData("processor\t: 0\nvendor_id\t: GenuineIntel\nmodel\t\t: 85\nmodel name\t: Intel(R) Xeon(R) CPU @ 2.80GHz\n", "Intel(R) Xeon(R) CPU @ 2.80GHz")]
    [InlineData("processor\t: 0\nBogoMIPS\t: 243.75\nCPU implementer\t: 0x41\nCPU part\t: 0xd0c\n", "ARM Neoverse-N1")]
    [InlineData("processor\t: 0\nCPU implementer\t: 0x61\nCPU part\t: 0x022\n", "ARM 0x61 0x022")]
    [InlineData("Processor\t: ARMv7 Processor rev 4 (v7l)\n", "ARMv7 Processor rev 4 (v7l)")]
    [InlineData("processor\t: 0\ncpu\t\t: POWER9, altivec supported\n", "POWER9, altivec supported")]
    [InlineData("processor\t: 0\nhart\t: 1\nuarch\t: sifive,u74-mc\n", "sifive,u74-mc")]
    [InlineData("", null)]
    [InlineData("model name\t:\n", null)]
    public void A_processor_is_named_on_every_architecture(string cpuInfo, string? expected) =>
        Assert.Equal(expected, CpuModel.ParseCpuInfo(cpuInfo));

    [Theory]
    [InlineData("NAME=\"Debian\"\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\n", "Debian GNU/Linux 12 (bookworm)")]
    [InlineData("PRETTY_NAME='Alpine Linux v3.20'\n", "Alpine Linux v3.20")]
    [InlineData("PRETTY_NAME=Plain\n", "Plain")]
    [InlineData("NAME=x\n", null)]
    [InlineData("PRETTY_NAME=\n", null)]
    public void The_name_of_the_system_stands_in_os_release(string content, string? expected) =>
        Assert.Equal(expected, EnvironmentProbe.ParseOsRelease(content.Split('\n')));

    [Theory]
    [InlineData("QEMU\nStandard PC (Q35 + ICH9, 2009)\n", true, "KVM")]
    [InlineData("Microsoft Corporation\nVirtual Machine\n", true, "Hyper-V")]
    [InlineData("Amazon EC2\nm7i.large\n", true, "Amazon EC2")]
    [InlineData("innotek GmbH VirtualBox", false, "VirtualBox")]
    [InlineData("", true, "yes")]
    [InlineData("Dell Inc.\nPowerEdge R760\n", false, null)]
    public void A_virtual_machine_is_known_by_its_firmware_or_its_processor(string firmware, bool isVirtual, string? name) =>
        Assert.Equal(name, Virtualization.Of(firmware, isVirtual));

    [Theory]
    [InlineData("flags\t\t: fpu vme hypervisor lahf_lm", true)]
    [InlineData("flags\t\t: fpu vme lahf_lm", false)]
    [InlineData("Features\t: fp asimd", false)]
    public void A_processor_of_a_virtual_machine_says_so(string line, bool says) =>
        Assert.Equal(says, Virtualization.HasHypervisor(["processor\t: 0", line]));
}
