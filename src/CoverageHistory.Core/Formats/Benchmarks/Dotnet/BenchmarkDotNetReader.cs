using System.Text.Json;
using CoverageHistory.Formats.Json;
using CoverageHistory.Model;

namespace CoverageHistory.Formats.Benchmarks.Dotnet;

/// <summary>
/// JSON of BenchmarkDotNet 0.9 to 0.15, full or brief, compressed or not: an object with a title, the host, and an entry a benchmark, job and
/// set of parameters.
/// </summary>
internal sealed class BenchmarkDotNetReader : IBenchmarkReader
{
    public string Format => "benchmarkdotnet";

    /// <summary>Whoever cuts a report down leaves the host out first; the title is there in every version.</summary>
    public bool Recognizes(ReadOnlySpan<byte> head) =>
        JsonHead.IsObjectWith(head, "HostEnvironmentInfo"u8, "Benchmarks"u8) || JsonHead.IsObjectWith(head, "Title"u8, "Benchmarks"u8);

    public BenchmarkReport Read(Stream content, string path, CancellationToken cancellation)
    {
        using var json = new Utf8JsonScanner(new NamedNumberStream(content), path, cancellation);
        return new Reading(json, path).Run();
    }

    private sealed class Reading(Utf8JsonScanner json, string path)
    {
        private readonly EntryScanner _entry = new(json);
        private readonly BenchmarkReportBuilder _report = new("benchmarkdotnet", path);
        private readonly List<(Measurement Measurement, BenchmarkDotNetJob Job, int Line)> _found = [];
        private BenchmarkDotNetHost _host = new();
        private bool _hasBenchmarks;

        public BenchmarkReport Run()
        {
            json.Expect(JsonTokenType.StartObject);
            // The host comes first in every version; what comes before it could not say which runtime is the host's.
            json.ReadMembers(() =>
            {
                if (_entry.IsAt("HostEnvironmentInfo"u8))
                    _host = BenchmarkDotNetHost.Read(_entry);
                else if (_entry.IsAt("Benchmarks"u8))
                {
                    _hasBenchmarks = true;
                    json.ReadItems(ReadBenchmark);
                }
                else
                    json.SkipValue();
            });
            if (!_hasBenchmarks)
                throw json.Fault("Benchmarks", "none");
            json.ExpectEnd();
            foreach (var (measurement, line) in JobClashes.Resolve(_found))
                _report.Add(measurement, null, line);
            return _report.Build(_host.ToHost([.. _found.Select(item => item.Job)]));
        }

        private void ReadBenchmark()
        {
            var names = new BenchmarkDotNetEntry();
            var values = new BenchmarkDotNetValues(_entry);
            var line = _entry.ReadEntry(() => ReadMember(names, values));
            var name = names.Name(path, _host.Runtime);
            if (name is null)
                _entry.Spoil("Method", "a name", "none");
            if (_entry.Fault is { } fault)
                _report.LeaveOut(name?.FullName ?? names.FullName ?? names.DisplayInfo, fault);
            else
                _found.Add((values.ToMeasurement(name!), names.Job, line));
        }

        private void ReadMember(BenchmarkDotNetEntry names, BenchmarkDotNetValues values)
        {
            if (_entry.IsAt("DisplayInfo"u8) || _entry.IsAt("ShortInfo"u8))
                names.DisplayInfo = _entry.ReadText("DisplayInfo");
            else if (_entry.IsAt("Namespace"u8))
                names.Namespace = _entry.ReadText("Namespace");
            else if (_entry.IsAt("Type"u8))
                names.Type = _entry.ReadText("Type");
            else if (_entry.IsAt("Method"u8))
                names.Method = _entry.ReadText("Method");
            else if (_entry.IsAt("MethodTitle"u8))
                names.MethodTitle = _entry.ReadText("MethodTitle");
            else if (_entry.IsAt("Parameters"u8))
                names.Parameters = _entry.ReadText("Parameters");
            else if (_entry.IsAt("FullName"u8))
                names.FullName = _entry.ReadText("FullName");
            else if (_entry.IsAt("Properties"u8))
                ReadProperties(names);
            else if (!values.TryRead())
                _entry.Skip();
        }

        private void ReadProperties(BenchmarkDotNetEntry names) => _entry.ReadObject("Properties", () =>
        {
            var key = json.Intern(json.Value);
            if (_entry.ReadText("Properties." + key) is { } value)
                names.Properties.Add(KeyValuePair.Create(key, value));
        });
    }
}
