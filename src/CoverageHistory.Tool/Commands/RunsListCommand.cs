using System.CommandLine;
using System.Text.Json;
using CoverageHistory.Comparison;
using CoverageHistory.Model;
using CoverageHistory.Reporting;
using CoverageHistory.Reporting.Json;
using CoverageHistory.Storage;
using CoverageHistory.Tool.Rendering;
using CoverageHistory.Tool.Terminal;

namespace CoverageHistory.Tool.Commands;

internal sealed class RunsListCommand : ToolCommand
{
    private readonly RunFilterOptions _filter = new();

    public RunsListCommand() : base("list", "The runs, the last one first.")
    {
        foreach (var option in _filter.All)
            Add(option);
    }

    public override IReadOnlyList<(string, string)> Examples =>
    [
        ("dotnet coverage-trend runs list --branch main --runs 20", "The last 20 runs on main."),
        ("dotnet coverage-trend runs list --format json", "All runs, for a script."),
    ];

    public override int Execute(ParseResult parsed, CommandContext context)
    {
        var query = _filter.Query(parsed, context.Host.Clock);
        var runs = context.CreateAnalyzer(query.Branch).ListRuns(query, context.CurrentBranch, context.Cancellation);
        if (context.IsJson)
            context.WriteJson(json => Write(json, runs));
        else if (runs.Count == 0)
            Welcome.Write(context);
        else
            Render(context.Out, runs);
        return ExitCode.Done;
    }

    private static void Render(TerminalWriter terminal, IReadOnlyList<(RunSummary Run, RunStanding Standing)> runs)
    {
        var table = new TextTable(
            new Column("RUN"),
            new Column("WHEN (UTC)"),
            new Column("COMMIT"),
            new Column("BRANCH") { IsFlexible = true, DropOrder = 4 },
            new Column("SESSIONS") { IsNumber = true, DropOrder = 2 },
            new Column("LINES") { IsNumber = true },
            new Column("TESTS") { IsNumber = true, DropOrder = 3 },
            new Column("STATUS"),
            new Column("LINE") { DropOrder = 5 },
            new Column("LABELS") { IsFlexible = true, DropOrder = 1 });
        foreach (var (run, standing) in runs.Reverse())
        {
            table.Add(
                RunText.ShortId(run.Run.Id),
                RunText.Time(run.Run.RecordedAt),
                RunText.ShortCommit(run.Run) is { } commit ? commit + (run.Run.IsDirty ? "+" : "") : "",
                run.Run.Branch,
                RunText.Count(run.Sessions),
                run.Coverage is { } coverage ? Percent.Text(coverage.Lines) : "",
                run.Tests is { } tests ? RunText.Count(tests.Total) : "",
                new Cell(RunText.Status(run), run.Run.Status == RunStatus.Passed ? Style.Good : Style.Bad),
                new Cell(BaselineText.Text(standing), Style.Quiet),
                string.Join(", ", run.Run.Tags));
        }
        table.Render(terminal);
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<(RunSummary Run, RunStanding Standing)> runs)
    {
        json.WriteStartObject();
        json.WriteStartArray("runs");
        foreach (var (run, standing) in runs)
        {
            json.WriteStartObject();
            WriteMembers(json, run);
            json.WriteString("line", BaselineText.Name(standing));
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    internal static void WriteMembers(Utf8JsonWriter json, RunSummary run)
    {
        json.WriteRunFacts(run.Run);
        json.WriteString("hash", run.Hash);
        json.WriteNumber("sessions", run.Sessions);
        json.WriteNumber("carried_sessions", run.CarriedSessions);
        json.WriteStrings("doubts", run.Doubts);
        json.WriteInteger("files", run.Coverage?.KnownFiles);
        json.WriteLines("lines", run.Coverage?.Lines);
        json.WriteBranches("branches", run.Coverage?.Branches);
        json.WriteTests("tests", run.Tests);
    }
}
