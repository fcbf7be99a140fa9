using System.Text.Json;

namespace CoverageHistory.Core.Tests.Formats.Benchmarks;

/// <summary>Reports in BenchmarkDotNet's form, with what a test is about.</summary>
internal static class Bdn
{
    public static string Report(params string[] entries) => $$"""
        {"Title":"T","HostEnvironmentInfo":{"BenchmarkDotNetCaption":"BenchmarkDotNet","OsVersion":"Linux Debian GNU/Linux 12 (bookworm)","ProcessorName":"AMD EPYC 7763",
        "LogicalCoreCount":4,"RuntimeVersion":".NET 10.0.12 (10.0.1226.42308)","Architecture":"X64","HasAttachedDebugger":false,"Configuration":"RELEASE"},
        "Benchmarks":[
        {{string.Join(",\n", entries)}}
        ]}
        """;

    public static string Entry(string method, string job = "DefaultJob", string fullName = "", string parameters = "", string statistics = """{"N":1,"Median":1,"Mean":1}""", string more = "") =>
        $$"""{"DisplayInfo":{{Quote($"T.{method}: {job}{(parameters.Length > 0 ? $" [{parameters.Replace("&", ", ", StringComparison.Ordinal)}]" : "")}")}},"Namespace":"N","Type":"T","Method":"{{method}}","MethodTitle":"{{method}}","Parameters":{{Quote(parameters)}},"FullName":{{Quote(fullName.Length > 0 ? fullName : "N.T." + method)}},"Statistics":{{statistics}}{{more}}}""";

    private static string Quote(string text) => JsonSerializer.Serialize(text);
}
