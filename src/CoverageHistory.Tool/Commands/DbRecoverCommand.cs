using System.CommandLine;
using System.Text.Json;
using CoverageHistory.Reporting;
using CoverageHistory.Storage;
using CoverageHistory.Tool.Terminal;

namespace CoverageHistory.Tool.Commands;

internal sealed class DbRecoverCommand : ToolCommand
{
    private const int MostShown = 20;

    private readonly Argument<string?> _damaged = new("FILE")
    {
        Description = "The damaged file. Default: the history.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _output = new("--output", "-o") { HelpName = "FILE", Description = "The new history. Default: the damaged file's name with .recovered." };

    public DbRecoverCommand() : base("recover", "Gets the sound runs out of a damaged history into a new one, and says what was lost. The damaged file is only read.")
    {
        Add(_damaged);
        Add(_output);
    }

    public override IReadOnlyList<(string, string)> Examples =>
    [
        ("dotnet coverage-trend db recover", "Writes .coverage-history/history.recovered.db."),
    ];

    public override string? Operation => "recover";

    public override bool TakesItsTime => true;

    public override int Execute(ParseResult parsed, CommandContext context)
    {
        var damaged = parsed.GetValue(_damaged) is { } file ? Path.GetFullPath(file, context.Host.Directory) : context.OpenStore().Location;
        if (!File.Exists(damaged))
            throw new UsageException($"There is no file {damaged}.");
        var output = Path.GetFullPath(parsed.GetValue(_output) ?? Path.ChangeExtension(damaged, ".recovered.db"), context.Host.Directory);
        RecoveredHistory outcome;
        using (var progress = new Progress(context, "Recovering"))
            outcome = context.OpenDatabaseAt(output).Recover(damaged, context.Cancellation);
        if (context.IsJson)
            context.WriteJson(json => Write(json, outcome, output));
        else
            Render(context.Out, outcome, output);
        return outcome.Runs + outcome.WithoutLines.Count > 0 ? ExitCode.Done : ExitCode.StoreRefused;
    }

    private static void Render(TerminalWriter terminal, RecoveredHistory outcome, string output)
    {
        terminal.WriteLine($"{Runs(outcome.Runs)} recovered with everything they hold.");
        Render(terminal, "recovered without their lines", outcome.WithoutLines);
        Render(terminal, "lost", outcome.Lost);
        terminal.WriteLine($"The new history is {output}. To use it: dotnet coverage-trend db restore \"{output}\"");
    }

    private static void Render(TerminalWriter terminal, string what, IReadOnlyList<LostRun> runs)
    {
        if (runs.Count == 0)
            return;
        terminal.WriteLine($"{Runs(runs.Count)} {what}:");
        foreach (var run in runs.Take(MostShown))
            terminal.Write("  " + (run.Id is { } id ? RunText.ShortId(id) : "(unknown)") + "  ").WriteLine(run.Reason);
        if (runs.Count > MostShown)
            terminal.WriteLine($"  and {runs.Count - MostShown} more (--format json lists all)");
    }

    private static string Runs(int count) => $"{RunText.Count(count)} {(count == 1 ? "run" : "runs")}";

    private static void Write(Utf8JsonWriter json, RecoveredHistory outcome, string output)
    {
        json.WriteStartObject();
        json.WriteString("path", output);
        json.WriteNumber("recovered", outcome.Runs);
        Write(json, "without_lines", outcome.WithoutLines);
        Write(json, "lost", outcome.Lost);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<LostRun> runs)
    {
        json.WriteStartArray(name);
        foreach (var run in runs)
        {
            json.WriteStartObject();
            json.WriteString("id", run.Id?.ToString("D"));
            json.WriteString("reason", run.Reason);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
