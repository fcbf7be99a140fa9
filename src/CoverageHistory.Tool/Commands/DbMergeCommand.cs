using System.CommandLine;
using CoverageHistory.Storage;
using CoverageHistory.Tool.Rendering;
using CoverageHistory.Tool.Terminal;

namespace CoverageHistory.Tool.Commands;

internal sealed class DbMergeCommand : ToolCommand
{
    private readonly Argument<string> _other = new("OTHER.db") { Description = "Another history. It is only read." };

    private readonly Option<bool> _givenUp = TakenText.GivenUpOption();

    public DbMergeCommand() : base("merge", "Takes in the runs of another history file. What is here already is not touched.")
    {
        Add(_other);
        Add(_givenUp);
    }

    public override IReadOnlyList<(string, string)> Examples =>
        [("dotnet coverage-trend db merge artifacts/history.db", "The history that a CI job left behind.")];

    public override string? Operation => "merge";

    public override bool TakesItsTime => true;

    public override int Execute(ParseResult parsed, CommandContext context)
    {
        var path = Path.GetFullPath(parsed.GetValue(_other)!, context.Host.Directory);
        if (!File.Exists(path))
            throw new UsageException($"There is no file {path}.");
        TakenRuns taken;
        using (var progress = new Progress(context, "Merging"))
            taken = context.OpenDatabase().Merge(context.OpenDatabaseAt(path), parsed.GetValue(_givenUp), context.Cancellation);
        TakenText.Write(context, taken);
        return ExitCode.Done;
    }
}
