using System.CommandLine;
using CoverageHistory.Reporting;
using CoverageHistory.Reporting.Json;

namespace CoverageHistory.Tool.Commands;

internal sealed class RunsDeleteCommand : ToolCommand
{
    private readonly Argument<string[]> _runs = new("RUN") { Arity = ArgumentArity.OneOrMore, Description = RunSelector.Description };

    private readonly Option<bool> _yes = new("--yes", "-y") { Description = "Do not ask." };

    public RunsDeleteCommand() : base("delete", "Deletes runs for good. Asks on a terminal; elsewhere it needs --yes.")
    {
        Add(_runs);
        Add(_yes);
    }

    public override IReadOnlyList<(string, string)> Examples =>
        [("dotnet coverage-trend runs delete 0199abcd-1234 --yes", "One run, from a script.")];

    public override string? Operation => "delete";

    public override int Execute(ParseResult parsed, CommandContext context)
    {
        var store = context.OpenStore();
        var history = new TrendAnalyzer(store).LoadHistory(context.Cancellation).Runs;
        var runs = parsed.GetValue(_runs)!.Select(argument => RunSelector.Find(history, argument)).DistinctBy(run => run.Run.Id).ToList();
        if (!context.IsJson)
        {
            foreach (var run in runs)
                context.Out.WriteLine(RunText.ShortId(run.Run.Id) + "  " + RunText.Describe(run));
        }
        if (!parsed.GetValue(_yes) && !context.Confirm(runs.Count == 1 ? "Delete this run?" : $"Delete these {runs.Count} runs?"))
        {
            context.Out.WriteLine("Nothing was deleted.");
            return ExitCode.Cancelled;
        }
        var deleted = runs.Where(run => store.DeleteRun(run.Run.Id, context.Cancellation)).ToList();
        if (context.IsJson)
        {
            context.WriteJson(json =>
            {
                json.WriteStartObject();
                json.WriteStrings("deleted", deleted.Select(run => run.Run.Id.ToString("D")));
                json.WriteEndObject();
            });
        }
        else
            context.Out.WriteLine($"Deleted {deleted.Count} {(deleted.Count == 1 ? "run" : "runs")}.");
        return ExitCode.Done;
    }
}
