using System.Text.Json;
using CoverageHistory.Formats.Json;
using CoverageHistory.Model;

namespace CoverageHistory.Formats.Benchmarks;

/// <summary>JSON of pytest-benchmark (<c>--benchmark-json</c>): seconds a call takes, an entry a test.</summary>
internal sealed class PytestBenchmarkReader : IBenchmarkReader
{
    public string Format => "pytest-benchmark";

    public bool Recognizes(ReadOnlySpan<byte> head) => JsonHead.IsObjectWith(head, "machine_info"u8, "benchmarks"u8);

    public BenchmarkReport Read(Stream content, string path, CancellationToken cancellation)
    {
        using var json = new Utf8JsonScanner(new NamedNumberStream(content), path, cancellation);
        return new Reading(json, path).Run();
    }

    private sealed class Reading(Utf8JsonScanner json, string path)
    {
        private readonly EntryScanner _entry = new(json);
        private readonly BenchmarkReportBuilder _report = new("pytest-benchmark", path);
        private readonly PytestHost _host = new();

        public BenchmarkReport Run()
        {
            json.Expect(JsonTokenType.StartObject);
            json.ReadMembers(() =>
            {
                if (_entry.IsAt("machine_info"u8))
                    _entry.ReadObject("machine_info", () => _host.ReadMember(_entry));
                else if (_entry.IsAt("benchmarks"u8))
                    json.ReadItems(ReadBenchmark);
                else
                    json.SkipValue();
            });
            json.ExpectEnd();
            return _report.Build(_host.ToHost());
        }

        private void ReadBenchmark()
        {
            var statistics = new SecondStatistics(_entry, "stats.", "data");
            string? fullName = null, name = null, param = null;
            int? rounds = null;
            var line = _entry.ReadEntry(ReadMember);
            var measurement = statistics.ToMeasurement(Name(fullName ?? name ?? "", param));
            _report.Add(measurement with { Launches = 1, SampleCount = rounds ?? statistics.Count }, _entry.Fault, line);

            void ReadMember()
            {
                if (_entry.IsAt("fullname"u8))
                    fullName = _entry.ReadText("fullname");
                else if (_entry.IsAt("name"u8))
                    name = _entry.ReadText("name");
                else if (_entry.IsAt("param"u8))
                    param = _entry.ReadText("param");
                else if (_entry.IsAt("stats"u8))
                    _entry.ReadObject("stats", ReadStatistic);
                else
                    _entry.Skip();
            }

            void ReadStatistic()
            {
                if (_entry.IsAt("rounds"u8))
                    rounds = _entry.ReadCount("stats.rounds");
                else if (!statistics.TryRead())
                    _entry.Skip();
            }
        }

        /// <summary>Of <c>tests/test_a.py::TestB::test_c[1]</c>: the module, the class, the function and the parameter.</summary>
        private static Benchmark Name(string fullName, string? param)
        {
            var suffix = $"[{param}]";
            var hasParameter = !string.IsNullOrEmpty(param) && fullName.EndsWith(suffix, StringComparison.Ordinal);
            var parts = (hasParameter ? fullName[..^suffix.Length] : fullName).Split("::");
            var module = parts.Length == 1 ? "" : parts[0];
            if (module.EndsWith(".py", StringComparison.Ordinal))
                module = module[..^3];
            return new Benchmark(module.Replace('/', '.').Replace('\\', '.'), string.Join('.', parts.Skip(1).SkipLast(1)), parts[^1],
                hasParameter ? param! : "", "");
        }
    }
}
