using System.Text;
using CoverageHistory.Model;

namespace CoverageHistory.Core.Tests.Formats.Benchmarks;

public sealed class BrokenBenchmarkTests
{
    [Theory]
    [InlineData("""{"N":1,"Mean":-1,"Median":1}""", "Statistics.Mean: expected a finite number, at least 0, found '-1'")]
    [InlineData("""{"N":1,"Mean":NaN,"Median":1}""", "Statistics.Mean: expected a finite number, at least 0, found 'NaN'")]
    [InlineData("""{"N":1,"Mean":1,"Median":-Infinity}""", "Statistics.Median: expected a finite number, at least 0, found '-Infinity'")]
    [InlineData("""{"N":1,"Mean":1e999,"Median":1}""", "Statistics.Mean: expected a finite number, at least 0, found '1e999'")]
    [InlineData("""{"N":1,"Mean":"fast"}""", "Statistics.Mean: expected a finite number, at least 0, found 'fast'")]
    [InlineData("""{"N":1,"Median":1}""", "Statistics.Mean: expected a number, found none")]
    [InlineData("""{"N":1,"Mean":{"x":[1]}}""", "Statistics.Mean: expected a finite number, at least 0, found an object")]
    [InlineData("[1,2]", "Statistics: expected an object, found an array")]
    public void A_broken_entry_is_named_and_the_others_are_read(string statistics, string expected)
    {
        var report = BenchmarkFiles.Read(Bdn.Report(Bdn.Entry("A"), Bdn.Entry("B", statistics: statistics), Bdn.Entry("C")), "out/results.json");
        Assert.Equal("N.T.A\nN.T.C", report.Names());
        var told = Assert.Single(report.Diagnostics);
        Assert.Equal((DiagnosticCode.BrokenBenchmark, DiagnosticSeverity.Warning, "out/results.json"), (told.Code, told.Severity, told.Path));
        Assert.Equal($"Benchmark 'N.T.B' is left out: {expected}.", told.Message);
        Assert.InRange(told.Line!.Value, 4, 7);
    }

    [Fact]
    public void An_entry_without_a_name_is_called_by_its_number()
    {
        var report = BenchmarkFiles.Read(Bdn.Report(Bdn.Entry("A"), "5", """{"Statistics":null}"""));
        Assert.Equal(["Entry 1 is left out: the entry: expected an object, found a number.", "Entry 2 is left out: Method: expected a name, found none."],
            report.Diagnostics.Select(told => told.Message.Replace("'5'", "a number", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_benchmark_that_stands_twice_is_taken_once()
    {
        var report = BenchmarkFiles.Read(Bdn.Report(Bdn.Entry("A"), Bdn.Entry("A", statistics: """{"Mean":9}""")));
        Assert.Equal(1, Assert.Single(report.Measurements).MeanNs);
        Assert.Equal("Benchmark 'N.T.A' is left out: the entry: expected each benchmark once, found it again.", Assert.Single(report.Diagnostics).Message);
    }

    [Fact]
    public void A_report_without_a_sound_entry_is_refused() =>
        Assert.Equal("results.json(4): expected a finite number, at least 0 as Statistics.Mean, found '-1'", BenchmarkFiles.Refused(Bdn.Report(Bdn.Entry("A", statistics: """{"Mean":-1}"""))).Message);

    [Theory]
    [InlineData("""{"Title":"T","HostEnvironmentInfo":{},"Benchmarks":[{"Method":"A","Statistics":{"Mean":1}},""")]
    [InlineData("""{"Title":"T","HostEnvironmentInfo":{},"Benchmarks":{}}""")]
    [InlineData("""{"Title":"T","HostEnvironmentInfo":{},"Benchmarks":[]} x""")]
    [InlineData("""[{"benchmark":"a.b","mode":"avgt"},{"benchmark":"a.b"]""")]
    public void A_file_that_is_not_sound_is_refused(string text) => BenchmarkFiles.Refused(text);

    [Fact]
    public void A_report_without_benchmarks_is_an_empty_one() =>
        Assert.Empty(BenchmarkFiles.Read("""{"Title":"T","HostEnvironmentInfo":{},"Benchmarks":[]}""").Measurements);

    [Fact]
    public void A_debug_build_and_a_debugger_are_noted_and_warned_of()
    {
        var report = BenchmarkFiles.Read("""{"HostEnvironmentInfo":{"HasAttachedDebugger":true,"Configuration":"DEBUG"},"Benchmarks":[{"Method":"A","Statistics":{"Mean":1}}]}""");
        Assert.Equal(["build: debug", "debugger: attached"], report.Host.Notes);
        Assert.Equal([DiagnosticCode.UnfairBenchmarks, DiagnosticCode.UnfairBenchmarks], report.Diagnostics.Select(told => told.Code));
        Assert.Contains("debugger: attached", report.Diagnostics[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_all_jobs_say_of_how_they_ran_is_noted()
    {
        const string server = "Server=True, Concurrent=False, PowerPlanMode=381b4222-f694-41f0-9685-ff5bb260df2e, BuildConfiguration=Debug";
        var all = BenchmarkFiles.Read(Bdn.Report(Bdn.Entry("A", $"Job-ABCDEF({server})"), Bdn.Entry("A", $"Job-FEDCBA({server}, Platform=X86)")));
        Assert.Equal(["build: debug", "gc: not concurrent", "gc: server", "power plan: balanced"], all.Host.Notes);
        Assert.Equal(DiagnosticCode.UnfairBenchmarks, Assert.Single(all.Diagnostics).Code);
        Assert.Empty(BenchmarkFiles.Read(Bdn.Report(Bdn.Entry("A", $"Job-ABCDEF({server})"), Bdn.Entry("A"))).Host.Notes);
    }

    [Theory]
    [InlineData("```\n\nBenchmarkDotNet v0.15.8, Linux Debian GNU/Linux 12 (bookworm)\n", "Markdown")]
    [InlineData("``` ini\r\n\r\nBenchmarkDotNet=v0.13.1, OS=ubuntu 20.04\r\n", "Markdown")]
    [InlineData("Method,Job,AnalyzeLaunchVariance,EvaluateOverhead,MaxAbsoluteError,Mean,Error\nJoin,DefaultJob,False,Default,Default,1 ns,0.1 ns\n", "CSV")]
    [InlineData("Method;Job;AnalyzeLaunchVariance;EvaluateOverhead;Mean\n", "CSV")]
    [InlineData("Target,Target_Namespace,Target_Type,Target_Method,Job,Measurement_LaunchIndex,Measurement_Value\n", "CSV")]
    public void Exports_for_people_are_refused_with_the_exporter_to_use(string text, string kind)
    {
        var refused = BenchmarkFiles.Refused(text);
        Assert.Contains("--exporters json", refused.Expected, StringComparison.Ordinal);
        Assert.Contains(kind, refused.Found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"group_id":"g","function_id":null,"value_str":null,"throughput":null,"full_id":"g","directory_name":"g","title":"g"}""", "lies beside it")]
    [InlineData("""{"sampling_mode":"Linear","iters":[1.0],"times":[2.0]}""", "lies beside it")]
    [InlineData("""{"mean":{"confidence_interval":{"confidence_level":0.95,"lower_bound":1,"upper_bound":2},"point_estimate":1.5,"standard_error":0.1}}""", "in the folder new")]
    public void Other_files_of_Criterion_are_refused_with_the_one_to_use(string text, string expected)
    {
        var refused = BenchmarkFiles.Refused(text);
        Assert.Contains("estimates.json", refused.Expected, StringComparison.Ordinal);
        Assert.Contains(expected, refused.Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_of_numbers_are_quoted_wherever_a_block_ends()
    {
        // Blocks end within the names.
        var padding = new string(' ', 16_377);
        var text = $"{{\"a\":\"NaN \\\" Infinity\",{padding}\"b\":-Infinity,\"c\":[NaN,true,null,-1.5e-3,NaN]}}";
        using var stream = new CoverageHistory.Formats.Json.NamedNumberStream(new MemoryStream(Encoding.UTF8.GetBytes(text)));
        using var reader = new StreamReader(stream);
        Assert.Equal($"{{\"a\":\"NaN \\\" Infinity\",{padding}\"b\":\"-Infinity\",\"c\":[\"NaN\",true,null,-1.5e-3,\"NaN\"]}}", reader.ReadToEnd());
    }
}
