using CoverageHistory.Model;

namespace CoverageHistory.Formats.Benchmarks;

/// <summary>Gathers what the entries of a report say: each benchmark once, and what is told of those that are left out.</summary>
internal sealed class BenchmarkReportBuilder(string format, string path)
{
    private readonly List<Measurement> _measurements = [];
    private readonly HashSet<Benchmark> _seen = [];
    private readonly List<Diagnostic> _diagnostics = [];
    private EntryFault? _firstFault;

    /// <summary>How many entries there were, sound or not.</summary>
    public int Entries { get; private set; }

    /// <param name="fault">Why it is left out; null when nothing is wrong with it.</param>
    public void Add(Measurement measurement, EntryFault? fault, int line)
    {
        var benchmark = measurement.Benchmark;
        if (fault is null && string.IsNullOrWhiteSpace(benchmark.Method))
            fault = new EntryFault("the entry", "a name", "none", line);
        if (fault is null && !_seen.Add(benchmark))
            fault = new EntryFault("the entry", "each benchmark once", "it again", line);
        if (fault is not null)
        {
            LeaveOut(benchmark.Method.Length == 0 ? null : benchmark.FullName, fault);
            return;
        }
        Entries++;
        _measurements.Add(measurement);
    }

    /// <param name="name">What is known of the benchmark's name; else the entry is called by its number.</param>
    public void LeaveOut(string? name, EntryFault fault)
    {
        Entries++;
        _firstFault ??= fault;
        _diagnostics.Add(new Diagnostic(DiagnosticCode.BrokenBenchmark, DiagnosticSeverity.Warning,
            $"{(string.IsNullOrEmpty(name) ? FormattableString.Invariant($"Entry {Entries}") : $"Benchmark '{name}'")} is left out: "
            + $"{fault.Field}: expected {fault.Expected}, found {fault.Found}.", path, fault.Line));
    }

    /// <exception cref="ReportFormatException">There are entries, and none of them is sound.</exception>
    public BenchmarkReport Build(BenchmarkHost host)
    {
        if (_measurements.Count == 0 && _firstFault is { } fault)
            throw new ReportFormatException(path, fault.Line, $"{fault.Expected} as {fault.Field}", fault.Found);
        foreach (var note in host.Notes.Where(BenchmarkNotes.IsDoubt))
        {
            _diagnostics.Add(new Diagnostic(DiagnosticCode.UnfairBenchmarks, DiagnosticSeverity.Warning,
                $"These benchmarks ran with {note}; their times are not to be judged by. Build them for release and run them outside a debugger.", path));
        }
        return new BenchmarkReport { Format = format, Measurements = _measurements, Host = host, Diagnostics = _diagnostics };
    }
}
