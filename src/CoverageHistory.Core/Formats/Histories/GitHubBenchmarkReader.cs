using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using CoverageHistory.Formats.Input;
using CoverageHistory.Formats.Json;
using CoverageHistory.Model;

namespace CoverageHistory.Formats.Histories;

/// <summary>
/// What github-action-benchmark keeps: <c>data.js</c>, a script that assigns one JSON object, or that object in a file of its own. A suite
/// has entries, an entry a commit, a date and benchmarks.
/// </summary>
internal sealed class GitHubBenchmarkReader : IHistoryReader
{
    /// <summary>What a suite is called when nobody names it.</summary>
    private const string UnnamedSuite = "Benchmark";
    private const int SubjectLimit = 1_000;

    // Longer than any date that .NET has.
    private const double MostMilliseconds = 253_402_300_799_999;

    private static ReadOnlySpan<byte> Assignment => "window.BENCHMARK_DATA"u8;

    public string Format => "github-action-benchmark";

    public bool Recognizes(ReadOnlySpan<byte> head)
    {
        var start = WhiteSpace.Trim(head);
        if (start.StartsWith(Assignment))
            return true;
        // Its three members come first, whatever their order; an entry without any is still one of these.
        return start.StartsWith("{"u8) && start.IndexOf("\"entries\""u8) is >= 0 and < 400 && start.IndexOf("\"lastUpdate\""u8) is >= 0 and < 400;
    }

    public IReadOnlyList<HistoryEntry> Read(Stream content, string path, CancellationToken cancellation)
    {
        using var json = new Utf8JsonScanner(AfterAssignment(content, path), path, cancellation);
        return new Reading(json).Run();
    }

    /// <summary>The object of the script. White space stays in its place, so that lines in errors are those of the file.</summary>
    private static RewoundStream AfterAssignment(Stream content, string path)
    {
        var start = new byte[256];
        var length = content.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        var begin = start.AsSpan(0, length).IndexOf((byte)'{');
        if (begin < 0)
            throw new ReportFormatException(path, 1, "an object after window.BENCHMARK_DATA", Encoding.UTF8.GetString(start, 0, Math.Min(length, 60)));
        foreach (ref var octet in start.AsSpan(0, begin))
        {
            if (octet != '\n')
                octet = (byte)' ';
        }
        return new RewoundStream(start.AsMemory(0, length), content);
    }

    private sealed class Reading(Utf8JsonScanner json)
    {
        private readonly List<HistoryEntry> _entries = [];

        public List<HistoryEntry> Run()
        {
            json.Expect(JsonTokenType.StartObject);
            var found = false;
            json.ReadMembers(() =>
            {
                if (!json.Value.SequenceEqual("entries"u8))
                {
                    json.SkipValue();
                    return;
                }
                found = true;
                json.Expect(JsonTokenType.StartObject);
                json.ReadMembers(ReadSuite);
            });
            // A script may go on, with a semicolon for one.
            return found ? _entries : throw json.Fault("entries", "none");
        }

        private void ReadSuite()
        {
            var suite = json.Intern(json.Value);
            json.ReadItems(() => _entries.Add(ReadEntry(suite)));
        }

        private HistoryEntry ReadEntry(string suite)
        {
            Commit? commit = null;
            DateTimeOffset? at = null;
            var tool = "";
            List<MetricValue>? values = null;
            if (json.Token != JsonTokenType.StartObject)
                throw json.Fault("an entry", Utf8JsonScanner.Describe(json.Token));
            json.ReadMembers(() =>
            {
                if (json.Value.SequenceEqual("commit"u8))
                    commit = ReadCommit();
                else if (json.Value.SequenceEqual("date"u8))
                    at = ReadDate();
                else if (json.Value.SequenceEqual("tool"u8))
                    tool = ReadText();
                else if (json.Value.SequenceEqual("benches"u8))
                    values = ReadValues(suite);
                else
                    json.SkipValue();
            });
            if (at is null || values is null)
                throw json.Fault("an entry with date and benches", "one without");
            var better = DirectionOf(tool);
            return new HistoryEntry
            {
                At = at.Value,
                Commit = commit,
                Suite = suite,
                Values = [.. values.Select(value => value with { Metric = value.Metric with { Better = better } })],
            };
        }

        /// <summary>As the action's own charts judge its tools.</summary>
        private static MetricDirection DirectionOf(string tool) => tool switch
        {
            "benchmarkjs" or "pytest" or "customBiggerIsBetter" => MetricDirection.Higher,
            _ => MetricDirection.Lower,
        };

        private Commit? ReadCommit()
        {
            string? sha = null, message = null, timestamp = null;
            json.Expect(JsonTokenType.StartObject);
            json.ReadMembers(() =>
            {
                if (json.Value.SequenceEqual("id"u8))
                    sha = ReadText();
                else if (json.Value.SequenceEqual("message"u8))
                    message = ReadText();
                else if (json.Value.SequenceEqual("timestamp"u8))
                    timestamp = ReadText();
                else
                    json.SkipValue();
            });
            if (string.IsNullOrWhiteSpace(sha))
                return null;
            var subject = message?.Split('\n')[0].TrimEnd('\r');
            const DateTimeStyles utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
            return new Commit(sha)
            {
                Subject = subject?.Length > SubjectLimit ? subject[..SubjectLimit] : subject,
                CommittedAt = DateTimeOffset.TryParse(timestamp, CultureInfo.InvariantCulture, utc, out var time) ? time : null,
            };
        }

        private List<MetricValue> ReadValues(string suite)
        {
            var values = new List<MetricValue>();
            var seen = new HashSet<(string, string)>();
            json.ReadItems(() =>
            {
                string? name = null, spread = null;
                var unit = "";
                double? number = null;
                if (json.Token != JsonTokenType.StartObject)
                    throw json.Fault("a benchmark", Utf8JsonScanner.Describe(json.Token));
                json.ReadMembers(() =>
                {
                    if (json.Value.SequenceEqual("name"u8))
                        name = ReadText();
                    else if (json.Value.SequenceEqual("unit"u8))
                        unit = ReadText();
                    else if (json.Value.SequenceEqual("value"u8))
                        number = ReadNumber();
                    else if (json.Value.SequenceEqual("range"u8))
                        spread = ReadText();
                    else
                        json.SkipValue();
                });
                if (string.IsNullOrWhiteSpace(name) || number is not { } value)
                    throw json.Fault("a benchmark with name and value", "one without");
                var full = suite == UnnamedSuite ? name : suite + "/" + name;
                if (!seen.Add((full, unit)))
                    throw json.Fault("each benchmark once", name);
                values.Add(new MetricValue(new Metric(full, unit, MetricDirection.None, full), value, string.IsNullOrWhiteSpace(spread) ? null : spread));
            });
            return values;
        }

        private DateTimeOffset ReadDate()
        {
            var number = ReadNumber();
            return number is >= 0 and <= MostMilliseconds ? DateTimeOffset.FromUnixTimeMilliseconds((long)number)
                : throw json.Fault("milliseconds since 1970", json.Value);
        }

        /// <summary>Some tools write numbers as strings, and the other way round.</summary>
        private double ReadNumber()
        {
            json.Advance();
            if (json.Token is not (JsonTokenType.Number or JsonTokenType.String))
                throw json.Fault("a number", Utf8JsonScanner.Describe(json.Token));
            return Utf8Parser.TryParse(json.Value, out double number, out var used) && used == json.Value.Length && double.IsFinite(number)
                ? number
                : throw json.Fault("a finite number", json.Value);
        }

        private string ReadText()
        {
            json.Advance();
            return json.Token switch
            {
                JsonTokenType.String or JsonTokenType.Number => json.Intern(json.Value),
                JsonTokenType.Null => "",
                _ => throw json.Fault("a text", Utf8JsonScanner.Describe(json.Token)),
            };
        }
    }
}
