using System.Globalization;
using System.Text;
using CoverageHistory.Model;
using CoverageHistory.Storage.Maps;

namespace CoverageHistory.Storage;

/// <summary>Reads the canonical text, strictly: what it accepts is exactly what <see cref="RunRecordWriter"/> writes.</summary>
internal ref struct RunRecordReader
{
    private readonly ReadOnlySpan<byte> _text;
    private ReadOnlySpan<byte> _rest;
    private string[] _fields = [];
    private int _line;

    private RunRecordReader(ReadOnlySpan<byte> text) => _text = _rest = text;

    public static RunRecord Read(ReadOnlySpan<byte> text)
    {
        var reader = new RunRecordReader(text);
        RunRecord record;
        try
        {
            record = reader.Read();
        }
        catch (Exception exception) when (exception is FormatException or OverflowException or ArgumentException)
        {
            throw reader.Unexpected("a sound value", exception);
        }
        // One text a record, or the hash would not identify it.
        return record.ToText().AsSpan().SequenceEqual(text) ? record : throw new InvalidDataException("the record is not in canonical form");
    }

    private RunRecord Read()
    {
        Next();
        Require(RunRecordWriter.FirstLine, 0);
        Next();
        var run = new Run
        {
            Id = Guid.ParseExact(Take("id"), "D"),
            Key = Take("key"),
            RecordedAt = Time(Take("recorded-at")),
            Status = Status(Take("status")),
            Commit = ReadCommit(),
            Branch = TakeOptional("branch"),
            IsDirty = TakeFlag("dirty"),
            Remote = TakeOptional("remote"),
            Ci = ReadCi(),
        };
        var sessions = new List<SessionRecord>();
        while (Is("session"))
            sessions.Add(ReadSession());
        Require("end", 0);
        if (!_rest.IsEmpty)
            throw Unexpected("the end of the record");
        return new RunRecord(run, sessions);
    }

    private Commit? ReadCommit() => TakeOptional("commit") is not { } sha ? null : new Commit(sha)
    {
        Parents = TakeAll("parent"),
        AuthoredAt = TakeOptional("authored-at") is { } authored ? Time(authored) : null,
        CommittedAt = TakeOptional("committed-at") is { } committed ? Time(committed) : null,
        Subject = TakeOptional("subject"),
        Tags = TakeAll("commit-tag"),
    };

    private CiBuild? ReadCi() => TakeOptional("ci") is not { } provider ? null : new CiBuild(provider)
    {
        BuildId = TakeOptional("ci-build"),
        JobId = TakeOptional("ci-job"),
        BuildUrl = TakeOptional("ci-url"),
        PullRequest = TakeOptional("ci-pull-request"),
        BaseBranch = TakeOptional("ci-base-branch"),
    };

    private SessionRecord ReadSession()
    {
        var session = new Session
        {
            Name = Take("session"),
            ContentHash = Hash(Take("content")),
            Configuration = TakeOptional("configuration"),
            Framework = TakeOptional("framework"),
            Format = TakeOptional("format"),
            Status = Status(Take("session-status")),
            ExcludedFiles = TakeOptional("excluded") is { } excluded ? checked((int)Integer(excluded)) : 0,
            Doubts = TakeAll("doubt"),
            Carried = ReadCarried(),
            Environment = ReadEnvironment(),
        };
        var files = ReadFiles();
        session = session with { Totals = ReadTotals() };
        var tests = ReadTests();
        return new SessionRecord(session with { Values = ReadValues() }, files, tests);
    }

    private CarriedFrom? ReadCarried()
    {
        if (!Is("carried"))
            return null;
        Require("carried", 2);
        var carried = new CarriedFrom(Guid.ParseExact(_fields[1], "D"), checked((int)Integer(_fields[2])));
        Next();
        return carried;
    }

    private ExecutionEnvironment ReadEnvironment()
    {
        Require("environment", 5);
        var environment = new ExecutionEnvironment(_fields[1], (int)Integer(_fields[2]), _fields[3], _fields[4], _fields[5]);
        Next();
        return environment;
    }

    private List<FileRecord>? ReadFiles()
    {
        if (TakeOptional("files") is not { } count)
            return null;
        var files = new List<FileRecord>();
        for (; Is("file"); Next())
        {
            var isKnown = _fields.Length > 5;
            Require("file", isKnown ? 5 : 4);
            files.Add(new FileRecord(_fields[1], new RepoPath(_fields[2]), Key(_fields[3]), Key(_fields[4]),
                isKnown ? ContentId.Of(_fields[5]) : default));
        }
        return files.Count == Integer(count) ? files : throw Unexpected($"{count} files");
    }

    private CoverageCounts? ReadTotals()
    {
        if (!Is("totals"))
            return null;
        Require("totals", 8);
        var totals = new CoverageCounts(
            _fields[1].Length == 0 ? 0 : checked((int)Integer(_fields[1])), Covered(2), Covered(4), Covered(6),
            _fields[8].Length == 0 ? null : checked((int)Integer(_fields[8])));
        Next();
        return totals;
    }

    private readonly CoveredCount Covered(int at)
    {
        var count = new CoveredCount(Integer(_fields[at]), Integer(_fields[at + 1]));
        return count.Covered >= 0 && count.Covered <= count.Total ? count : throw new FormatException($"{count.Covered} of {count.Total}");
    }

    private List<MetricValue> ReadValues()
    {
        var values = new List<MetricValue>();
        for (; Is("value"); Next())
        {
            Require("value", _fields.Length == 6 ? 5 : 4);
            var number = double.Parse(_fields[4], NumberStyles.Float, CultureInfo.InvariantCulture);
            var value = new MetricValue(new Metric(_fields[1], _fields[2], Direction(_fields[3]), _fields[1]),
                double.IsFinite(number) ? number : throw new FormatException($"{number} is not finite"), _fields.Length == 6 ? _fields[5] : null);
            if (values.Count > 0 && MetricOrder.Compare(values[^1], value) >= 0)
                throw Unexpected("values by name, each once");
            values.Add(value);
        }
        return values;
    }

    private List<TestResult>? ReadTests()
    {
        if (TakeOptional("tests") is not { } count)
            return null;
        var tests = new List<TestResult>();
        for (; Is("test"); Next())
        {
            Require("test", 3);
            tests.Add(new TestResult(_fields[3], Outcome(_fields[1]), new TimeSpan(checked(Integer(_fields[2]) * TimeSpan.TicksPerMicrosecond))));
        }
        return tests.Count == Integer(count) ? tests : throw Unexpected($"{count} tests");
    }

    private readonly bool Is(string name) => _fields.Length > 0 && _fields[0] == name;

    private readonly void Require(string name, int values)
    {
        if (!Is(name) || _fields.Length != values + 1)
            throw Unexpected($"{name} with {values} values");
    }

    private string Take(string name)
    {
        Require(name, 1);
        var value = _fields[1];
        Next();
        return value;
    }

    private string? TakeOptional(string name) => Is(name) ? Take(name) : null;

    private List<string> TakeAll(string name)
    {
        var values = new List<string>();
        while (Is(name))
            values.Add(Take(name));
        return values;
    }

    private bool TakeFlag(string name)
    {
        if (!Is(name))
            return false;
        Require(name, 0);
        Next();
        return true;
    }

    private void Next()
    {
        var end = _rest.IndexOf((byte)'\n');
        if (end < 0)
            throw Unexpected("another line");
        var fields = Encoding.UTF8.GetString(_rest[..end]).Split('\t');
        for (var i = 1; i < fields.Length; i++)
            fields[i] = Unescape(fields[i]);
        _fields = fields;
        _rest = _rest[(end + 1)..];
        _line++;
    }

    private static string Unescape(string field)
    {
        if (!field.Contains('\\', StringComparison.Ordinal))
            return field;
        var text = new StringBuilder(field.Length);
        for (var i = 0; i < field.Length; i++)
        {
            text.Append(field[i] != '\\' || i + 1 == field.Length ? field[i] : field[++i] switch
            {
                't' => '\t',
                'n' => '\n',
                'r' => '\r',
                var other => other,
            });
        }
        return text.ToString();
    }

    private static RunStatus Status(string name) => name switch
    {
        "passed" => RunStatus.Passed,
        "failed" => RunStatus.Failed,
        "aborted" => RunStatus.Aborted,
        _ => throw new FormatException($"{name} is no status"),
    };

    private static TestOutcome Outcome(string name) => name switch
    {
        "passed" => TestOutcome.Passed,
        "failed" => TestOutcome.Failed,
        "skipped" => TestOutcome.Skipped,
        _ => throw new FormatException($"{name} is no outcome"),
    };

    private static MetricDirection Direction(string name) => name switch
    {
        "none" => MetricDirection.None,
        "higher" => MetricDirection.Higher,
        "lower" => MetricDirection.Lower,
        _ => throw new FormatException($"{name} is no direction"),
    };

    private static string Hash(string hex) => SoundText.IsHash(hex) ? hex : throw new FormatException($"{hex} is no hash");

    private static BlobKey Key(string hex) => BlobKey.From(Convert.FromHexString(hex));

    private static long Integer(string digits) => long.Parse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    private static DateTimeOffset Time(string milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(Integer(milliseconds));

    private readonly InvalidDataException Unexpected(string expected, Exception? inner = null) =>
        new(string.Create(CultureInfo.InvariantCulture, $"line {_line} of {_text.Length} bytes of record: expected {expected}"), inner);
}
