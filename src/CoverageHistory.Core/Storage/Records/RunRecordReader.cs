using CoverageHistory.Model;

namespace CoverageHistory.Storage;

/// <summary>Reads the canonical text, strictly: what it accepts is exactly what <see cref="RunRecordWriter"/> writes.</summary>
internal static class RunRecordReader
{
    public static RunRecord Read(ReadOnlySpan<byte> text)
    {
        var json = new CanonicalReader(text);
        RunRecord record;
        try
        {
            record = Read(ref json);
        }
        catch (Exception exception) when (exception is FormatException or OverflowException or ArgumentException)
        {
            throw json.Unexpected("a sound value", exception);
        }
        // One text a record, or the hash would not identify it.
        return record.ToText().AsSpan().SequenceEqual(text) ? record : throw new InvalidDataException("the record is not in canonical form");
    }

    private static RunRecord Read(ref CanonicalReader json)
    {
        json.Open('{');
        json.Name("record");
        var version = json.Integer();
        if (version is < RunRecordWriter.OldestVersion or > RunRecordWriter.Version)
            throw new InvalidDataException($"it is a record of version {version}, and this tool knows versions {RunRecordWriter.OldestVersion} to {RunRecordWriter.Version}; update the tool");
        var run = new Run
        {
            Id = Guid.ParseExact(json.Text("id"), "D"),
            Key = json.Text("key"),
            RecordedAt = json.OptionalTime("recorded_at") ?? throw json.Unexpected("\"recorded_at\""),
            Status = Status(json.Text("status")),
            Commit = ReadCommit(ref json),
            Branch = json.OptionalText("branch"),
            IsDirty = ReadFlag(ref json, "dirty"),
            Remote = json.OptionalText("remote"),
            Ci = ReadCi(ref json),
        };
        var kept = json.Is("kept") ? ReadKept(ref json) : null;
        json.Name("sessions");
        json.Open('[');
        var sessions = new List<SessionRecord>();
        while (!json.AtEnd)
            sessions.Add(ReadSession(ref json));
        json.Close(']');
        json.Close('}');
        json.End();
        if (sessions.DistinctBy(session => session.Session.ContentHash, StringComparer.Ordinal).Count() < sessions.Count)
            throw new InvalidDataException("the record holds a session twice");
        return new RunRecord(run, sessions) { Kept = kept };
    }

    private static Commit? ReadCommit(ref CanonicalReader json)
    {
        if (!json.Is("commit"))
            return null;
        json.Open('{');
        var commit = new Commit(json.Text("sha"))
        {
            Parents = json.OptionalTexts("parents"),
            AuthoredAt = json.OptionalTime("authored_at"),
            CommittedAt = json.OptionalTime("committed_at"),
            Subject = json.OptionalText("subject"),
            Tags = json.OptionalTexts("tags"),
        };
        json.Close('}');
        return commit;
    }

    private static CiBuild? ReadCi(ref CanonicalReader json)
    {
        if (!json.Is("ci"))
            return null;
        json.Open('{');
        var ci = new CiBuild(json.Text("provider"))
        {
            BuildId = json.OptionalText("build"),
            JobId = json.OptionalText("job"),
            BuildUrl = json.OptionalText("url"),
            PullRequest = json.OptionalText("pull_request"),
            BaseBranch = json.OptionalText("base_branch"),
        };
        json.Close('}');
        return ci;
    }

    private static SessionRecord ReadSession(ref CanonicalReader json)
    {
        json.Open('{');
        var session = new Session
        {
            Name = json.Text("name"),
            ContentHash = Hash(json.Text("content")),
            Configuration = json.OptionalText("configuration"),
            Framework = json.OptionalText("framework"),
            Format = json.OptionalText("format"),
            Status = Status(json.Text("status")),
            ExcludedFiles = json.Is("excluded_files") ? json.Int32() : 0,
            Doubts = json.OptionalTexts("doubts"),
            Carried = ReadCarried(ref json),
            Environment = ReadEnvironment(ref json),
            Notes = json.OptionalTexts("notes"),
        };
        var files = json.Is("files") ? json.Key() : null;
        session = session with { Totals = ReadTotals(ref json) };
        var tests = ReadTests(ref json);
        session = session with { Values = ReadValues(ref json), Benchmarks = MeasurementText.Read(ref json) };
        json.Close('}');
        return new SessionRecord(session, files, tests);
    }

    /// <summary>The object alone.</summary>
    public static KeptTotals ReadKept(ref CanonicalReader json)
    {
        json.Open('{');
        var totals = ReadTotals(ref json) ?? throw json.Unexpected("\"totals\"");
        json.Name("modules");
        var modules = new List<KeyValuePair<string, CoverageCounts>>();
        for (json.Open('['); !json.AtEnd; json.Close('}'))
        {
            json.Open('{');
            var name = json.Text("module");
            if (modules.Count > 0 && string.CompareOrdinal(modules[^1].Key, name) >= 0)
                throw json.Unexpected("modules by name, each once");
            modules.Add(new(name, ReadTotals(ref json) ?? throw json.Unexpected("\"totals\"")));
        }
        json.Close(']');
        json.Close('}');
        return new KeptTotals(totals, modules);
    }

    private static CarriedFrom? ReadCarried(ref CanonicalReader json)
    {
        if (!json.Is("carried"))
            return null;
        json.Open('{');
        var run = Guid.ParseExact(json.Text("from"), "D");
        json.Name("runs");
        var carried = new CarriedFrom(run, json.Int32());
        json.Close('}');
        return carried;
    }

    private static ExecutionEnvironment ReadEnvironment(ref CanonicalReader json)
    {
        json.Name("environment");
        json.Open('{');
        var cpu = json.Text("cpu");
        json.Name("cores");
        var environment = new ExecutionEnvironment(cpu, json.Int32(), json.Text("os"), json.Text("architecture"), json.Text("runtime"));
        json.Close('}');
        return environment;
    }

    private static CoverageCounts? ReadTotals(ref CanonicalReader json)
    {
        if (!json.Is("totals"))
            return null;
        json.Open('{');
        var files = json.Is("files") ? json.Int32() : 0;
        var totals = new CoverageCounts(files, Covered(ref json, "lines"), Covered(ref json, "branches"), Covered(ref json, "methods"),
            json.Is("complexity_max") ? json.Int32() : null);
        json.Close('}');
        return totals;
    }

    private static CoveredCount Covered(ref CanonicalReader json, string name)
    {
        json.Name(name);
        json.Open('[');
        var count = new CoveredCount(json.Integer(), json.Integer());
        json.Close(']');
        return count.Covered >= 0 && count.Covered <= count.Total ? count : throw new FormatException($"{count.Covered} of {count.Total}");
    }

    private static List<TestResult>? ReadTests(ref CanonicalReader json)
    {
        if (!json.Is("tests"))
            return null;
        var tests = new List<TestResult>();
        for (json.Open('['); !json.AtEnd; json.Close(']'))
        {
            json.Open('[');
            var outcome = Outcome(json.Text());
            var duration = new TimeSpan(checked(json.Integer() * TimeSpan.TicksPerMicrosecond));
            var test = new TestResult(json.Text(), outcome, duration);
            if (duration < TimeSpan.Zero || (tests.Count > 0 && TestOrder.Compare(tests[^1], test) > 0))
                throw json.Unexpected("tests in order");
            tests.Add(test);
        }
        json.Close(']');
        return tests;
    }

    internal static List<MetricValue> ReadValues(ref CanonicalReader json)
    {
        var values = new List<MetricValue>();
        if (!json.Is("values"))
            return values;
        for (json.Open('['); !json.AtEnd; json.Close('}'))
        {
            json.Open('{');
            var name = json.Text("metric");
            var metric = new Metric(name, json.Text("unit"), Direction(json.Text("better")), name);
            json.Name("value");
            var value = new MetricValue(metric, json.Double(), json.OptionalText("spread"));
            if (values.Count > 0 && MetricOrder.Compare(values[^1], value) >= 0)
                throw json.Unexpected("values by name, each once");
            values.Add(value);
        }
        json.Close(']');
        return values;
    }

    private static bool ReadFlag(ref CanonicalReader json, string name)
    {
        if (!json.Is(name))
            return false;
        json.True();
        return true;
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
}
