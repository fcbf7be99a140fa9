using CoverageHistory.Formats.Benchmarks.Dotnet;

namespace CoverageHistory.Core.Tests.Formats.Benchmarks;

public sealed class BenchmarkDotNetJobTests
{
    private const string Host = ".NET 10.0.12 (10.0.12, 10.0.1226.42308)";

    [Theory]
    // The default job, the same with a name made up, and the first of two jobs once a second runtime is added, have one series.
    [InlineData("DefaultJob", "")]
    [InlineData("Job-BBTPQE(InvocationCount=64, IterationCount=2, LaunchCount=1, UnrollFactor=16, WarmupCount=1)", "")]
    [InlineData("Job-TZXYPQ(Runtime=.NET 10.0, IterationCount=2)", "")]
    [InlineData(".NET 10.0(Runtime=.NET 10.0)", "")]
    [InlineData("Job-CPTKAV(Runtime=.NET 10.0, Toolchain=net10.0)", "")]
    [InlineData("Job-CPTKAV(Toolchain=.NET 10.0)", "")]
    [InlineData(".NET 9.0(Runtime=.NET 9.0)", ".NET 9.0")]
    [InlineData("Job-XSLLZM(Runtime=.NET 9.0, Toolchain=net9.0, IterationCount=3)", ".NET 9.0")]
    [InlineData("Job-XSLLZM(Toolchain=net9.0)", "Toolchain=net9.0")]
    [InlineData(".NET Core 3.1(Runtime=.NET Core 3.1)", ".NET Core 3.1")]
    [InlineData("NativeAOT 10.0(Runtime=NativeAOT 10.0)", "NativeAOT 10.0")]
    [InlineData(".NET Framework 4.8.1(Runtime=.NET Framework 4.8.1)", ".NET Framework 4.8.1")]
    [InlineData("ShortRun(IterationCount=3, LaunchCount=1, WarmupCount=3)", "ShortRun")]
    [InlineData("ShortRun-.NET 9.0(Runtime=.NET 9.0, IterationCount=3)", ".NET 9.0, ShortRun")]
    [InlineData("ShortRun-.NET 10.0(Runtime=.NET 10.0, IterationCount=3)", "ShortRun")]
    [InlineData("Job-UPUNPU(Server=True, IterationCount=2)", "Server=True")]
    [InlineData("Job-UPUNPU(Runtime=.NET 9.0, Server=True, IterationCount=2)", ".NET 9.0, Server=True")]
    [InlineData("named(Runtime=.NET 10.0, Server=True)", "named")]
    [InlineData("My (own) job", "My (own) job")]
    [InlineData("InProcess(Toolchain=InProcessEmitToolchain, IterationCount=3)", "InProcess")]
    [InlineData("Job-HZFKKQ(PowerPlanMode=00000000-0000-0000-0000-000000000000, Arguments=/p:DebugType=portable,-bl:benchmarkdotnet.binlog, Toolchain=CoreRun, IterationTime=250.0000 ms, MaxIterationCount=20)", "Toolchain=CoreRun, Arguments=/p:DebugType=portable,-bl:benchmarkdotnet.binlog")]
    public void A_job_is_its_name_or_what_matters_of_it(string text, string expected) =>
        Assert.Equal(expected, BenchmarkDotNetJob.Parse(text).Describe(Host));

    [Theory]
    [InlineData("Core(Runtime=Core)", ".NET Core 2.1.0 (CoreCLR 4.6.26515.07, CoreFX 4.6.26515.06), 64bit RyuJIT", "")]
    [InlineData("Core(Runtime=Core)", ".NET Framework 4.7.2 (CLR 4.0.30319.42000), 64bit RyuJIT-v4.7.3110.0", "Core")]
    [InlineData("Clr(Runtime=Clr)", ".NET Framework 4.7.2 (CLR 4.0.30319.42000), 64bit RyuJIT-v4.7.3110.0", "")]
    [InlineData("Clr(Runtime=Clr)", "Clr 4.0.30319.42000", "")]
    [InlineData("Mono(Runtime=Mono)", "Clr 4.0.30319.42000", "Mono")]
    [InlineData("Job-ABCDEF(Runtime=.NET 10.0)", null, ".NET 10.0")]
    public void A_runtime_counts_unless_it_is_the_hosts(string text, string? host, string expected) =>
        Assert.Equal(expected, BenchmarkDotNetJob.Parse(text).Describe(host));

    [Theory]
    [InlineData(".NET 10.0", ".NET 10.0.12 (10.0.12, 10.0.1226.42308)", ".NET 10.0", "net10.0", ".NET 10.0.0-preview.1")]
    [InlineData(".NET 5.0", ".NET 5.0.1 (5.0.120.57516)", "net5.0")]
    [InlineData(".NET Core 3.1", ".NET Core 3.1.3 (CoreCLR 4.700.20.11803, CoreFX 4.700.20.12001)", "netcoreapp3.1")]
    [InlineData(".NET Framework 4.8", ".NET Framework 4.8 (4.8.4390.0)", ".NET Framework 4.8.4390.0", "net48")]
    [InlineData(".NET Framework 4.7.2", "net472", ".NET Framework 4.7.2 (CLR 4.0.30319.42000), 32bit LegacyJIT")]
    [InlineData("NativeAOT 9.0", "NativeAOT 9.0.1")]
    [InlineData("CoreRun", "CoreRun")]
    public void A_runtime_has_one_name(string expected, params string[] written) =>
        Assert.All(written, text => Assert.Equal(expected, RuntimeName.Of(text)));
}
