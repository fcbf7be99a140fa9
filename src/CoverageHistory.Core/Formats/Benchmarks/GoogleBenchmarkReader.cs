using System.Text.Json;
using CoverageHistory.Formats.Json;
using CoverageHistory.Model;

namespace CoverageHistory.Formats.Benchmarks;

/// <summary>JSON of Google Benchmark (<c>--benchmark_out_format=json</c>): an entry a repetition, and one an aggregate of repetitions.</summary>
internal sealed class GoogleBenchmarkReader : IBenchmarkReader
{
    public string Format => "google-benchmark";

    public bool Recognizes(ReadOnlySpan<byte> head) => JsonHead.IsObjectWith(head, "context"u8, "benchmarks"u8);

    public BenchmarkReport Read(Stream content, string path, CancellationToken cancellation)
    {
        using var json = new Utf8JsonScanner(new NamedNumberStream(content), path, cancellation);
        return new Reading(json, path).Run();
    }

    private sealed class Reading(Utf8JsonScanner json, string path)
    {
        private readonly EntryScanner _entry = new(json);
        private readonly BenchmarkReportBuilder _report = new("google-benchmark", path);
        private readonly OrderedDictionary<string, GoogleRepetitions> _found = new(StringComparer.Ordinal);
        private int? _cores;
        private bool _isScaled;
        private bool _isDebugLibrary;

        public BenchmarkReport Run()
        {
            json.Expect(JsonTokenType.StartObject);
            json.ReadMembers(() =>
            {
                if (_entry.IsAt("context"u8))
                    _entry.ReadObject("context", ReadContext);
                else if (_entry.IsAt("benchmarks"u8))
                    json.ReadItems(ReadEntry);
                else
                    json.SkipValue();
            });
            json.ExpectEnd();
            foreach (var (name, repetitions) in _found)
                _report.Add(repetitions.ToMeasurement(GoogleBenchmarkName.Parse(name)), repetitions.Fault, repetitions.Line);
            return _report.Build(new BenchmarkHost
            {
                Cores = _cores,
                Notes = BenchmarkNotes.Of((BenchmarkNotes.DebugLibrary, _isDebugLibrary), (BenchmarkNotes.FrequencyScaling, _isScaled)),
            });
        }

        private void ReadContext()
        {
            if (_entry.IsAt("num_cpus"u8))
                _cores = _entry.ReadOptional() is >= 1 and <= int.MaxValue and var cores ? (int)cores : null;
            else if (_entry.IsAt("cpu_scaling_enabled"u8))
                _isScaled = _entry.ReadFlag();
            else if (_entry.IsAt("library_build_type"u8))
                _isDebugLibrary = _entry.ReadText("context.library_build_type") == "debug";
            else
                _entry.Skip();
        }

        private void ReadEntry()
        {
            var one = new GoogleEntry(json, _entry);
            var line = _entry.ReadEntry(one.ReadMember);
            one.Finish(_found.ContainsKey);
            if (string.IsNullOrWhiteSpace(one.RunName))
            {
                _entry.Spoil("name", "a name", "none");
                _report.LeaveOut(null, _entry.Fault!);
                return;
            }
            // How time grows with the size of the input is no time of a benchmark.
            if (one.Aggregate is "BigO" or "RMS")
                return;
            if (!_found.TryGetValue(one.RunName, out var repetitions))
                _found.Add(one.RunName, repetitions = new GoogleRepetitions(line));
            repetitions.Add(one, _entry.Fault);
        }
    }
}
