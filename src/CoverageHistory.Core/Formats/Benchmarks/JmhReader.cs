using System.Text.Json;
using CoverageHistory.Formats.Json;
using CoverageHistory.Model;

namespace CoverageHistory.Formats.Benchmarks;

/// <summary>JSON of JMH (<c>-rf json</c>): an array with an entry a benchmark, mode and set of parameters.</summary>
internal sealed class JmhReader : IBenchmarkReader
{
    public string Format => "jmh";

    public bool Recognizes(ReadOnlySpan<byte> head) => JsonHead.IsArrayOf(head, "benchmark"u8, "mode"u8);

    public BenchmarkReport Read(Stream content, string path, CancellationToken cancellation)
    {
        using var json = new Utf8JsonScanner(new NamedNumberStream(content), path, cancellation);
        return new Reading(json, path).Run();
    }

    private sealed class Reading(Utf8JsonScanner json, string path)
    {
        private readonly EntryScanner _entry = new(json);
        private readonly BenchmarkReportBuilder _report = new("jmh", path);
        private string? _java;
        private bool _hasDebugger;

        public BenchmarkReport Run()
        {
            json.ReadItems(ReadBenchmark);
            json.ExpectEnd();
            return _report.Build(new BenchmarkHost
            {
                Runtime = _java is null ? null : "Java " + _java,
                Notes = BenchmarkNotes.Of((BenchmarkNotes.Debugger, _hasDebugger)),
            });
        }

        private void ReadBenchmark()
        {
            var parameters = new List<string>();
            var metrics = new JmhMetrics(json, _entry);
            string? name = null, mode = null;
            double? threads = null;
            var line = _entry.ReadEntry(ReadMember);
            var benchmark = Name(name ?? "", parameters, mode, threads);
            var measurement = metrics.ToMeasurement(benchmark, mode);
            _report.Add(measurement, _entry.Fault, line);

            void ReadMember()
            {
                if (_entry.IsAt("benchmark"u8))
                    name = _entry.ReadText("benchmark");
                else if (_entry.IsAt("mode"u8))
                    mode = _entry.ReadText("mode");
                else if (_entry.IsAt("threads"u8))
                    threads = _entry.ReadAmount("threads");
                else if (_entry.IsAt("forks"u8))
                    metrics.Forks = _entry.ReadCount("forks") ?? 0;
                else if (_entry.IsAt("jdkVersion"u8))
                    _java = _entry.ReadText("jdkVersion") ?? _java;
                else if (_entry.IsAt("jvmArgs"u8))
                    _entry.ReadItems("jvmArgs", () => _hasDebugger |= IsDebugger());
                else if (_entry.IsAt("params"u8))
                    _entry.ReadObject("params", () => parameters.Add($"{json.Intern(json.Value)}: {_entry.ReadText("params")}"));
                else if (!metrics.TryRead())
                    _entry.Skip();
            }
        }

        private bool IsDebugger()
        {
            var isDebugger = json.Token == JsonTokenType.String && (json.Value.StartsWith("-agentlib:jdwp"u8) || json.Value.StartsWith("-Xrunjdwp"u8));
            json.SkipRest();
            return isDebugger;
        }

        /// <summary>What is measured in throughput, JMH's default mode, on one thread is the benchmark itself; the rest are jobs of it.</summary>
        private static Benchmark Name(string name, List<string> parameters, string? mode, double? threads)
        {
            var method = name.LastIndexOf('.');
            var type = method > 0 ? name.LastIndexOf('.', method - 1) : -1;
            var job = new[] { mode is null or "thrpt" ? "" : mode, threads is > 1 ? FormattableString.Invariant($"threads={threads}") : "" };
            return new Benchmark(type > 0 ? name[..type] : "", method > 0 ? name[(type + 1)..method] : "", name[(method + 1)..],
                string.Join(", ", parameters), string.Join(", ", job.Where(part => part.Length > 0)));
        }
    }
}
