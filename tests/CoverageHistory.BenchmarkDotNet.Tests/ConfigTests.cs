using System.Reflection;
using BenchmarkDotNet.Configs;

namespace CoverageHistory.BenchmarkDotNet.Tests;

public sealed class ConfigTests
{
    [Fact]
    public void A_configuration_that_can_be_changed_is_and_another_is_copied()
    {
        var own = ManualConfig.CreateEmpty();

        Assert.Same(own, own.AddCoverageHistory());
        Assert.Equal([CoverageHistoryExporter.Default], own.GetExporters());
        Assert.Contains(CoverageHistoryExporter.Default, ((IConfig)DefaultConfig.Instance).AddCoverageHistory().GetExporters());
        Assert.DoesNotContain(CoverageHistoryExporter.Default, DefaultConfig.Instance.GetExporters());
    }

    [Fact]
    public void The_attribute_brings_the_exporter_along() =>
        Assert.Equal([CoverageHistoryExporter.Default], typeof(Marked).GetCustomAttribute<CoverageHistoryExporterAttribute>()!.Config.GetExporters());

    [CoverageHistoryExporter]
    private sealed class Marked;
}
