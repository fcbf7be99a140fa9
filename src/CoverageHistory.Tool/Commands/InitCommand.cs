using System.CommandLine;
using System.Text.Json;
using CoverageHistory.Tool.Init;
using CoverageHistory.Tool.Rendering;
using CoverageHistory.Tool.Terminal;

namespace CoverageHistory.Tool.Commands;

internal sealed class InitCommand : ToolCommand
{
    private readonly Option<bool> _yes = new("--yes", "-y") { Description = "Do not ask." };

    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Show the change and make none." };

    private readonly Option<bool> _noCi = new("--no-ci") { Description = "Leave CI out." };

    public InitCommand() : base("init", "Sets a repository up: the package for its test projects, the tool manifest, the configuration and a CI job. Shows the change first.")
    {
        Add(_yes);
        Add(_dryRun);
        Add(_noCi);
    }

    public override IReadOnlyList<(string, string)> Examples =>
    [
        ("dotnet coverage-trend init", "Shows what would change, then asks."),
        ("dotnet coverage-trend init --dry-run", "Only shows."),
    ];

    public override int Execute(ParseResult parsed, CommandContext context)
    {
        var plan = InitPlan.Make(context.RepositoryRoot, ProductVersion.Text, withCi: !parsed.GetValue(_noCi));
        var isDryRun = parsed.GetValue(_dryRun);
        if (!context.IsJson)
            Preview(context.Out, plan);
        if (plan.Edits.Count > 0 && !isDryRun)
        {
            if (!parsed.GetValue(_yes) && !context.Confirm("Make these changes?"))
            {
                context.Out.WriteLine("Nothing was changed.");
                return ExitCode.Cancelled;
            }
            foreach (var edit in plan.Edits)
                edit.Apply();
        }
        if (context.IsJson)
            context.WriteJson(json => Write(json, plan, isApplied: !isDryRun && plan.Edits.Count > 0));
        else if (!isDryRun)
            TellNext(context.Out, plan);
        return ExitCode.Done;
    }

    private static void Preview(TerminalWriter terminal, InitPlan plan)
    {
        foreach (var edit in plan.Edits)
            EditPreview.Write(terminal, edit, plan.Root);
        foreach (var note in plan.Notes)
            terminal.Write("note: ", Style.Warning).WriteLine(note);
        if (plan.Edits.Count == 0)
            terminal.WriteLine("Everything is in place: nothing to change.");
    }

    private static void TellNext(TerminalWriter terminal, InitPlan plan)
    {
        if (plan.Edits.Count == 0)
            return;
        terminal.WriteLine("Done. Next:", Style.Strong);
        terminal.WriteLine("    dotnet tool restore", Style.Accent);
        terminal.WriteLine("    dotnet test", Style.Accent);
        terminal.WriteLine("    dotnet coverage-trend", Style.Accent);
    }

    private static void Write(Utf8JsonWriter json, InitPlan plan, bool isApplied)
    {
        json.WriteStartObject();
        json.WriteBoolean("applied", isApplied);
        json.WriteStartArray("changes");
        foreach (var edit in plan.Edits)
        {
            json.WriteStartObject();
            json.WriteString("path", Path.GetRelativePath(plan.Root, edit.After.Path).Replace('\\', '/'));
            json.WriteString("kind", edit.Before is null ? "create" : "change");
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("notes");
        foreach (var note in plan.Notes)
            json.WriteStringValue(note);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
