using System.CommandLine;
using CoverageHistory.Reporting.Json;

namespace CoverageHistory.Tool.Commands;

internal sealed class RunsTagCommand : ToolCommand
{
    private readonly Argument<string> _run = new("RUN") { Description = RunSelector.Description };

    private readonly Argument<string[]> _labels = new("LABEL") { Arity = ArgumentArity.ZeroOrMore, Description = "Labels to add." };

    private readonly Option<string[]> _remove = new("--remove") { HelpName = "LABEL", Description = "A label to remove; may be repeated." };

    public RunsTagCommand() : base("tag", "Adds labels to a run and removes them.")
    {
        Add(_run);
        Add(_labels);
        Add(_remove);
    }

    public override IReadOnlyList<(string, string)> Examples =>
    [
        ("dotnet coverage-trend runs tag latest release-2.0", "Names the last run."),
        ("dotnet coverage-trend runs tag release-2.0 --remove release-2.0", "Takes the name away again."),
    ];

    public override string? Operation => "tag";

    public override int Execute(ParseResult parsed, CommandContext context)
    {
        var add = parsed.GetValue(_labels) ?? [];
        var remove = parsed.GetValue(_remove) ?? [];
        if (add.Length == 0 && remove.Length == 0)
            throw new UsageException("Give a label to add, or --remove LABEL.");
        if (add.Concat(remove).Any(string.IsNullOrWhiteSpace))
            throw new UsageException("A label is not empty.");

        var store = context.OpenStore();
        var run = RunSelector.Find(new TrendAnalyzer(store).LoadHistory(context.Cancellation).Runs, parsed.GetValue(_run)!);
        store.TagRun(run.Run.Id, add, remove, context.Cancellation);
        var labels = store.FindRun(run.Run.Id, context.Cancellation)?.Run.Tags ?? [];
        if (context.IsJson)
        {
            context.WriteJson(json =>
            {
                json.WriteStartObject();
                json.WriteString("run", run.Run.Id);
                json.WriteStrings("tags", labels);
                json.WriteEndObject();
            });
        }
        else
            context.Out.WriteLine($"Run {run.Run.Id} {(labels.Count == 0 ? "has no labels" : "is labelled " + string.Join(", ", labels))}.");
        return ExitCode.Done;
    }
}
