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
            if (json.Read())
                throw json.Fault("the end of the file", Utf8JsonScanner.Describe(json.Token));
            return _report.Build(new BenchmarkHost());
        }

        private void ReadCommand()
        {
            _entry.Begin();
            var line = json.Line;
            var parameters = new List<string>();
            var values = new List<MetricValue>();
            var times = new List<double>();
            string? command = null;
            double? mean = null, median = null, deviation = null;
            if (_entry.TakeObject("the entry", ReadMember) is false)
                _entry.Spoil("the entry", "an object");
            if (string.IsNullOrWhiteSpace(command))
                _entry.Spoil("command", "a command", "none");
            else if (mean is null)
                _entry.Spoil("mean", "a number", "none");
            var benchmark = new Benchmark("", "", command ?? "", string.Join(", ", parameters), "");
            if (_entry.Fault is { } fault)
            {
                _report.LeaveOut(command is null ? null : benchmark.FullName, fault);
                return;
            }
            _report.Add(new Measurement
            {
                Benchmark = benchmark,
                MeanNs = mean * TimeUnit.Second,
                MedianNs = median * TimeUnit.Second,
                StdDevNs = deviation * TimeUnit.Second,
                SampleCount = times.Count,
                // Each run is a process of its own.
                Launches = times.Count,
                SamplesNs = Samples.Keep([.. times.Select(time => time * TimeUnit.Second)]),
                Values = BenchmarkMetric.Order(values),
            }, line);

            void ReadMember()
            {
                if (_entry.IsAt("command"u8))
                    command = _entry.ReadText("command");
                else if (_entry.IsAt("mean"u8))
                    mean = _entry.ReadAmount("mean");
                else if (_entry.IsAt("median"u8))
                    median = _entry.ReadAmount("median");
                else if (_entry.IsAt("stddev"u8))
                    deviation = _entry.ReadOptional();
                else if (_entry.IsAt("times"u8))
                    times = _entry.ReadAmounts("times");
                else if (_entry.IsAt("user"u8))
                    Keep("user_time", BenchmarkMetric.Nanoseconds, _entry.ReadOptional() * TimeUnit.Second);
                else if (_entry.IsAt("system"u8))
                    Keep("system_time", BenchmarkMetric.Nanoseconds, _entry.ReadOptional() * TimeUnit.Second);
                else if (_entry.IsAt("memory_usage_byte"u8))
                    Keep("memory_usage", BenchmarkMetric.Bytes, Samples.Mean(_entry.ReadAmounts("memory_usage_byte")));
                else if (_entry.IsAt("parameters"u8))
                    _entry.ReadObject("parameters", () => parameters.Add($"{json.Intern(json.Value)}: {_entry.ReadText("parameters")}"));
                else
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
