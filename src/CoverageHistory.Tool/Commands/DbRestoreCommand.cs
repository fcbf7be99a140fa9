using System.CommandLine;
using CoverageHistory.Reporting;
using CoverageHistory.Storage;
using CoverageHistory.Tool.Terminal;

namespace CoverageHistory.Tool.Commands;

internal sealed class DbRestoreCommand : ToolCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "A copy that `db backup` or `db recover` made. It is only read." };

    public DbRestoreCommand() : base("restore", "Puts a copy in the history's place, once it is checked. What was there, damaged or not, is kept aside.") => Add(_file);

    public override IReadOnlyList<(string, string)> Examples =>
        [("dotnet coverage-trend db restore /backups/history.db", "Runs recorded since the backup are in the file kept aside: `db merge` takes them in.")];

    public override bool TakesItsTime => true;

    public override int Execute(ParseResult parsed, CommandContext context)
    {
        var source = Path.GetFullPath(parsed.GetValue(_file)!, context.Host.Directory);
        var store = context.OpenDatabase();
        Verification outcome;
        string? aside;
        using (var progress = new Progress(context, "Verifying and restoring"))
            (outcome, aside) = store.Restore(source, context.Cancellation);
        if (context.IsJson)
        {
            context.WriteJson(json =>
            {
                json.WriteStartObject();
                json.WriteString("path", store.Location);
                json.WriteNumber("runs", outcome.Runs);
                json.WriteString("replaced", aside);
                json.WriteEndObject();
            });
            return ExitCode.Done;
        }
        context.Out.WriteLine($"{RunText.Count(outcome.Runs)} {(outcome.Runs == 1 ? "run" : "runs")} restored to {store.Location}.");
        if (aside is not null)
            context.Out.WriteLine($"What was there is now {aside}; `dotnet coverage-trend db merge` takes in what only it holds.");
        return ExitCode.Done;
    }
}
