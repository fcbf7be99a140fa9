using System.Text.Json;
using System.Text.RegularExpressions;
using CoverageHistory.Model;
using CoverageHistory.TestKit;

namespace CoverageHistory.Core.Tests.Formats.Benchmarks;

public sealed partial class BenchmarkDotNetReaderTests
{
    /// <summary>The files are those of a real run; numbers are compared with what another reader of JSON finds in them.</summary>
    [Theory]
    [InlineData("Shop.Orders-report-full-compressed.json")]
    [InlineData("Shop.Stock.Shelf-report-full-compressed.json")]
    [InlineData("Shop.Basket_Int32_-report-full-compressed.json")]
    [InlineData("Shop.TwoJobs-report-full.json")]
    [InlineData("Shop.TwoJobs-report-brief.json")]
    public void Means_and_allocations_are_those_of_the_file(string name) => AssertNumbers(BenchmarkFiles.PathOf("benchmarkdotnet/" + name));

    [Fact]
    public void Full_and_brief_and_compressed_say_the_same()
    {
        string[] forms = ["full", "full-compressed", "brief", "brief-compressed"];
        var reports = forms.Select(form => BenchmarkFiles.ReadFixture($"benchmarkdotnet/Shop.TwoJobs-report-{form}.json")).ToList();
        Assert.All(reports, report => Assert.Equal(reports[0].Text(), report.Text()));
        Assert.All(reports, report => Assert.Equal(reports[0].Measurements.Select(one => string.Join(' ', one.SamplesNs)), report.Measurements.Select(one => string.Join(' ', one.SamplesNs))));
        // Only full reports tell processes.
        Assert.Equal([1, 1, 0, 0], reports.Select(report => report.Measurements[0].Launches));
    }

    [Fact]
    public void Parameters_arguments_nested_and_generic_types_are_in_the_name()
    {
        Assert.Equal("""
            Shop.Orders.Format(price: 1.5, unit: null, Lines: 1, Note: "a \"quoted\", b: 2 & more")
            Shop.Orders.Format(price: 2, unit: "a long text that no column of a table has the width for", Lines: 1, Note: "a \"quoted\", b: 2 & more")
            Shop.Orders.Join(Lines: 1, Note: "a \"quoted\", b: 2 & more")
            Shop.Orders.Fail(Lines: 1, Note: "a \"quoted\", b: 2 & more")
            """, string.Join('\n', BenchmarkFiles.ReadFixture("benchmarkdotnet/Shop.Orders-report-full-compressed.json").Names().Split('\n').Take(4)));
        Assert.Equal("""
            Shop.Stock+Shelf.Count(items: [3]) [ShortRun]
            Shop.Stock+Shelf.Count(items: [1, 2]) [ShortRun]
            """, BenchmarkFiles.ReadFixture("benchmarkdotnet/Shop.Stock.Shelf-report-full-compressed.json").Names());
        var basket = Assert.Single(BenchmarkFiles.ReadFixture("benchmarkdotnet/Shop.Basket_List_String__-report-full-compressed.json").Measurements).Benchmark;
        Assert.Equal(new Benchmark("Shop", "Basket<List<String>>", "Make", "", "InProcess"), basket);
    }

    [Fact]
    public void Jobs_of_one_method_stay_apart_and_made_up_names_do_not_enter() => Assert.Equal("""
        Shop.TwoJobs.Allocate
        Shop.TwoJobs.Allocate [.NET 10.0]
        Shop.TwoJobs.Allocate [Server=True]
        Shop.TwoJobs.Allocate [named]
        """, BenchmarkFiles.ReadFixture("benchmarkdotnet/Shop.TwoJobs-report-full.json").Names());

    [Fact]
    public void A_series_goes_on_when_a_second_job_or_another_parameter_value_is_added()
    {
        var before = BenchmarkFiles.Read(Bdn.Report(Bdn.Entry("M", fullName: "N.T.M(a: 1)", parameters: "a=1")));
        var after = BenchmarkFiles.Read(Bdn.Report(
            Bdn.Entry("M", job: ".NET 9.0(Runtime=.NET 9.0)", fullName: "N.T.M(a: 1)", parameters: "a=1"),
            Bdn.Entry("M", job: ".NET 10.0(Runtime=.NET 10.0)", fullName: "N.T.M(a: 1)", parameters: "a=1"),
            Bdn.Entry("M", job: ".NET 10.0(Runtime=.NET 10.0)", fullName: "N.T.M(a: 2)", parameters: "a=2")));
        Assert.Equal("N.T.M(a: 1)", before.Names());
        Assert.Equal("N.T.M(a: 1) [.NET 9.0]\nN.T.M(a: 1)\nN.T.M(a: 2)", after.Names());
    }

    [Fact]
    public void Jobs_that_differ_only_in_how_long_they_measure_are_told_apart_and_the_plainest_keeps_its_series()
    {
        string[] jobs = ["Job-AAAAAA(IterationCount=20, WarmupCount=1)", "DefaultJob", "Job-CCCCCC(IterationCount=10)"];
        Assert.Equal("N.T.M [IterationCount=20, WarmupCount=1]\nN.T.M\nN.T.M [IterationCount=10]",
            BenchmarkFiles.Read(Bdn.Report([.. jobs.Select(job => Bdn.Entry("M", job))])).Names());
    }

    [Fact]
    public void Arrays_whose_names_end_after_five_items_stay_apart() => Assert.Equal("""
        N.T.M(items: [0, 1, 2, 3, 4, ...] (items: Int32[10]))
        N.T.M(items: [0, 1, 2, 3, 4, ...] (items: Int32[100]))
        """, BenchmarkFiles.Read(Bdn.Report(
            Bdn.Entry("M", fullName: "N.T.M(items: [0, 1, 2, 3, 4, ...])", parameters: "items=Int32[10]"),
            Bdn.Entry("M", fullName: "N.T.M(items: [0, 1, 2, 3, 4, ...])", parameters: "items=Int32[100]"))).Names());

    [Fact]
    public void A_failed_benchmark_is_one_without_result()
    {
        var failed = BenchmarkFiles.ReadFixture("benchmarkdotnet/Shop.Orders-report-full-compressed.json").Measurements.Where(one => one.Benchmark.Method == "Fail").ToList();
        Assert.Equal(4, failed.Count);
        Assert.All(failed, one => Assert.False(one.HasResult));
    }

    [Fact]
    public void Zero_and_huge_values_are_what_they_are()
    {
        var report = BenchmarkFiles.Read(Bdn.Report(
            Bdn.Entry("Zero", statistics: """{"N":3,"Mean":0,"Median":0,"StandardDeviation":0}"""),
            Bdn.Entry("Huge", statistics: """{"N":3,"Mean":8.6400000000000001E+18,"Median":1.7976931348623157E+308,"StandardDeviation":""}""",
                more: ""","Memory":{"Gen0Collections":2147483647,"TotalOperations":1,"BytesAllocatedPerOperation":9223372036854775807}""")));
        Assert.Equal([0d, 8.64e18], report.Measurements.Select(one => one.MeanNs!.Value));
        Assert.Equal([0d, double.MaxValue], report.Measurements.Select(one => one.MedianNs!.Value));
        Assert.Equal((9223372036854775807d, 2147483647000d, null), (report.Measurements[1].AllocatedBytes, report.Measurements[1].Gen0Per1000, report.Measurements[1].StdDevNs));
    }

    [Fact]
    public void Samples_are_nanoseconds_of_one_operation_without_warm_up_and_overhead()
    {
        var one = Assert.Single(BenchmarkFiles.Read(Bdn.Report(Bdn.Entry("M", more: """
            ,"Measurements":[
            {"IterationMode":"Overhead","IterationStage":"Actual","LaunchIndex":1,"IterationIndex":1,"Operations":4,"Nanoseconds":8},
            {"IterationMode":"Workload","IterationStage":"Warmup","LaunchIndex":1,"IterationIndex":1,"Operations":4,"Nanoseconds":400},
            {"IterationMode":"Workload","IterationStage":"Actual","LaunchIndex":1,"IterationIndex":1,"Operations":4,"Nanoseconds":40},
            {"IterationMode":"Workload","IterationStage":"Actual","LaunchIndex":2,"IterationIndex":1,"Operations":4,"Nanoseconds":44},
            {"IterationMode":"Workload","IterationStage":"Result","LaunchIndex":1,"IterationIndex":1,"Operations":3,"Nanoseconds":32},
            {"IterationMode":"Workload","IterationStage":"Result","LaunchIndex":2,"IterationIndex":1,"Operations":4,"Nanoseconds":36}]
            """))).Measurements);
        Assert.Equal([10.667, 9], one.SamplesNs);
        Assert.Equal(2, one.Launches);
    }

    [Fact]
    public void Metrics_of_diagnosers_are_values_and_memory_is_not_among_them()
    {
        static string Of(string id, double value, string unit, string more = "") =>
            $$$"""{"Value":{{{value}}},"Descriptor":{"Id":"{{{id}}}","DisplayName":"the {{{id}}}","Legend":"x","NumberFormat":"N0","UnitType":0,"Unit":"{{{unit}}}","TheGreaterTheBetter":{{{(more.Length > 0 ? "true" : "false")}}},"PriorityInCategory":0}}""";
        var one = Assert.Single(BenchmarkFiles.Read(Bdn.Report(Bdn.Entry("M", more:
            $""","Metrics":[{Of("Gen0Collects", 2, "Count")},{Of("Allocated Memory", 64, "B")},{Of("LockContentionCount", 3, "Count")},{Of("CacheMisses", 7, "", "greater")}]"""))).Measurements);
        Assert.Equal((64d, 2d), (one.AllocatedBytes, one.Gen0Per1000));
        Assert.Equal(
        [
            new MetricValue(new Metric("CacheMisses", Metric.Count, MetricDirection.Higher, "the CacheMisses"), 7),
            new MetricValue(new Metric("LockContentionCount", Metric.Count, MetricDirection.Lower, "the LockContentionCount"), 3),
        ], one.Values);
    }

    [Fact]
    public void A_processor_that_an_old_version_wrapped_is_read_and_no_fact_of_this_machine_is_mixed_with_others()
    {
        var report = BenchmarkFiles.Read("""
            {"Title":"T","HostEnvironmentInfo":{"BenchmarkDotNetVersion":"0.9.9.0","OsVersion":"Microsoft Windows NT 6.2.9200.0",
            "ProcessorName":{"IsValueCreated":true,"Value":"Intel(R) Core(TM) i7-4702MQ CPU 2.20GHz"},"ProcessorCount":8},
            "Benchmarks":[{"Namespace":"N","Type":"T","Method":"M","Parameters":"","Statistics":{"Mean":1}}]}
            """);
        Assert.Equal(("Intel(R) Core(TM) i7-4702MQ CPU 2.20GHz", 8), (report.Host.CpuModel, report.Host.Cores!.Value));
        var here = new ExecutionEnvironment("CPU of here", 2, "OS of here", "arm64", ".NET 10.0.1");
        Assert.Equal("unknown", report.Host.On(here).Runtime);
        Assert.Equal(here, new BenchmarkHost().On(here));
        Assert.Equal(here, new BenchmarkHost { Cores = 2 }.On(here));
        Assert.Equal("unknown", new BenchmarkHost { Cores = 64 }.On(here).CpuModel);
    }

    [Fact]
    public void A_report_that_was_cut_down_to_title_and_means_is_one()
    {
        var one = Assert.Single(BenchmarkFiles.Read("""{"Title":"T","Benchmarks":[{"FullName":"N.T.M(a: 1)","Namespace":"N","Type":"T","Method":"M","Parameters":"a=1","Statistics":{"Mean":7.5},"Memory":{"BytesAllocatedPerOperation":24}}]}""").Measurements);
        Assert.Equal(("N.T.M(a: 1)", 7.5, 24), (one.Benchmark.Name, one.MeanNs, one.AllocatedBytes));
    }

    [SharedFact("corpus/benchmarkdotnet")]
    public void Means_and_allocations_of_the_corpus_are_exactly_those_it_states()
    {
        using var stated = JsonDocument.Parse(File.ReadAllBytes(RepositoryRoot.Shared("corpus", "expected.json")));
        foreach (var path in Directory.GetFiles(RepositoryRoot.Shared("corpus", "benchmarkdotnet")))
        {
            var report = BenchmarkFiles.ReadFile(path);
            var expected = stated.RootElement.GetProperty("benchmarkdotnet/" + Path.GetFileName(path));

            Assert.Equal(Stated(expected, "mean_ns"), report.Measurements.Select(one => one.MeanNs));
            Assert.Equal(Stated(expected, "allocated_bytes"), report.Measurements.Select(one => one.AllocatedBytes));
            Assert.Equal(expected.GetProperty("without_statistics").GetInt32(), report.Measurements.Count(one => one.MeanNs is null));
            AssertNumbers(path);
        }
    }

    private static IEnumerable<double?> Stated(JsonElement stated, string name) =>
        stated.GetProperty(name).EnumerateArray().Select(number => number.ValueKind == JsonValueKind.Null ? (double?)null : number.GetDouble());

    private static void AssertNumbers(string path)
    {
        var report = BenchmarkFiles.ReadFile(path);
        using var document = JsonDocument.Parse(NamedNumber().Replace(File.ReadAllText(path), "null"));
        Assert.Equal(document.RootElement.GetProperty("Benchmarks").EnumerateArray().Select(NumbersOf),
            report.Measurements.Select(one => (one.MeanNs, one.MedianNs, one.SampleCount, one.AllocatedBytes)));
        Assert.Empty(report.Diagnostics);
    }

    private static (double?, double?, int, double?) NumbersOf(JsonElement entry)
    {
        if (entry.GetProperty("Statistics") is not { ValueKind: JsonValueKind.Object } statistics)
            return (null, null, 0, null);
        double? allocated = entry.TryGetProperty("Memory", out var memory) && memory.ValueKind == JsonValueKind.Object
            && memory.GetProperty("BytesAllocatedPerOperation") is { ValueKind: JsonValueKind.Number } bytes ? bytes.GetDouble() : null;
        return (Number(statistics, "Mean"), Number(statistics, "Median"), (int?)Number(statistics, "N") ?? 0, allocated);
    }

    private static double? Number(JsonElement statistics, string name) =>
        statistics.TryGetProperty(name, out var number) && number.ValueKind == JsonValueKind.Number ? number.GetDouble() : null;

    [GeneratedRegex(@"(?<=[:,\[]\s*)-?(?:NaN|Infinity)(?=\s*[,\]}])")]
    private static partial Regex NamedNumber();
}
