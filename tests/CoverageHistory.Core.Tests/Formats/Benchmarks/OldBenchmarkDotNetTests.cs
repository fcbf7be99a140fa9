using CoverageHistory.Model;

namespace CoverageHistory.Core.Tests.Formats.Benchmarks;

/// <summary>In the form of versions that do not run on today's .NET: what their exporters write is known from their source.</summary>
public sealed class OldBenchmarkDotNetTests
{
    [Fact]
    public void Version_0_9_lists_the_job_as_properties_and_leaves_the_namespace_to_the_files_name()
    {
        var report = BenchmarkFiles.Read("""
            {"Title":"Orders","HostEnvironmentInfo":{"BenchmarkDotNetCaption":"BenchmarkDotNet","BenchmarkDotNetVersion":"0.9.9.0","OsVersion":"Microsoft Windows NT 6.2.9200.0",
            "ProcessorName":"Intel(R) Core(TM) i7-4770 CPU @ 3.40GHz","ProcessorCount":8,"ClrVersion":"MS.NET 4.0.30319.42000","Architecture":"64-bit","HasAttachedDebugger":false,
            "HasRyuJit":true,"Configuration":"RELEASE","JitModules":"clrjit-v4.6.1586.0","DotNetCliVersion":"?","ChronometerFrequency":3312642,"HardwareTimerKind":"TSC"},
            "Benchmarks":[
            {"ShortInfo":"Orders_Join_Lines-5","Type":"Orders","Method":"Join","MethodTitle":"Join","Parameters":"Lines=5",
            "Properties":{"Mode":"Throughput","Platform":"Host","Jit":"Host","Framework":"Host","Toolchain":"Host","Runtime":"Host","WarmupCount":"Auto","TargetCount":"Auto","LaunchCount":"1","IterationTime":"Auto","Affinity":"Auto"},
            "Statistics":{"N":2,"Min":9,"LowerFence":9,"Q1":9,"Median":10,"Mean":10.5,"Q3":12,"UpperFence":12,"Max":12,"InterquartileRange":3,"Outliers":[],"StandardError":1,"Variance":2,"StandardDeviation":1.5,"Skewness":NaN,"Kurtosis":NaN,
            "ConfidenceInterval":{"Mean":10.5,"Error":-Infinity,"Level":6,"Margin":Infinity,"Lower":1,"Upper":2}},
            "Measurements":[{"IterationMode":"MainWarmup","LaunchIndex":1,"IterationIndex":1,"Operations":2,"Nanoseconds":90},
            {"IterationMode":"MainTarget","LaunchIndex":1,"IterationIndex":1,"Operations":2,"Nanoseconds":20},
            {"IterationMode":"Result","LaunchIndex":1,"IterationIndex":1,"Operations":2,"Nanoseconds":18}]},
            {"ShortInfo":"Orders_Join_Mono_Lines-5","Type":"Orders","Method":"Join","MethodTitle":"Join","Parameters":"Lines=5",
            "Properties":{"Mode":"Throughput","Platform":"X86","Jit":"Host","Framework":"Host","Toolchain":"Host","Runtime":"Mono","WarmupCount":"Auto","TargetCount":"Auto","LaunchCount":"1"},
            "Statistics":null}]}
            """, "results/Shop.Web.Orders-report-full.json");
        Assert.Equal("""
            Shop.Web.Orders.Join(Lines: 5): 10.5 10 1.5 ns of 2, ? B
            Shop.Web.Orders.Join(Lines: 5) [Mono, Platform=X86]: ? ? ? ns of 0, ? B
            """, report.Text());
        Assert.Equal([9], report.Measurements[0].SamplesNs);
        Assert.Equal(new BenchmarkHost
        {
            CpuModel = "Intel(R) Core(TM) i7-4770 CPU @ 3.40GHz",
            Cores = 8,
            Os = "Microsoft Windows NT 6.2.9200.0",
            Architecture = "64-bit",
            Runtime = "MS.NET 4.0.30319.42000",
            Notes = report.Host.Notes,
        }, report.Host);
    }

    [Fact]
    public void Version_0_10_has_the_job_and_type_arguments_in_its_display_text_only()
    {
        var report = BenchmarkFiles.Read("""
            {"Title":"Basket","HostEnvironmentInfo":{"OsVersion":"ubuntu 16.04","ProcessorName":"Intel Core i7-6700HQ CPU 2.60GHz (Skylake)","LogicalCoreCount":8,"RuntimeVersion":".NET Core 2.1.0 (CoreCLR 4.6.26515.07, CoreFX 4.6.26515.06), 64bit RyuJIT","Architecture":"64bit"},
            "Benchmarks":[
            {"DisplayInfo":"Basket<Int32>.Make: Core(Runtime=Core) [text=a [b], more=1]","Namespace":"Shop","Type":"Basket`1","Method":"Make","MethodTitle":"Make","Parameters":"text=a [b]&more=1","Statistics":{"N":1,"Median":5,"Mean":5},
            "Memory":{"Gen0Collections":3,"Gen1Collections":1,"Gen2Collections":0,"TotalOperations":2000,"BytesAllocatedPerOperation":24}},
            {"DisplayInfo":"Basket<Int32>.Make: Clr(Runtime=Clr) [text=a [b], more=1]","Namespace":"Shop","Type":"Basket`1","Method":"Make","MethodTitle":"Make","Parameters":"text=a [b]&more=1","Statistics":{"N":1,"Median":6,"Mean":6}}]}
            """);
        Assert.Equal("""
            Shop.Basket<Int32>.Make(text: a [b], more: 1): 5 5 ? ns of 1, 24 B
            Shop.Basket<Int32>.Make(text: a [b], more: 1) [Clr]: 6 6 ? ns of 1, ? B
            """, report.Text());
        Assert.Equal((1.5, 0.5, 0d), (report.Measurements[0].Gen0Per1000, report.Measurements[0].Gen1Per1000, report.Measurements[0].Gen2Per1000));
    }
}
