using System.Text.Json;
using CoverageHistory.Formats;
using CoverageHistory.Model;

namespace CoverageHistory.Core.Tests.Formats.Benchmarks;

public sealed class OtherToolTests
{
    [Fact]
    public void Jmh_times_are_nanoseconds_and_throughput_is_inverted_sample_by_sample()
    {
        var report = BenchmarkFiles.ReadFixture("jmh/results.json");
        // Two iterations of 200 and 400 operations a millisecond are 5,000 and 2,500 ns.
        Assert.Equal("""
            shop.orders.JoinBenchmark.join(lines: 100, note: a, "quoted" [text]) [avgt]: 2500 2500 316.227766 ns of 6, 1080.0004 B
            shop.orders.JoinBenchmark.join [threads=4]: 3750 3750 1767.766953 ns of 2, 16 B
            shop.orders.JoinBenchmark.join [sample]: 4000000 3500000 1414213.562373 ns of 2, ? B
            shop.Start.cold [ss]: 250000000 250000000 ? ns of 1, ? B
            """, report.Text());
        Assert.Equal("Java 21.0.7", report.Host.Runtime);
        Assert.Equal([2, 1, 1, 1], report.Measurements.Select(one => one.Launches));
        Assert.Equal([3_000_000d, 5_000_000d], report.Measurements[2].SamplesNs);
        Assert.Equal(new MetricValue(new Metric("gc.alloc.rate", "MB/sec", MetricDirection.None, "gc.alloc.rate"), 412.25), Assert.Single(report.Measurements[0].Values));
    }

    [Theory]
    [InlineData("""{"score":"NaN","scoreUnit":"ns/op"}""", "primaryMetric.score")]
    [InlineData("""{"score":1,"scoreUnit":"B/op"}""", "primaryMetric.scoreUnit")]
    [InlineData("""{"score":1,"scoreUnit":"ns/op","rawData":[[-1]]}""", "primaryMetric.rawData")]
    public void Jmh_scores_that_are_no_time_are_left_out(string metric, string field)
    {
        var report = BenchmarkFiles.Read($$$"""[{"benchmark":"a.B.c","mode":"avgt","primaryMetric":{"score":1,"scoreUnit":"s/op"}},{"benchmark":"a.B.d","mode":"avgt","primaryMetric":{{{metric}}}}]""");
        Assert.Equal("a.B.c [avgt]", report.Names());
        Assert.StartsWith($"Benchmark 'a.B.d [avgt]' is left out: {field}: ", Assert.Single(report.Diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Repetitions_of_Google_Benchmark_are_samples()
    {
        var report = BenchmarkFiles.ReadFixture("google-benchmark/repetitions.json");
        Assert.Equal("Sum(8)\nSum(512)\nSum(4096)\nNamed(length: 3, number: 1)\nInsert<std::map<int, double>>(real_time, threads: 2)\nFails\nShelf.Count(5)", report.Names());
        using var document = JsonDocument.Parse(File.ReadAllBytes(BenchmarkFiles.PathOf("google-benchmark/repetitions.json")));
        var entries = document.RootElement.GetProperty("benchmarks").EnumerateArray().Where(entry => entry.GetProperty("run_name").GetString() == "Named/length:3/number:1").ToList();
        var named = report.Measurements[3];
        Assert.Equal((3, 3), (named.SampleCount, named.SamplesNs.Count));
        Assert.Equal(entries.Single(entry => entry.GetProperty("name").GetString()!.EndsWith("_mean", StringComparison.Ordinal)).GetProperty("real_time").GetDouble() * 1000, named.MeanNs);
        Assert.Equal("cpu_time ns", string.Join(';', named.Values.Select(value => $"{value.Metric.Name} {value.Metric.Unit}")));
        Assert.Equal("bytes_per_second B/s Higher;cpu_time ns Lower;lines  None",
            string.Join(';', report.Measurements[0].Values.Select(value => $"{value.Metric.Name} {value.Metric.Unit} {value.Metric.Better}")));
        Assert.False(report.Measurements[5].HasResult);
        Assert.Equal(["benchmark library: debug"], report.Host.Notes);
    }

    [Fact]
    public void Google_Benchmark_without_repetitions_or_with_aggregates_only_names_the_same_benchmarks()
    {
        var repeated = BenchmarkFiles.ReadFixture("google-benchmark/repetitions.json").Names();
        var aggregates = BenchmarkFiles.ReadFixture("google-benchmark/aggregates.json");
        Assert.Equal(repeated, BenchmarkFiles.ReadFixture("google-benchmark/plain.json").Names());
        Assert.Equal(repeated, aggregates.Names());
        Assert.All(aggregates.Measurements.Where(one => one.Benchmark.Method != "Fails"), one => Assert.True(one is { MeanNs: > 0, MedianNs: > 0, StdDevNs: > 0, SampleCount: 0 }));
    }

    [Fact]
    public void Old_Google_Benchmark_tells_aggregates_by_their_names() => Assert.Equal("Sum(8): 2000 2000 1414.213562 ns of 2, ? B\nSum_mean: 7 7 ? ns of 1, ? B", BenchmarkFiles.Read("""
        {"context":{"num_cpus":4},"benchmarks":[
        {"name":"Sum/8","iterations":10,"real_time":1,"cpu_time":1,"time_unit":"us"},
        {"name":"Sum/8","iterations":10,"real_time":3,"cpu_time":1,"time_unit":"us"},
        {"name":"Sum/8_mean","iterations":2,"real_time":2,"cpu_time":1,"time_unit":"us"},
        {"name":"Sum_mean","iterations":2,"real_time":7,"cpu_time":1,"time_unit":"ns"}]}
        """).Text());

    [Fact]
    public void Commands_of_hyperfine_are_benchmarks_and_seconds_are_nanoseconds()
    {
        var report = BenchmarkFiles.ReadFixture("hyperfine/commands.json");
        using var document = JsonDocument.Parse(File.ReadAllBytes(BenchmarkFiles.PathOf("hyperfine/commands.json")));
        var results = document.RootElement.GetProperty("results").EnumerateArray().ToList();
        Assert.Equal("true\nsleep 0.01", report.Names());
        Assert.Equal(results.Select(result => result.GetProperty("mean").GetDouble() * 1e9), report.Measurements.Select(one => one.MeanNs!.Value));
        Assert.All(report.Measurements, one => Assert.Equal((5, 5, 5), (one.SampleCount, one.Launches, one.SamplesNs.Count)));
        Assert.Equal("system_time user_time", string.Join(' ', report.Measurements[0].Values.Select(value => value.Metric.Name)));
        Assert.Equal("seq 1(n: 1)\nseq 2(n: 2)", BenchmarkFiles.ReadFixture("hyperfine/parameters.json").Names());
    }

    [Fact]
    public void Tests_of_pytest_are_benchmarks()
    {
        var report = BenchmarkFiles.ReadFixture("pytest-benchmark/benchmark.json");
        Assert.Equal("tests.test_shop.test_total\ntests.test_shop.TestOrders.test_join(1)\ntests.test_shop.TestOrders.test_join(100)\ntests.test_shop.TestOrders.test_format(a [b]-1.5)", report.Names());
        using var document = JsonDocument.Parse(File.ReadAllBytes(BenchmarkFiles.PathOf("pytest-benchmark/benchmark.json")));
        Assert.Equal(document.RootElement.GetProperty("benchmarks").EnumerateArray().Select(entry => entry.GetProperty("stats").GetProperty("mean").GetDouble() * 1e9),
            report.Measurements.Select(one => one.MeanNs!.Value));
        Assert.Equal([8, 5, 5, 1], report.Measurements.Select(one => one.SampleCount));
        Assert.Equal(("x86_64", "AMD EPYC"), (report.Host.Architecture, report.Host.CpuModel));
        Assert.StartsWith("CPython 3.", report.Host.Runtime, StringComparison.Ordinal);
    }

    [Fact]
    public void Criterions_estimates_are_named_by_the_files_and_folders_they_lie_in()
    {
        var report = BenchmarkFiles.ReadFixture("criterion/orders/join/100/new/estimates.json");
        Assert.Equal("orders.join(100): 119.75 119.5 2.25 ns of 3, ? B", report.Text());
        Assert.Equal([119.5, 120, 120], report.Measurements[0].SamplesNs);
        Assert.Equal("fib 20: 24770 24864.6 622.3 ns of 0, ? B", BenchmarkFiles.ReadFixture("criterion/fib 20/new/estimates.json").Text());
        var nameless = Assert.Throws<ReportFormatException>(() => BenchmarkFiles.Read(File.ReadAllBytes(BenchmarkFiles.PathOf("criterion/fib 20/new/estimates.json")), "-"));
        Assert.Contains("benchmark.json", nameless.Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_many_samples_some_at_equal_distances_are_kept()
    {
        var times = string.Join(',', Enumerable.Range(0, 1000).Select(i => FormattableString.Invariant($"{i}e-9")));
        var samples = Assert.Single(BenchmarkFiles.Read($$"""{"results":[{"command":"a","mean":1e-9,"times":[{{times}}]}]}""").Measurements).SamplesNs;
        Assert.Equal(Measurement.MostSamples, samples.Count);
        Assert.Equal((0, 999), (samples[0], samples[^1]));
        Assert.All(samples.Zip(samples.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, 15, 16));
    }
}
