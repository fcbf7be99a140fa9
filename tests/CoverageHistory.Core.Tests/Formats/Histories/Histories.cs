using System.Text;
using CoverageHistory.Formats;
using CoverageHistory.Formats.Histories;
using CoverageHistory.Formats.Input;
using CoverageHistory.TestKit;

namespace CoverageHistory.Core.Tests.Formats.Histories;

/// <summary>Histories that ReportGenerator made (<c>tests/fixtures/make.sh</c>), and ones that tests write down.</summary>
internal static class Histories
{
    public static string ReportGenerator { get; } = Path.Combine(RepositoryRoot.Path, "tests", "fixtures", "histories", "reportgenerator");

    public static IReadOnlyList<HistoryEntry>? Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    /// <summary>Null when it is no history.</summary>
    public static IReadOnlyList<HistoryEntry>? Read(byte[] content) =>
        ReportContent.Read<IReadOnlyList<HistoryEntry>?>(
            new MemoryStream(content), "history", ReadLimits.Default,
            text => HistoryReaders.TryFind(text.Head, out var reader) ? reader.Read(text.Stream, "history", default) : null, default);

    /// <summary>What github-action-benchmark writes.</summary>
    /// <param name="entries">Of the suite, each as <see cref="Entry"/> gives it.</param>
    public static string Benchmarks(params string[] entries) => $$"""
        window.BENCHMARK_DATA = {
          "lastUpdate": 1784541058596,
          "repoUrl": "https://github.com/example/shop",
          "entries": {
            "Benchmark": [{{string.Join(',', entries)}}
            ]
          }
        }
        """;

    /// <summary>On lines of its own.</summary>
    public static string Entry(string commit, long date, string benches, string tool = "benchmarkdotnet") => "\n" + $$"""
        {"commit":{"author":{"name":"A"},"id":"{{commit}}","message":"Faster\n\nMuch","timestamp":"2026-07-12T22:05:29+03:00","url":"x"},
         "date":{{date}},"tool":"{{tool}}",
         "benches":[{{benches}}]}
        """;
}
