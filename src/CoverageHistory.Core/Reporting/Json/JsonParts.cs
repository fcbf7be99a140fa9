using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using CoverageHistory.Comparison;
using CoverageHistory.Model;

namespace CoverageHistory.Reporting.Json;

/// <summary>The objects that the JSON contracts share.</summary>
internal static class JsonParts
{
    /// <summary>
    /// The default encoder's set less <c>#</c>, so that no branch name on standard output reads as <c>##vso[</c> to Azure Pipelines.
    /// </summary>
    public static JsonWriterOptions Options { get; } = new() { Indented = true, Encoder = LogSafeEncoder() };

    /// <summary><c>{"covered":…,"coverable":…,"rate":…}</c>, or null.</summary>
    public static void WriteLines(this Utf8JsonWriter json, string name, CoveredCount? lines) => WriteCount(json, name, "coverable", lines);

    /// <summary><c>{"covered":…,"total":…,"rate":…}</c>, or null.</summary>
    public static void WriteBranches(this Utf8JsonWriter json, string name, CoveredCount? branches) => WriteCount(json, name, "total", branches);

    /// <summary><c>[{"name":…,"unit":…,"value":…,"spread":…}]</c>.</summary>
    public static void WriteValues(this Utf8JsonWriter json, string name, IReadOnlyList<MetricValue> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStartObject();
            json.WriteString("name", value.Metric.Name);
            json.WriteString("unit", value.Metric.Unit);
            json.WriteNumber("value", value.Value);
            json.WriteString("spread", value.Spread);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <summary>The array <c>diagnostics</c>.</summary>
    public static void WriteDiagnostics(this Utf8JsonWriter json, IReadOnlyList<Diagnostic> diagnostics)
    {
        json.WriteStartArray("diagnostics");
        foreach (var diagnostic in diagnostics)
        {
            json.WriteStartObject();
            json.WriteString("code", diagnostic.Code);
            json.WriteString("severity", diagnostic.Severity switch
            {
                DiagnosticSeverity.Error => "error",
                DiagnosticSeverity.Warning => "warning",
                _ => "info",
            });
            json.WriteString("message", diagnostic.Message);
            json.WriteString("path", diagnostic.Path);
            json.WriteInteger("line", diagnostic.Line);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    public static void WriteNumber(this Utf8JsonWriter json, string name, double? number)
    {
        if (number is { } known)
            json.WriteNumber(name, known);
        else
            json.WriteNull(name);
    }

    public static void WriteInteger(this Utf8JsonWriter json, string name, long? number)
    {
        if (number is { } known)
            json.WriteNumber(name, known);
        else
            json.WriteNull(name);
    }

    public static void WriteTime(this Utf8JsonWriter json, string name, DateTimeOffset? at)
    {
        if (at is { } known)
            json.WriteString(name, RunText.IsoTime(known));
        else
            json.WriteNull(name);
    }

    public static void WriteStrings(this Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    /// <summary><c>{"total":…,"passed":…,"failed":…,"skipped":…,"duration_seconds":…}</c>, or null.</summary>
    public static void WriteTests(this Utf8JsonWriter json, string name, TestCounts? tests)
    {
        if (tests is not { } counts)
        {
            json.WriteNull(name);
            return;
        }
        json.WriteStartObject(name);
        json.WriteNumber("total", counts.Total);
        json.WriteNumber("passed", counts.Passed);
        json.WriteNumber("failed", counts.Failed);
        json.WriteNumber("skipped", counts.Skipped);
        json.WriteNumber("duration_seconds", counts.Duration.TotalSeconds);
        json.WriteEndObject();
    }

    public static void WriteBenchmarks(this Utf8JsonWriter json, string name, IReadOnlyList<Measurement>? measurements)
    {
        if (measurements is null)
        {
            json.WriteNull(name);
            return;
        }
        var counts = BenchmarkCounts.Of(measurements);
        json.WriteStartObject(name);
        json.WriteNumber("total", counts.Total);
        json.WriteNumber("recorded", counts.Recorded);
        json.WriteNumber("without_result", counts.WithoutResult);
        json.WriteEndObject();
    }

    /// <summary><c>{"base":{…},"head":{…},"rate_change":…}</c></summary>
    /// <param name="total">What the whole is called: <c>coverable</c> for lines, else <c>total</c>.</param>
    public static void WriteChange(this Utf8JsonWriter json, string name, string total, CountChange change)
    {
        json.WriteStartObject(name);
        WriteCount(json, "base", total, change.Base);
        WriteCount(json, "head", total, change.Head);
        json.WriteNumber("rate_change", change.RateChange);
        json.WriteEndObject();
    }

    /// <summary><c>"indirect":[{"path":…,"newly_uncovered":[…],"newly_covered":[…],"unstable":[…]}]</c></summary>
    public static void WriteIndirect(this Utf8JsonWriter json, IReadOnlyList<IndirectChange> changes)
    {
        json.WriteStartArray("indirect");
        foreach (var change in changes)
        {
            json.WriteStartObject();
            json.WriteString("path", change.Path.Value);
            WriteNumbers(json, "newly_uncovered", change.NewlyUncovered);
            WriteNumbers(json, "newly_covered", change.NewlyCovered);
            WriteNumbers(json, "unstable", change.Unstable);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <summary>What is to say of a session but its numbers, as members of the object that is open.</summary>
    public static void WriteSessionMarks(this Utf8JsonWriter json, Session session)
    {
        json.WriteNumber("excluded_files", session.ExcludedFiles);
        json.WriteStrings("doubts", session.Doubts);
        if (session.Carried is not { } carried)
        {
            json.WriteNull("carried");
            return;
        }
        json.WriteStartObject("carried");
        json.WriteString("from", carried.Run);
        json.WriteNumber("runs", carried.Runs);
        json.WriteEndObject();
    }

    /// <summary>What is to say of a file but its numbers, as members of the object that is open.</summary>
    public static void WriteFileMarks(this Utf8JsonWriter json, RepoPath path)
    {
        json.WriteBoolean("generated", path.IsGenerated);
        json.WriteBoolean("outside", path.IsOutside);
    }

    /// <summary>The facts of a run, as members of the object that is open.</summary>
    public static void WriteRunFacts(this Utf8JsonWriter json, Run run)
    {
        json.WriteString("id", run.Id);
        json.WriteString("commit", run.Commit?.Sha);
        json.WriteString("branch", run.Branch);
        json.WriteTime("recorded_at", run.RecordedAt);
        json.WriteString("status", RunText.Status(run.Status));
        json.WriteBoolean("dirty", run.IsDirty);
        json.WriteStrings("tags", run.Tags);
        json.WriteString("subject", run.Commit?.Subject);
        json.WriteTime("committed_at", run.Commit?.CommittedAt);
        json.WriteStrings("parents", run.Commit?.Parents ?? []);
        json.WriteString("ci", run.Ci?.Provider);
        json.WriteString("build", run.Ci?.BuildId);
        json.WriteString("build_url", run.Ci?.BuildUrl);
        json.WriteString("pull_request", run.Ci?.PullRequest);
        json.WriteString("base_branch", run.Ci?.BaseBranch);
    }

    /// <summary><c>{"fingerprint":…,"cpu":…,"cores":…,"os":…,"architecture":…,"runtime":…}</c></summary>
    public static void WriteEnvironment(this Utf8JsonWriter json, ExecutionEnvironment environment)
    {
        json.WriteStartObject();
        json.WriteString("fingerprint", environment.Fingerprint);
        json.WriteString("cpu", environment.CpuModel);
        json.WriteNumber("cores", environment.Cores);
        json.WriteString("os", environment.Os);
        json.WriteString("architecture", environment.Architecture);
        json.WriteString("runtime", environment.Runtime);
        json.WriteEndObject();
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, IReadOnlyList<int> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers)
            json.WriteNumberValue(number);
        json.WriteEndArray();
    }

    private static void WriteCount(Utf8JsonWriter json, string name, string total, CoveredCount? count)
    {
        if (count is not { } known)
        {
            json.WriteNull(name);
            return;
        }
        json.WriteStartObject(name);
        json.WriteNumber("covered", known.Covered);
        json.WriteNumber(total, known.Total);
        json.WriteNumber("rate", known.Rate);
        json.WriteEndObject();
    }

    private static JavaScriptEncoder LogSafeEncoder()
    {
        var settings = new TextEncoderSettings(UnicodeRanges.BasicLatin);
        settings.ForbidCharacter('#');
        return JavaScriptEncoder.Create(settings);
    }
}
