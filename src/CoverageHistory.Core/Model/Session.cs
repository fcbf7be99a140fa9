namespace CoverageHistory.Model;

/// <summary>One upload into a run: a test project × target framework × configuration, or one file given to <c>record</c>.</summary>
public sealed record Session
{
    /// <summary>What a person calls it: the test project, <c>--session</c>, or the file's path.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// Hash of the input, 32 or 64 lower-case hexadecimal digits: XXH128 of a single file (its SHA-256 in histories of schema 1),
    /// SHA-256 of anything else; of benchmarks that of what was measured, whichever way they came. The same content in the same run is
    /// stored once.
    /// </summary>
    public required string ContentHash { get; init; }

    /// <summary>
    /// What stays of it from run to run: name, configuration, framework. Test platforms put each report into a folder with a new GUID
    /// for a name, so those count for nothing.
    /// </summary>
    internal string Identity => IdentityOf(Name, Configuration, Framework);

    /// <summary>Such as <c>Release</c>; null where unknown.</summary>
    public string? Configuration { get; init; }

    /// <summary>Target framework moniker, such as <c>net10.0</c>.</summary>
    public string? Framework { get; init; }

    /// <summary>Format name of the input, such as <c>cobertura</c>; null when it holds tests from the logger only.</summary>
    public string? Format { get; init; }

    /// <summary>How its tests ended.</summary>
    public RunStatus Status { get; init; }

    /// <summary>The machine and runtime it ran on.</summary>
    public required ExecutionEnvironment Environment { get; init; }

    /// <summary>How many files of the report the configuration left out.</summary>
    public int ExcludedFiles { get; init; }

    /// <summary>Codes of the diagnostics that say why its numbers are not to be judged by, ascending; see <see cref="DiagnosticCode"/>.</summary>
    public IReadOnlyList<string> Doubts { get; init; } = [];

    /// <summary>Null for a session that was measured in its run.</summary>
    public CarriedFrom? Carried { get; init; }

    /// <summary>Null when the session holds no coverage; empty when a report said that nothing is coverable.</summary>
    public IReadOnlyList<FileCoverage>? Coverage { get; init; }

    /// <summary>Coverage of a source that tells no lines; null when it tells none, and when <see cref="Coverage"/> has them.</summary>
    public CoverageCounts? Totals { get; init; }

    /// <summary>Of named metrics, ordered by name; each (name, unit) once.</summary>
    public IReadOnlyList<MetricValue> Values { get; init; } = [];

    /// <summary>Null when the session holds no test results.</summary>
    public IReadOnlyList<TestResult>? Tests { get; init; }

    /// <summary>Each benchmark once; null when the session holds no benchmarks.</summary>
    public IReadOnlyList<Measurement>? Benchmarks { get; init; }

    /// <summary>What bears on its times beside the environment, as <see cref="BenchmarkHost.Notes"/> has it, ascending.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    internal static string IdentityOf(string name, string? configuration, string? framework) => string.Join('\n',
        string.Join('/', name.Split('/', '\\').Select(part => Guid.TryParse(part, out _) ? "*" : part)), configuration, framework);
}
