using CoverageHistory.Model;

namespace CoverageHistory.Storage;

/// <summary>
/// Makes text storable: NUL, which ends a text for many tools, and unpaired surrogates, which UTF-8 cannot hold, become U+FFFD.
/// Times lose what is below a millisecond, durations what is below a microsecond.
/// </summary>
internal static class SoundText
{
    public static string Of(string text)
    {
        if (text.AsSpan().IndexOfAnyInRange('\ud800', '\udfff') < 0 && !text.Contains('\0', StringComparison.Ordinal))
            return text;
        return string.Concat(text.EnumerateRunes().Select(rune => rune.Value == 0 ? "\ufffd" : rune.ToString()));
    }

    public static Run Of(Run run) => run with
    {
        Key = Of(run.Key),
        RecordedAt = Of(run.RecordedAt),
        Commit = run.Commit is not { } commit ? null : commit with
        {
            Sha = Of(commit.Sha),
            Parents = [.. commit.Parents.Select(Of)],
            AuthoredAt = commit.AuthoredAt is { } authored ? Of(authored) : null,
            CommittedAt = commit.CommittedAt is { } committed ? Of(committed) : null,
            Subject = Optional(commit.Subject),
            Tags = [.. commit.Tags.Select(Of)],
        },
        Branch = Optional(run.Branch),
        Remote = Optional(run.Remote),
        Ci = run.Ci is not { } ci ? null : ci with
        {
            Provider = Of(ci.Provider),
            BuildId = Optional(ci.BuildId),
            JobId = Optional(ci.JobId),
            BuildUrl = Optional(ci.BuildUrl),
            PullRequest = Optional(ci.PullRequest),
            BaseBranch = Optional(ci.BaseBranch),
        },
        Tags = [],
    };

    public static Session Of(Session session) => session with
    {
        Name = Of(session.Name),
        ContentHash = IsHash(session.ContentHash) ? session.ContentHash
            : throw new ArgumentException($"{session.ContentHash} is no hash in 32 or 64 lower-case hexadecimal digits", nameof(session)),
        Configuration = Optional(session.Configuration),
        Framework = Optional(session.Framework),
        Format = Optional(session.Format),
        Environment = new ExecutionEnvironment(Of(session.Environment.CpuModel), session.Environment.Cores,
            Of(session.Environment.Os), Of(session.Environment.Architecture), Of(session.Environment.Runtime)),
        Coverage = session.Coverage is null ? null : Of(session.Coverage),
        Totals = session.Coverage is null ? session.Totals : null,
        Values = session.Values.Count == 0 ? [] : Of(session.Values),
        Doubts = [.. session.Doubts.Select(Of).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
        Tests = session.Tests is null ? null : Of(session.Tests),
        Benchmarks = session.Benchmarks is { Count: > 0 } benchmarks ? Of(benchmarks) : null,
        Notes = [.. session.Notes.Select(Of).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
    };

    /// <summary>Whether it is a hash of 128 or 256 bits.</summary>
    public static bool IsHash(string text) => text.Length is 32 or 64 && text.All(char.IsAsciiHexDigitLower);

    private static List<TestResult> Of(IReadOnlyList<TestResult> tests)
    {
        var sound = new List<TestResult>(tests.Count);
        foreach (var test in tests)
        {
            var ticks = Math.Max(0, test.Duration.Ticks);
            sound.Add(new TestResult(Of(test.Name), test.Outcome, new TimeSpan(ticks - ticks % TimeSpan.TicksPerMicrosecond)));
        }
        sound.Sort(TestOrder.Compare);
        return sound;
    }

    private static List<MetricValue> Of(IReadOnlyList<MetricValue> values)
    {
        var sound = new List<MetricValue>(values.Count);
        foreach (var value in values)
        {
            if (!double.IsFinite(value.Value))
                throw new ArgumentException($"the value of {value.Metric.Name} is not a finite number", nameof(values));
            var name = Of(value.Metric.Name);
            // SQLite knows no negative zero, and the hash must not either.
            var number = value.Value == 0 ? 0 : value.Value;
            sound.Add(new MetricValue(new Metric(name, Of(value.Metric.Unit), value.Metric.Better, name), number, Optional(value.Spread)));
        }
        sound.Sort(MetricOrder.Compare);
        for (var i = 1; i < sound.Count; i++)
        {
            if (MetricOrder.Compare(sound[i - 1], sound[i]) == 0)
                throw new ArgumentException($"{sound[i].Metric.Name} has two values", nameof(values));
        }
        return sound;
    }

    private static List<Measurement> Of(IReadOnlyList<Measurement> measurements)
    {
        var sound = measurements.Select(measurement => measurement with
        {
            Benchmark = Of(measurement.Benchmark),
            MeanNs = Of(measurement, measurement.MeanNs),
            MedianNs = Of(measurement, measurement.MedianNs),
            StdDevNs = Of(measurement, measurement.StdDevNs),
            SampleCount = Math.Max(0, measurement.SampleCount),
            Launches = Math.Max(0, measurement.Launches),
            SamplesNs = [.. measurement.SamplesNs.Select(sample => Of(measurement, sample)!.Value)],
            AllocatedBytes = Of(measurement, measurement.AllocatedBytes),
            Gen0Per1000 = Of(measurement, measurement.Gen0Per1000),
            Gen1Per1000 = Of(measurement, measurement.Gen1Per1000),
            Gen2Per1000 = Of(measurement, measurement.Gen2Per1000),
            Values = measurement.Values.Count == 0 ? [] : Of(measurement.Values),
        }).ToList();
        sound.Sort(MeasurementOrder.Compare);
        for (var i = 1; i < sound.Count; i++)
        {
            if (MeasurementOrder.Compare(sound[i - 1], sound[i]) == 0)
                throw new ArgumentException($"{sound[i].Benchmark.FullName} was measured twice", nameof(measurements));
        }
        return sound;
    }

    private static Benchmark Of(Benchmark benchmark) => benchmark.Method.Length > 0
        ? new Benchmark(Of(benchmark.Namespace), Of(benchmark.Type), Of(benchmark.Method), Of(benchmark.Parameters), Of(benchmark.Job))
        : throw new ArgumentException($"a benchmark of {benchmark.Namespace}.{benchmark.Type} has no name", nameof(benchmark));

    private static double? Of(Measurement measurement, double? value) => value is not { } number ? null
        : number == 0 ? 0
        : double.IsFinite(number) && number > 0 ? number
        : throw new ArgumentException($"{measurement.Benchmark.FullName} measured {number}", nameof(measurement));

    private static IReadOnlyList<FileCoverage> Of(IReadOnlyList<FileCoverage> files)
    {
        var sound = new List<FileCoverage>(files.Count);
        var isOrdered = true;
        foreach (var file in files)
        {
            Validate(file);
            var (module, path) = (Of(file.Module), Of(file.Path.Value));
            var next = ReferenceEquals(module, file.Module) && ReferenceEquals(path, file.Path.Value) ? file : file.Copy(module, new RepoPath(path), file.Content);
            isOrdered &= sound.Count == 0 || Compare(sound[^1], next) < 0;
            sound.Add(next);
        }
        return isOrdered ? sound : CoverageUnion.ByModuleAndPath(sound);
    }

    private static int Compare(FileCoverage left, FileCoverage right)
    {
        var order = string.CompareOrdinal(left.Module, right.Module);
        return order != 0 ? order : left.Path.CompareTo(right.Path);
    }

    private static void Validate(FileCoverage file)
    {
        for (var i = 0; i < file.Lines.Length; i++)
        {
            if (file.Lines[i].Number < 0 || (i > 0 && file.Lines[i].Number <= file.Lines[i - 1].Number))
                throw new ArgumentException($"the lines of {file.Path} are not ascending: {file.Lines[i].Number}", nameof(file));
        }
        for (var i = 0; i < file.Outcomes.Length; i++)
        {
            if (file.Outcomes[i].Line < 0 || (i > 0 && file.Outcomes[i].CompareTo(file.Outcomes[i - 1]) <= 0))
                throw new ArgumentException($"the branch outcomes of {file.Path} are not ascending: line {file.Outcomes[i].Line}", nameof(file));
        }
    }

    private static string? Optional(string? text) => text is null ? null : Of(text);

    private static DateTimeOffset Of(DateTimeOffset time) => DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());
}
