using System.Text;
using System.Text.Json;
using CoverageHistory.Comparison;
using CoverageHistory.Model;
using CoverageHistory.Reporting.Json;
using CoverageHistory.Storage;

namespace CoverageHistory.Reporting;

/// <summary>The whole view; keys are documented in <c>docs/cli.md</c>.</summary>
internal sealed class JsonRenderer : IReportRenderer
{
    public string Type => "json";

    public string FileName => "coverage.json";

    public void Render(ReportView view, TextWriter output)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, JsonParts.Options))
            Write(json, view);
        output.Write(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
        output.Write('\n');
    }

    private static void Write(Utf8JsonWriter json, ReportView view)
    {
        json.WriteStartObject();
        json.WriteString("title", view.Title);
        json.WriteString("generator", view.Generator);
        json.WriteTime("generated_at", view.GeneratedAt);
        WriteRun(json, "run", view.Head);
        WriteRun(json, "base", view.Base);
        json.WriteString("baseline", view.Base is not null ? "known" : view.Delta.IsBaseUnknown ? "unknown" : "none");
        json.WriteStrings("without_lines", view.Delta.WithoutLines.Select(run => run.Run.Id.ToString("D")));
        if (view.Delta.Project is { } project)
            WriteCoverage(json, project);
        WriteTests(json, view);
        WriteArray(json, "modules", view.Delta.Modules, module =>
        {
            json.WriteString("name", module.Name);
            WriteCoverage(json, module.Coverage);
        });
        WriteArray(json, "components", view.Components, component =>
        {
            json.WriteString("name", component.Name);
            WriteCoverage(json, component.Coverage);
        });
        WriteArray(json, "files", view.Delta.Files, file =>
        {
            json.WriteString("path", file.Path.Value);
            json.WriteString("module", file.Module);
            json.WriteFileMarks(file.Path);
            WriteCoverage(json, file.Coverage);
        });
        json.WriteIndirect(view.Delta.Indirect);
        WriteArray(json, "hotspots", view.Hotspots, method => WriteHotspot(json, method));
        WriteArray(json, "sessions", view.Sessions, session => WriteSession(json, session));
        WriteArray(json, "trend", view.Trend, run => WritePoint(json, run));
        json.WriteEndObject();
    }

    private static void WriteRun(Utf8JsonWriter json, string name, RunSummary? run)
    {
        if (run is null)
        {
            json.WriteNull(name);
            return;
        }
        json.WriteStartObject(name);
        json.WriteRunFacts(run.Run);
        json.WriteEndObject();
    }

    private static void WriteCoverage(Utf8JsonWriter json, CoverageChange coverage)
    {
        json.WriteChange("lines", "coverable", coverage.Lines);
        json.WriteChange("branches", "total", coverage.Branches);
        json.WriteChange("methods", "total", coverage.Methods);
        json.WriteInteger("complexity_max", coverage.Head?.MaxComplexity);
    }

    private static void WriteTests(Utf8JsonWriter json, ReportView view)
    {
        json.WriteTests("tests", view.Head.Tests);
        if (view.Delta.Tests is not { } changes)
        {
            json.WriteNull("test_changes");
            return;
        }
        json.WriteStartObject("test_changes");
        json.WriteStrings("failed", changes.Failed.Select(test => test.Name));
        json.WriteStrings("fixed", changes.Fixed);
        json.WriteStrings("broken", changes.Broken);
        json.WriteNumber("added", changes.Added);
        json.WriteNumber("removed", changes.Removed);
        json.WriteEndObject();
    }

    private static void WriteHotspot(Utf8JsonWriter json, MethodChange method)
    {
        json.WriteString("path", method.Path.Value);
        json.WriteString("class", method.Class);
        json.WriteString("method", method.Name);
        json.WriteString("signature", method.Signature);
        json.WriteInteger("complexity", method.Complexity);
        json.WriteNumber("crap_score", method.CrapScore);
        json.WriteLines("lines", method.Lines.Head);
    }

    private static void WriteSession(Utf8JsonWriter json, SessionSummary session)
    {
        json.WriteString("name", session.Session.Name);
        json.WriteString("format", session.Session.Format);
        json.WriteString("configuration", session.Session.Configuration);
        json.WriteString("framework", session.Session.Framework);
        json.WriteString("status", RunText.Status(session.Session.Status));
        json.WriteLines("lines", session.Coverage?.Lines);
        json.WriteBranches("branches", session.Coverage?.Branches);
        json.WriteTests("tests", session.Tests);
        json.WriteValues("metrics", session.Session.Values);
        json.WriteSessionMarks(session.Session);
        json.WritePropertyName("environment");
        json.WriteEnvironment(session.Session.Environment);
    }

    private static void WritePoint(Utf8JsonWriter json, RunSummary run)
    {
        json.WriteString("run", run.Run.Id);
        json.WriteString("commit", run.Run.Commit?.Sha);
        json.WriteString("branch", run.Run.Branch);
        json.WriteTime("at", run.Run.RecordedAt);
        json.WriteString("status", RunText.Status(run.Run.Status));
        foreach (var metric in BuiltInMetric.All)
            json.WriteNumber(metric.Metric.Name, metric.Of(run.Coverage, run.Tests));
    }

    private static void WriteArray<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> items, Action<T> members)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            members(item);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
