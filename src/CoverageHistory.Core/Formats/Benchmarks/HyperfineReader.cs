using System.Text.Json;
using CoverageHistory.Formats.Json;
using CoverageHistory.Model;

namespace CoverageHistory.Formats.Benchmarks;

/// <summary>JSON of hyperfine (<c>--export-json</c>): seconds a command takes.</summary>
internal sealed class HyperfineReader : IBenchmarkReader
{
    public string Format => "hyperfine";

    public bool Recognizes(ReadOnlySpan<byte> head) =>
        JsonHead.Has(head, JsonTokenType.StartObject, 1, "results"u8) && JsonHead.Has(head, JsonTokenType.StartObject, 3, "command"u8);

    public BenchmarkReport Read(Stream content, string path, CancellationToken cancellation)
    {
        using var json = new Utf8JsonScanner(new NamedNumberStream(content), path, cancellation);
        return new Reading(json, path).Run();
    }

    private sealed class Reading(Utf8JsonScanner json, string path)
    {
        private readonly EntryScanner _entry = new(json);
        private readonly BenchmarkReportBuilder _report = new("hyperfine", path);

        public BenchmarkReport Run()
        {
            json.Expect(JsonTokenType.StartObject);
            json.ReadMembers(() =>
            {
                if (_entry.IsAt("results"u8))
                    json.ReadItems(ReadCommand);
                else
                    json.SkipValue();
            });
            json.ExpectEnd();
            return _report.Build(new BenchmarkHost());
        }

        private void ReadCommand()
        {
            var parameters = new List<string>();
            var values = new List<MetricValue>();
            var statistics = new SecondStatistics(_entry, "", "times");
            string? command = null;
            var line = _entry.ReadEntry(ReadMember);
            var measurement = statistics.ToMeasurement(new Benchmark("", "", command ?? "", string.Join(", ", parameters), ""));
            // Each run is a process of its own.
            _report.Add(measurement with { Launches = statistics.Count, Values = BenchmarkMetric.Order(values) }, _entry.Fault, line);

            void ReadMember()
            {
                if (_entry.IsAt("command"u8))
                    command = _entry.ReadText("command");
                else if (_entry.IsAt("user"u8))
                    Keep("user_time", BenchmarkMetric.Nanoseconds, _entry.ReadOptional() * TimeUnit.Second);
                else if (_entry.IsAt("system"u8))
                    Keep("system_time", BenchmarkMetric.Nanoseconds, _entry.ReadOptional() * TimeUnit.Second);
                else if (_entry.IsAt("memory_usage_byte"u8))
                    Keep("memory_usage", BenchmarkMetric.Bytes, Samples.Mean(_entry.ReadAmounts("memory_usage_byte")));
                else if (_entry.IsAt("parameters"u8))
                    _entry.ReadObject("parameters", () => parameters.Add($"{json.Intern(json.Value)}: {_entry.ReadText("parameters")}"));
                else if (!statistics.TryRead())
                    _entry.Skip();
            }

            void Keep(string name, string unit, double? value)
            {
                if (value is { } number && double.IsFinite(number))
                    values.Add(BenchmarkMetric.Of(name, unit, MetricDirection.Lower, number));
            }
        }
    }
}
