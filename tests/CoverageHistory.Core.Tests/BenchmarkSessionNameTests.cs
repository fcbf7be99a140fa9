using CoverageHistory.Model;

namespace CoverageHistory.Core.Tests;

public sealed class BenchmarkSessionNameTests
{
    [Theory]
    [InlineData("Shop.Orders", "Shop|Orders", "Shop|Orders")]
    [InlineData("Shop", "Shop|Orders", "Shop|Basket")]
    [InlineData("Shop", "Shop.A|Orders", "Shop.B|Orders")]
    [InlineData("benchmarks", "Shop|Orders", "Mail|Orders")]
    [InlineData("Orders", "|Orders")]
    [InlineData("benchmarks", "|")]
    public void A_session_is_called_after_what_its_benchmarks_share(string name, params string[] types) => Assert.Equal(name, BenchmarkSessionName.Of(
        [.. types.Select(type => type.Split('|')).Select(parts => new Measurement { Benchmark = new Benchmark(parts[0], parts[1], "M", "", "") })]));
}
