using System.CommandLine;
using System.Text.Json;
using CoverageHistory.Reporting;
using CoverageHistory.Storage;
using CoverageHistory.Tool.Terminal;

namespace CoverageHistory.Tool.Commands;

internal sealed class DbVerifyCommand() : ToolCommand("verify",
    "Checks the whole history: the file, every run's hash, the lines and totals, records that wait. Exit code 4 when anything is wrong.")
{
    private const int MostShown = 20;

    public override bool TakesItsTime => true;

    public override int Execute(ParseResult parsed, CommandContext context)
    {
        var store = context.OpenHistory();
        Verification outcome;
        using (var progress = new Progress(context, "Verifying"))
            outcome = store.Verify(progress.Report, context.Cancellation);
        if (context.IsJson)
            context.WriteJson(json => Write(json, outcome));
        else
            Render(context.Out, outcome);
        return outcome.IsSound ? ExitCode.Done : ExitCode.StoreRefused;
    }

    private static void Render(TerminalWriter terminal, Verification outcome)
    {
        foreach (var kind in outcome.Findings.GroupBy(finding => finding.Kind))
        {
            foreach (var finding in kind.Take(MostShown))
                terminal.Write(finding.Run is { } run ? RunText.ShortId(run) + "  " : "", Style.Bad).WriteLine(finding.What);
            if (kind.Skip(MostShown).Any())
                terminal.WriteLine($"and {RunText.Count(kind.Count() - MostShown)} more (--format json lists all)");
            terminal.WriteLine($"  This means: {kind.First().Meaning}.");
        }
        terminal.WriteLine($"{RunText.Count(outcome.Runs)} runs, {RunText.Count(outcome.FileLists)} lists of files, {RunText.Count(outcome.Maps)} maps of lines and "
            + $"{RunText.Count(outcome.Waiting)} waiting records checked: "
            + (outcome.IsSound ? "all is as it was recorded." : $"{RunText.Count(outcome.Findings.Count)} {(outcome.Findings.Count == 1 ? "finding" : "findings")}."));
    }

    private static void Write(Utf8JsonWriter json, Verification outcome)
    {
        json.WriteStartObject();
        json.WriteBoolean("sound", outcome.IsSound);
        json.WriteNumber("runs", outcome.Runs);
        json.WriteNumber("file_lists", outcome.FileLists);
        json.WriteNumber("maps", outcome.Maps);
        json.WriteNumber("waiting", outcome.Waiting);
        json.WriteStartArray("findings");
        foreach (var finding in outcome.Findings)
        {
            json.WriteStartObject();
            json.WriteString("kind", Kind(finding.Kind));
            json.WriteString("run", finding.Run?.ToString("D"));
            json.WriteString("what", finding.What);
            json.WriteString("meaning", finding.Meaning);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string Kind(FindingKind kind) => kind switch
    {
        FindingKind.File => "file",
        FindingKind.Run => "run",
        FindingKind.Totals => "totals",
        FindingKind.FileList => "file_list",
        FindingKind.Map => "map",
        _ => "waiting",
    };
}
