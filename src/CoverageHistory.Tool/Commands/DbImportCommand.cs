using System.CommandLine;
using CoverageHistory.Storage;
using CoverageHistory.Tool.Rendering;
using CoverageHistory.Tool.Terminal;

namespace CoverageHistory.Tool.Commands;

internal sealed class DbImportCommand : ToolCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "What `db export` wrote; - is standard input." };

    private readonly Option<bool> _givenUp = TakenText.GivenUpOption();

    public DbImportCommand() : base("import", "Takes in runs that `db export` wrote: all of them, or nothing. What is here already is not touched.")
    {
        Add(_file);
        Add(_givenUp);
    }

    public override IReadOnlyList<(string, string)> Examples =>
        [("dotnet coverage-trend db import history.jsonl", "Runs of another machine, beside those that are here.")];

    public override string? Operation => "import";

    public override bool TakesItsTime => true;

    public override int Execute(ParseResult parsed, CommandContext context)
    {
        var file = parsed.GetValue(_file)!;
        TakenRuns taken;
        using (var progress = new Progress(context, "Importing"))
        using (var source = file == "-" ? context.Host.OpenInput() : File.OpenRead(Path.GetFullPath(file, context.Host.Directory)))
            taken = context.OpenStore().Import(source, parsed.GetValue(_givenUp), context.Cancellation);
        TakenText.Write(context, taken);
        return ExitCode.Done;
    }
}
