using System.CommandLine;
using System.Text.Json;
using CoverageHistory.Comparison;
using CoverageHistory.Reporting;
using CoverageHistory.Reporting.Json;
using CoverageHistory.Storage;
using CoverageHistory.Tool.Rendering;

namespace CoverageHistory.Tool.Commands;

internal sealed class RunsShowCommand : ToolCommand
{
    private readonly Argument<string> _run = new("RUN")
    {
        Arity = ArgumentArity.ZeroOrOne,
        Description = RunSelector.Description,
        DefaultValueFactory = _ => "latest",
    };

    public RunsShowCommand() : base("show", "One run: what it holds, and what changed against the run before.") => Add(_run);

    public override IReadOnlyList<(string, string)> Examples =>
    [
        ("dotnet coverage-trend runs show", "The last run."),
        ("dotnet coverage-trend runs show 1a2b3c4", "The last run of a commit."),
    ];

    public override int Execute(ParseResult parsed, CommandContext context)
    {
        var store = context.OpenStore();
        var run = RunSelector.Find(new TrendAnalyzer(store).LoadHistory(context.Cancellation).Runs, parsed.GetValue(_run)!);
        var analyzer = context.CreateAnalyzer(branch: null, run);
        var history = analyzer.LoadHistory(context.Cancellation);
        var baseline = history.FindBaseline(run.Run.Id);
        var delta = analyzer.Compare(baseline.Run, run, history, context.Cancellation) with { IsBaseUnknown = baseline.IsUnknown };
        var sessions = store.ListSessions(run.Run.Id, context.Cancellation);
        var components = ComponentChange.Of(context.Settings.Components, delta.Files);
        var standing = history.FindLine(context.CurrentBranch)?.StandingOf(run.Run.Id) ?? RunStanding.OnLine;
        if (context.IsJson)
            context.WriteJson(json => Write(json, delta, standing, sessions, components));
        else
            new RunDetailsText(context.Out, delta, standing, sessions, components).Write();
        return ExitCode.Done;
    }

    private static void Write(Utf8JsonWriter json, RunDelta delta, RunStanding standing, IReadOnlyList<SessionSummary> sessions, IReadOnlyList<ComponentChange> components)
    {
        json.WriteStartObject();
        json.WriteStartObject("run");
        RunsListCommand.WriteMembers(json, delta.Head);
        json.WriteString("line", BaselineText.Name(standing));
        json.WriteEndObject();
        json.WriteString("base", delta.Base?.Run.Id.ToString("D"));
        json.WriteString("baseline", BaselineText.Name(delta.Base is not null, delta.IsBaseUnknown));
        json.WriteStrings("without_lines", delta.WithoutLines.Select(run => run.Run.Id.ToString("D")));
        json.WriteStartArray("sessions");
        foreach (var session in sessions)
        {
            json.WriteStartObject();
            json.WriteString("name", session.Session.Name);
            json.WriteString("format", session.Session.Format);
            json.WriteString("configuration", session.Session.Configuration);
            json.WriteString("framework", session.Session.Framework);
            json.WriteString("status", RunText.Status(session.Session.Status));
            json.WriteLines("lines", session.Coverage?.Lines);
            json.WriteBranches("branches", session.Coverage?.Branches);
            json.WriteTests("tests", session.Tests);
            json.WriteBenchmarks("benchmarks", session.Session.Benchmarks);
            json.WriteStrings("notes", session.Session.Notes);
            json.WriteValues("metrics", session.Session.Values);
            json.WriteSessionMarks(session.Session);
            json.WriteString("environment", session.Session.Environment.Fingerprint);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("modules");
        foreach (var module in delta.Modules)
        {
            json.WriteStartObject();
            json.WriteString("name", module.Name);
            json.WriteChange("lines", "coverable", module.Coverage.Lines);
            json.WriteChange("branches", "total", module.Coverage.Branches);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("components");
        foreach (var component in components)
        {
            json.WriteStartObject();
            json.WriteString("name", component.Name);
            json.WriteChange("lines", "coverable", component.Coverage.Lines);
            json.WriteChange("branches", "total", component.Coverage.Branches);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("files");
        foreach (var file in delta.Files)
        {
            json.WriteStartObject();
            json.WriteString("path", file.Path.Value);
            json.WriteString("module", file.Module);
            json.WriteFileMarks(file.Path);
            json.WriteChange("lines", "coverable", file.Coverage.Lines);
            json.WriteChange("branches", "total", file.Coverage.Branches);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteIndirect(delta.Indirect);
        json.WriteStrings("failed_tests", delta.Tests?.Failed.Select(test => test.Name) ?? []);
        json.WriteEndObject();
    }
}
