using CoverageHistory.Model;

namespace CoverageHistory.Storage;

/// <summary>Writes the canonical text: one JSON object, absent facts left out. Its form is described in <c>docs/run-record.md</c>.</summary>
internal static class RunRecordWriter
{
    /// <summary>The newest form; older ones can be read.</summary>
    public const int Version = 3;

    /// <summary>What has nothing of the newest form is written in this one, so that its hash stays what it was.</summary>
    public const int OldestVersion = 2;

    public static int VersionOf(RunRecord record) =>
        record.Kept is not null || record.Sessions.Any(session => session.Session.Benchmarks is not null || session.Session.Notes.Count > 0)
            ? Version : OldestVersion;

    public static void Write(CanonicalJson json, RunRecord record)
    {
        json.Open('{').Member("record", VersionOf(record));
        Write(json, record.Run);
        if (record.Kept is { } kept)
            Write(json.Name("kept"), kept);
        json.Name("sessions").Open('[');
        foreach (var session in record.Sessions.OrderBy(session => session.Session.Name, StringComparer.Ordinal)
                     .ThenBy(session => session.Session.ContentHash, StringComparer.Ordinal))
        {
            Write(json, session);
        }
        json.Close(']').Close('}');
    }

    public static void Write(CanonicalJson json, SessionRecord record)
    {
        var session = record.Session;
        json.Open('{').Member("name", session.Name)
            .Member("content", session.ContentHash)
            .Member("configuration", session.Configuration)
            .Member("framework", session.Framework)
            .Member("format", session.Format)
            .Member("status", StatusName(session.Status));
        if (session.ExcludedFiles > 0)
            json.Member("excluded_files", session.ExcludedFiles);
        json.Member("doubts", session.Doubts);
        if (session.Carried is { } carried)
            json.Name("carried").Open('{').Member("from", carried.Run.ToString()).Member("runs", carried.Runs).Close('}');
        var environment = session.Environment;
        json.Name("environment").Open('{').Member("cpu", environment.CpuModel).Member("cores", environment.Cores)
            .Member("os", environment.Os).Member("architecture", environment.Architecture).Member("runtime", environment.Runtime).Close('}');
        json.Member("notes", session.Notes);
        if (record.Files is { } files)
            json.Name("files").Hex(files);
        if (session.Totals is { } totals)
            Write(json, totals);
        if (record.Tests is { } tests)
            Write(json, tests);
        if (session.Values.Count > 0)
            Write(json, session.Values);
        if (session.Benchmarks is { } benchmarks)
            MeasurementText.Write(json, benchmarks);
        json.Close('}');
    }

    public static void Write(CanonicalJson json, KeptTotals kept)
    {
        json.Open('{');
        Write(json, kept.Coverage);
        json.Name("modules").Open('[');
        foreach (var (module, counts) in kept.Modules)
        {
            json.Open('{').Member("module", module);
            Write(json, counts);
            json.Close('}');
        }
        json.Close(']').Close('}');
    }

    public static void Write(CanonicalJson json, IReadOnlyList<MetricValue> values)
    {
        json.Name("values").Open('[');
        foreach (var value in values)
        {
            var metric = value.Metric;
            json.Open('{').Member("metric", metric.Name).Member("unit", metric.Unit).Member("better", DirectionName(metric.Better))
                .Name("value").Number(value.Value).Member("spread", value.Spread).Close('}');
        }
        json.Close(']');
    }

    public static string StatusName(RunStatus status) => status switch
    {
        RunStatus.Passed => "passed",
        RunStatus.Failed => "failed",
        _ => "aborted",
    };

    public static string OutcomeName(TestOutcome outcome) => outcome switch
    {
        TestOutcome.Passed => "passed",
        TestOutcome.Failed => "failed",
        _ => "skipped",
    };

    public static string DirectionName(MetricDirection better) => better switch
    {
        MetricDirection.Higher => "higher",
        MetricDirection.Lower => "lower",
        _ => "none",
    };

    private static void Write(CanonicalJson json, Run run)
    {
        json.Member("id", run.Id.ToString())
            .Member("key", run.Key)
            .Member("recorded_at", run.RecordedAt)
            .Member("status", StatusName(run.Status));
        if (run.Commit is { } commit)
        {
            json.Name("commit").Open('{').Member("sha", commit.Sha)
                .Member("parents", commit.Parents)
                .Member("authored_at", commit.AuthoredAt)
                .Member("committed_at", commit.CommittedAt)
                .Member("subject", commit.Subject)
                .Member("tags", commit.Tags)
                .Close('}');
        }
        json.Member("branch", run.Branch);
        if (run.IsDirty)
            json.Name("dirty").Flag(true);
        json.Member("remote", run.Remote);
        if (run.Ci is { } ci)
        {
            json.Name("ci").Open('{').Member("provider", ci.Provider)
                .Member("build", ci.BuildId)
                .Member("job", ci.JobId)
                .Member("url", ci.BuildUrl)
                .Member("pull_request", ci.PullRequest)
                .Member("base_branch", ci.BaseBranch)
                .Close('}');
        }
    }

    private static void Write(CanonicalJson json, CoverageCounts totals)
    {
        json.Name("totals").Open('{');
        if (totals.KnownFiles is { } files)
            json.Member("files", files);
        Write(json, "lines", totals.Lines);
        Write(json, "branches", totals.Branches);
        Write(json, "methods", totals.Methods);
        if (totals.MaxComplexity is { } complexity)
            json.Member("complexity_max", complexity);
        json.Close('}');
    }

    private static void Write(CanonicalJson json, string name, CoveredCount count) =>
        json.Name(name).Open('[').Number(count.Covered).Number(count.Total).Close(']');

    private static void Write(CanonicalJson json, IReadOnlyList<TestResult> tests)
    {
        json.Name("tests").Open('[');
        foreach (var test in tests)
        {
            json.Open('[').Text(OutcomeName(test.Outcome)).Number(test.Duration.Ticks / TimeSpan.TicksPerMicrosecond).Text(test.Name).Close(']');
        }
        json.Close(']');
    }
}
