using System.Text;
using System.Text.Json;
using CoverageHistory.Reporting.Json;
using CoverageHistory.Statistics;

namespace CoverageHistory.Core.Tests.Reporting;

public sealed class BenchmarkPartsTests
{
    [Fact]
    public void A_judged_benchmark_is_an_object_of_the_contract()
    {
        double[] steady = [.. Enumerable.Repeat(400.0, 10)];

        Assert.Equal("""{"name":"N.T.M","metric":"allocated_bytes","base":400,"head":500,"ratio":1.25,"verdict":"regression","p_value":null}""",
            Text(new BenchmarkSeries { Key = "N.T.M", Metric = BenchmarkMetric.Allocation, Earlier = steady, New = [500] }));
        Assert.Equal("""{"name":"N.T.M","metric":"median_ns","base":null,"head":1,"ratio":null,"verdict":"inconclusive","p_value":null}""",
            Text(new BenchmarkSeries { Key = "N.T.M", Earlier = [], New = [1] }));
    }

    [Theory]
    [InlineData(BenchmarkVerdict.Regression, "regression")]
    [InlineData(BenchmarkVerdict.Improvement, "improvement")]
    [InlineData(BenchmarkVerdict.Equivalent, "equivalent")]
    [InlineData(BenchmarkVerdict.Inconclusive, "inconclusive")]
    public void Verdicts_have_names(object verdict, string name) => Assert.Equal(name, BenchmarkParts.TextOf((BenchmarkVerdict)verdict));

    private static string Text(BenchmarkSeries series)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
            json.WriteJudged(BenchmarkJudge.Judge([series], JudgeOptions.Default).Benchmarks[0]);
        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
