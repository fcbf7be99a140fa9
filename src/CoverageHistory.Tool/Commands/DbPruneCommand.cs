using System.CommandLine;
using System.Globalization;
using CoverageHistory.Reporting;
using CoverageHistory.Reporting.Json;
using CoverageHistory.Storage;
using CoverageHistory.Tool.Terminal;

namespace CoverageHistory.Tool.Commands;

internal sealed class DbPruneCommand : ToolCommand
{
    private const int MostShown = 20;

    private readonly Option<string?> _age = new("--older-than") { HelpName = "AGE", Description = "Runs of this age: 90d (days) or 12w (weeks)." };
    private readonly Option<string?> _keep = new("--keep") { HelpName = "N", Description = "All but the newest so many." };
    private readonly Option<string?> _branch = new("--branch") { HelpName = "BRANCH", Description = "Runs of this branch only." };
    private readonly Option<bool> _merged = new("--merged") { Description = "Runs of branches that were merged into the default branch, or are gone. Runs on its line stay." };
    private readonly Option<bool> _all = new("--all") { Description = "With --branch alone: all runs of the branch." };
    private readonly Option<bool> _detail = new("--detail") { Description = "Drop which lines are covered and keep the totals, of the run and its modules." };
    private readonly Option<bool> _yes = new("--yes", "-y") { Description = "Do it. Without it, what would go is shown." };

    public DbPruneCommand() : base("prune", "Gives up old runs, so that other stores do not bring them back either. Runs with labels, of releases, and where the line coverage of the default branch changed its level, stay.")
    {
        foreach (var option in (Option[])[_age, _keep, _branch, _merged, _all, _detail, _yes])
            Add(option);
    }

    public override IReadOnlyList<(string, string)> Examples =>
    [
        ("dotnet coverage-trend db prune --older-than 365d", "Shows which runs would go."),
        ("dotnet coverage-trend db prune --merged --keep 100 --yes", "Branches that are over keep the newest 100 of their runs."),
        ("dotnet coverage-trend db prune --older-than 90d --detail --yes", "The trend stays, the lines of old runs go; db compact frees the space."),
    ];

    public override bool TakesItsTime => true;

    public override int Execute(ParseResult parsed, CommandContext context)
    {
        var request = new PruneRequest
        {
            Before = parsed.GetValue(_age) is { } age ? context.Host.Clock.GetUtcNow() - Age(age) : null,
            Keep = parsed.GetNumber(_keep),
            Branch = parsed.GetValue(_branch),
            LinesOnly = parsed.GetValue(_detail),
            ReleaseTags = context.Settings.ReleaseTags,
        };
        var isMerged = parsed.GetValue(_merged);
        if (request is { Before: null, Keep: null, Branch: null } && !isMerged)
            throw new UsageException("Say which runs go: --older-than, --keep, --merged or --branch.");
        if (request is { Before: null, Keep: null, Branch: { } only } && !parsed.GetValue(_all) && !isMerged)
            throw new UsageException($"Say which runs of {only} go: --older-than, --keep, or --all of them.");
        request = new PruneScope(context).Apply(request, isMerged);
        var isDone = parsed.GetValue(_yes);
        var store = context.OpenDatabase();
        PrunedRuns pruned;
        using (var progress = new Progress(context, "Pruning"))
            pruned = isDone ? store.Prune(request, context.Cancellation) : store.FindPrunable(request, context.Cancellation);
        if (context.IsJson)
        {
            context.WriteJson(json =>
            {
                json.WriteStartObject();
                json.WriteBoolean("applied", isDone);
                json.WriteString("what", request.LinesOnly ? "lines" : "runs");
                json.WriteStrings("runs", pruned.Runs.Select(run => run.Run.Id.ToString("D")));
                json.WriteNumber("kept", pruned.Kept);
                json.WriteEndObject();
            });
        }
        else
            Render(context.Out, pruned, request.LinesOnly, isDone);
        return ExitCode.Done;
    }

    private static void Render(TerminalWriter terminal, PrunedRuns pruned, bool linesOnly, bool isDone)
    {
        foreach (var run in pruned.Runs.Take(MostShown))
            terminal.WriteLine(RunText.ShortId(run.Run.Id) + "  " + RunText.Describe(run));
        if (pruned.Runs.Count > MostShown)
            terminal.WriteLine($"and {RunText.Count(pruned.Runs.Count - MostShown)} more (--format json lists all)");
        var count = $"{RunText.Count(pruned.Runs.Count)} {(pruned.Runs.Count == 1 ? "run" : "runs")}";
        var done = linesOnly ? $"The lines of {count} {(isDone ? "were dropped; their totals stay" : "would be dropped")}." : $"{count} {(isDone ? "given up" : "would go")}.";
        if (pruned.Kept > 0)
            done += $" {RunText.Count(pruned.Kept)} with labels, of releases or where coverage changed its level {(pruned.Kept == 1 ? "stays" : "stay")}.";
        terminal.WriteLine(done);
        if (pruned.Runs.Count > 0)
            terminal.WriteLine(isDone ? "`dotnet coverage-trend db compact` frees the space." : "Nothing was changed: add --yes to do it.");
    }

    private static TimeSpan Age(string text) =>
        text.Length > 1 && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 36_500
            && text[^1] is 'd' or 'w'
            ? TimeSpan.FromDays(text[^1] == 'w' ? 7 * number : number)
            : throw new UsageException($"--older-than takes an age such as 90d or 12w, not '{text}'.");
}
