using CoverageHistory.Formats;
using CoverageHistory.Model;
using CoverageHistory.TestKit;

namespace CoverageHistory.Core.Tests.Formats.Histories;

public sealed class GitHubBenchmarkTests
{
    [Fact]
    public void An_entry_has_a_commit_a_date_and_a_value_a_benchmark()
    {
        var text = Histories.Benchmarks(
            Histories.Entry("a1", 1_784_541_058_596, """{"name":"N.T.M(a: 1)","value":12.5,"unit":"ns","range":"± 0.5","extra":"x"},{"name":"N.T.O","value":"3","unit":"ns"}"""),
            Histories.Entry("b2", 1_784_541_059_000, """{"name":"rate","value":7}""", tool: "customBiggerIsBetter"));
        foreach (var content in (string[])[text, text["window.BENCHMARK_DATA = ".Length..], text + ";\n"])
        {
            var entries = Histories.Read(content)!;
            Assert.Equal(["a1", "b2"], entries.Select(entry => entry.Commit!.Sha));
            Assert.Equal(("Faster", new DateTimeOffset(2026, 7, 12, 19, 5, 29, TimeSpan.Zero)), (entries[0].Commit!.Subject, entries[0].Commit!.CommittedAt));
            Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1_784_541_058_596), entries[0].At);
            Assert.Equal(
                [new MetricValue(new Metric("N.T.M(a: 1)", "ns", MetricDirection.Lower, "N.T.M(a: 1)"), 12.5, "± 0.5"), new MetricValue(new Metric("N.T.O", "ns", MetricDirection.Lower, "N.T.O"), 3)],
                entries[0].Values);
            Assert.Equal(MetricDirection.Higher, Assert.Single(entries[1].Values).Metric.Better);
        }
    }

    [Fact]
    public void Benchmarks_of_a_named_suite_are_called_by_it()
    {
        var text = Histories.Benchmarks(Histories.Entry("a1", 1, """{"name":"M","value":1,"unit":"ns"}""")).Replace("\"Benchmark\"", "\"Linux\"", StringComparison.Ordinal);
        Assert.Equal("Linux/M", Assert.Single(Histories.Read(text)![0].Values).Metric.Name);
    }

    [SharedFact("corpus/github-action-benchmark")]
    public void A_history_from_elsewhere_is_read()
    {
        var entries = Histories.Read(File.ReadAllBytes(RepositoryRoot.Shared("corpus", "github-action-benchmark", "SimpleSettings-data.js")))!;
        Assert.Equal(17, entries.Count);
        Assert.All(entries, entry => Assert.Equal((40, "bytes"), (entry.Commit!.Sha.Length, entry.Values[0].Metric.Unit)));
        Assert.Equal(17_909_680, entries[^1].Values.Single(value => value.Metric.Name.EndsWith("ColdScan", StringComparison.Ordinal)).Value);
    }

    [Theory]
    [InlineData("""{"name":"M","value":1e999,"unit":"ns"}""", "a finite number")]
    [InlineData("""{"name":"M","value":"fast","unit":"ns"}""", "a finite number")]
    [InlineData("""{"name":"M","unit":"ns"}""", "a benchmark with name and value")]
    [InlineData("""{"value":1,"unit":"ns"}""", "a benchmark with name and value")]
    [InlineData("""{"name":"M","value":1},{"name":"M","value":2}""", "each benchmark once")]
    [InlineData("""{"name":"M","value":1,"value":2}""", "each name once")]
    [InlineData("3", "a benchmark")]
    [InlineData("""{"name":"M","value":1}""" + "}", "JSON")]
    public void A_bad_entry_is_refused_with_line_and_reason(string benches, string expected)
    {
        var refused = Assert.Throws<ReportFormatException>(() => Histories.Read(Histories.Benchmarks(Histories.Entry("a", 1, """{"name":"A","value":1}"""), Histories.Entry("b", 2, benches))));
        Assert.Equal(expected, refused.Expected);
        Assert.InRange(refused.Line!.Value, 8, 12);
    }

    [Theory]
    [InlineData("window.BENCHMARK_DATA = ")]
    [InlineData("window.BENCHMARK_DATA = {}")]
    [InlineData("""window.BENCHMARK_DATA = {"entries":{"a":[{"date":1}]}}""")]
    [InlineData("""window.BENCHMARK_DATA = {"entries":{"a":[{"date":-1,"benches":[]}]}}""")]
    [InlineData("""window.BENCHMARK_DATA = {"entries":{"a":{}}}""")]
    public void A_damaged_file_is_refused(string text) => Assert.Throws<ReportFormatException>(() => Histories.Read(text));
}
