using CoverageHistory.Model;

namespace CoverageHistory.Formats.Benchmarks;

/// <summary>The notes of <see cref="BenchmarkHost.Notes"/> that readers make.</summary>
internal static class BenchmarkNotes
{
    public const string DebugBuild = "build: debug";
    public const string Debugger = "debugger: attached";
    public const string DebugLibrary = "benchmark library: debug";
    public const string FrequencyScaling = "frequency scaling: on";

    /// <summary>Whether times that were measured like this are not to be judged by.</summary>
    public static bool IsDoubt(string note) => note is DebugBuild or Debugger;

    /// <summary>Those that hold, each once, in their order.</summary>
    public static IReadOnlyList<string> Of(params (string Note, bool Holds)[] notes) =>
        [.. notes.Where(note => note.Holds).Select(note => note.Note).Distinct().Order(StringComparer.Ordinal)];
}
