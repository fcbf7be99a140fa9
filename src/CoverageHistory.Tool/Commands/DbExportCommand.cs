using System.CommandLine;
using System.Text;
using CoverageHistory.Reporting;
using CoverageHistory.Storage;

namespace CoverageHistory.Tool.Commands;

internal sealed class DbExportCommand : ToolCommand
{
    private readonly Option<string?> _output = new("--output", "-o") { HelpName = "FILE", Description = "Default: standard output." };

    private readonly RunFilterOptions _filter = new();

    public DbExportCommand() : base("export", "Writes runs with all they hold as lines of JSON: the same text wherever they are stored.")
    {
        Add(_output);
        foreach (var option in _filter.All)
            Add(option);
    }

    public override IReadOnlyList<(string, string)> Examples =>
        [("dotnet coverage-trend db export --output history.jsonl", "Everything, to be kept or looked through.")];

    public override string? Operation => "export";

    public override bool TakesItsTime => true;

    public override int Execute(ParseResult parsed, CommandContext context)
    {
        var filter = _filter.Query(parsed, context.Host.Clock);
        var query = new RunQuery { Branch = filter.Branch, Since = filter.Since, Until = filter.Until, Newest = filter.Newest };
        var store = context.OpenStore();
        if (parsed.GetValue(_output) is not { } output)
        {
            using var text = new MemoryStream();
            store.Export(query, text, context.Cancellation);
            context.Host.Output.Write(Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length));
            return ExitCode.Done;
        }
        var path = Path.GetFullPath(output, context.Host.Directory);
        int runs;
        using (var progress = new Terminal.Progress(context, "Exporting"))
        using (var file = new FileStream(path, FileMode.Create, FileAccess.Write))
            runs = store.Export(query, file, context.Cancellation);
        if (context.IsJson)
        {
            context.WriteJson(json =>
            {
                json.WriteStartObject();
                json.WriteNumber("runs", runs);
                json.WriteString("path", path);
                json.WriteEndObject();
            });
        }
        else
            context.Out.WriteLine($"{RunText.Count(runs)} {(runs == 1 ? "run" : "runs")} written to {output}.");
        return ExitCode.Done;
    }
}
