using System.CommandLine;
using System.Text;
using CoverageHistory.Reporting;
using CoverageHistory.Storage;

namespace CoverageHistory.Tool.Commands;

internal sealed class ReportCommand : ToolCommand
{
    private readonly Option<string[]> _types = new("--type")
    {
        HelpName = "TYPE",
        Description = $"{string.Join(", ", ReportRenderers.All.Select(renderer => renderer.Type))}; several with commas, or repeated.",
        Required = true,
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string?> _output = new("--output", "-o")
    {
        HelpName = "PATH",
        Description = "A file, or a folder for several types. Default: one type goes to standard output, several to the current folder.",
    };

    private readonly Option<string> _run = new("--run")
    {
        HelpName = "RUN",
        Description = "The run to report on: " + RunSelector.Description + " Default: the last one that matches.",
    };

    private readonly Option<string?> _base = new("--base") { HelpName = "RUN", Description = "The run to compare with. Default: the run before." };

    private readonly Option<string?> _title = new("--title") { HelpName = "TEXT", Description = "Heading. Default: the repository's name." };

    private readonly RunFilterOptions _filter = new();

    public ReportCommand() : base("report", "Writes reports: a page, a comment for a pull request, pictures, data.")
    {
        Add(_types);
        Add(_output);
        Add(_run);
        Add(_base);
        Add(_title);
        foreach (var option in _filter.All)
            Add(option);
    }

    public override IReadOnlyList<(string, string)> Examples =>
    [
        ("dotnet coverage-trend report --type html --output coverage.html", "One self-contained page."),
        ("dotnet coverage-trend report --type markdown >> \"$GITHUB_STEP_SUMMARY\"", "A summary for a CI job."),
        ("dotnet coverage-trend report --type svg,badge,json --output docs/coverage/", "Several files in a folder."),
        ("dotnet coverage-trend report --type cobertura --output merged.cobertura.xml", "The merged coverage, for another tool."),
    ];

    public override string? Operation => "report";

    public override int Execute(ParseResult parsed, CommandContext context)
    {
        var renderers = FindRenderers(parsed.GetValue(_types)!);
        if (BuildView(parsed, context) is not { } view)
        {
            context.Fail("No run matches: there is nothing to report. `dotnet coverage-trend` says how to start.");
            return ExitCode.CannotJudge;
        }
        if (view.Coverage.Count == 0 && renderers.Find(renderer => renderer.NeedsLines) is { } needy)
        {
            context.Fail($"The run {RunText.Place(view.Head.Run)} of {RunText.Time(view.Head.Run.RecordedAt)} UTC holds no lines: there is nothing to write as {needy.Type}. --run takes another one.");
            return ExitCode.CannotJudge;
        }
        var output = parsed.GetValue(_output);
        if (output is null && renderers.Count == 1)
        {
            using var text = new StringWriter();
            renderers[0].Render(view, text);
            context.Out.WriteDocument(text.ToString());
            return ExitCode.Done;
        }
        Tell(context, [.. renderers.Select(renderer => (renderer.Type, Write(renderer, view, context, output ?? ".", renderers.Count > 1)))]);
        return ExitCode.Done;
    }

    private static List<IReportRenderer> FindRenderers(string[] types)
    {
        var renderers = new List<IReportRenderer>();
        foreach (var type in types.SelectMany(type => type.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Distinct())
        {
            renderers.Add(ReportRenderers.Find(type)
                ?? throw new UsageException($"There is no report type '{type}'. There are {string.Join(", ", ReportRenderers.All.Select(renderer => renderer.Type))}."));
        }
        return renderers;
    }

    private ReportView? BuildView(ParseResult parsed, CommandContext context)
    {
        var runs = new TrendAnalyzer(context.OpenStore()).LoadHistory(context.Cancellation).Runs;
        RunSummary? Selected(string? argument) => argument is null || runs.Count == 0 ? null : RunSelector.Find(runs, argument);
        var run = Selected(parsed.GetValue(_run));
        return context.CreateAnalyzer(_filter.BranchOf(parsed), run).Report(
            new ReportQuery
            {
                Run = run?.Run.Id,
                Base = Selected(parsed.GetValue(_base))?.Run.Id,
                Trend = _filter.LineQuery(parsed, context),
                Title = parsed.GetValue(_title),
                FolderName = context.RepositoryName,
                Components = context.Settings.Components,
            },
            context.Cancellation);
    }

    /// <returns>The path as the user may name it.</returns>
    private static string Write(IReportRenderer renderer, ReportView view, CommandContext context, string output, bool isFolder)
    {
        var full = Path.GetFullPath(output, context.Host.Directory);
        if (isFolder || output.EndsWith('/') || output.EndsWith('\\') || Directory.Exists(full))
        {
            output = Path.Combine(output, renderer.FileName);
            full = Path.Combine(full, renderer.FileName);
        }
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        // Whole or not at all: a page that is being read, or a run that is cancelled, never meets half a file.
        var temporary = full + "." + Guid.NewGuid().ToString("N") + ".tmp";
        try
        {
            using (var file = new StreamWriter(new FileStream(temporary, FileMode.CreateNew), new UTF8Encoding(false)))
                renderer.Render(view, file);
            context.Cancellation.ThrowIfCancellationRequested();
            File.Move(temporary, full, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
        return output;
    }

    private static void Tell(CommandContext context, IReadOnlyList<(string Type, string Path)> written)
    {
        if (!context.IsJson)
        {
            foreach (var (type, path) in written)
                context.Out.WriteLine($"{type,-9} {path}");
            return;
        }
        context.WriteJson(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("reports");
            foreach (var (type, path) in written)
            {
                json.WriteStartObject();
                json.WriteString("type", type);
                json.WriteString("path", path);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }
}
