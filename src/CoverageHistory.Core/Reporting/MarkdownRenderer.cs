using CoverageHistory.Comparison;
using CoverageHistory.Model;
using CoverageHistory.Reporting.Markdown;
using CoverageHistory.Storage;

namespace CoverageHistory.Reporting;

/// <summary>GitHub-flavoured Markdown, meant for a comment on a pull request.</summary>
internal sealed class MarkdownRenderer : IReportRenderer
{
    /// <summary>The first line, by which a program finds its own comment to update.</summary>
    public const string Marker = "<!-- coverage-history:report -->";

    private const int MaxModules = 10;
    private const int MaxFiles = 20;
    private const int MaxTests = 50;

    public string Type => "markdown";

    public string FileName => "coverage.md";

    public void Render(ReportView view, TextWriter output)
    {
        var body = new MarkdownBody();
        body.Line(Marker);
        WriteHeadline(body, view);
        WriteTotals(body, view);
        WriteFailedTests(body, view);
        WriteTable(body, "Component", [.. view.Components.Select(component => (component.Name, component.Coverage))]);
        WriteChanges(body, view);
        WriteIndirect(body, view);
        WriteDetails(body, view);
        output.Write(body.ToString());
    }

    private static void WriteHeadline(MarkdownBody body, ReportView view)
    {
        var lines = view.Delta.Project?.Lines;
        body.Line($"## {MarkdownText.Text(view.Title)}: {Percent.Text(lines?.Head?.Rate)} of lines covered{Arrow(lines?.RateChange, " ")}");
        body.Line();
        var run = view.Head.Run;
        var facts = new List<string> { MarkdownText.Code(RunText.Place(run)) };
        if (run.Commit?.Subject is { } subject)
            facts.Add(MarkdownText.Code(subject));
        facts.Add(RunText.Time(run.RecordedAt) + " UTC");
        if (run.Status != RunStatus.Passed)
            facts.Add($"❌ **{RunText.Status(run.Status)}**");
        if (run.IsDirty)
            facts.Add("with uncommitted changes");
        if (view.Head.Doubts.Count > 0)
            facts.Add($"⚠ **not to be judged by** ({string.Join(", ", view.Head.Doubts)})");
        if (view.Head.CarriedSessions > 0)
            facts.Add($"{RunText.Count(view.Head.CarriedSessions)} of {RunText.Count(view.Head.Sessions)} sessions carried over");
        facts.Add(view.Base is { } before ? "compared with " + MarkdownText.Code(RunText.Place(before.Run))
            : view.Delta.IsBaseUnknown ? Baseline.UnknownText : "the first run here: nothing to compare with");
        body.Line(string.Join(" · ", facts));
        body.Line();
    }

    private static void WriteTotals(MarkdownBody body, ReportView view)
    {
        if (view.Delta.Project is { } project)
        {
            body.Line("| | covered | of | rate | change |");
            body.Line("|:--|--:|--:|--:|--:|");
            WriteCount(body, "Lines", project.Lines);
            WriteCount(body, "Branches", project.Branches);
            WriteCount(body, "Methods", project.Methods);
            body.Line();
        }
        if (view.Head.Tests is { } tests)
        {
            var changes = view.Delta.Tests;
            var parts = new List<string> { $"**{RunText.Count(tests.Passed)}** passed" };
            if (tests.Failed > 0)
                parts.Add($"**{RunText.Count(tests.Failed)} failed**");
            if (tests.Skipped > 0)
                parts.Add($"{RunText.Count(tests.Skipped)} skipped");
            if (changes is { Fixed.Count: > 0 })
                parts.Add($"{changes.Fixed.Count} fixed");
            if (changes is { Added: > 0 })
                parts.Add($"{changes.Added} added");
            if (changes is { Removed: > 0 })
                parts.Add($"{changes.Removed} removed");
            body.Line($"Tests: {string.Join(", ", parts)} in {RunText.Duration(tests.Duration)}");
            body.Line();
        }
    }

    private static void WriteCount(MarkdownBody body, string name, CountChange count)
    {
        if (count.Head is { Total: > 0 } head)
            body.Line($"| {name} | {RunText.Count(head.Covered)} | {RunText.Count(head.Total)} | {Percent.Text(head)} | {Arrow(count.RateChange)} |");
    }

    private static void WriteFailedTests(MarkdownBody body, ReportView view)
    {
        if (view.Delta.Tests is not { Failed.Count: > 0 } tests)
            return;
        body.Line($"### {tests.Failed.Count} failed {(tests.Failed.Count == 1 ? "test" : "tests")}");
        body.Line();
        var broken = tests.Broken.ToHashSet(StringComparer.Ordinal);
        foreach (var test in tests.Failed.Take(MaxTests))
            body.Line($"- {MarkdownText.Code(test.Name)}{(broken.Contains(test.Name) ? " (did not fail before)" : "")}");
        if (tests.Failed.Count > MaxTests)
            body.Line($"- and {tests.Failed.Count - MaxTests} more");
        body.Line();
    }

    private static void WriteChanges(MarkdownBody body, ReportView view)
    {
        if (RunText.WithoutLines(view.Delta) is { } missing)
        {
            body.Line(MarkdownText.Text(missing) + ".");
            body.Line();
            return;
        }
        if (view.Base is null)
            return;
        if (view.ChangedModules.Count == 0 && view.ChangedFiles.Count == 0)
        {
            body.Line("No module or file changed its coverage.");
            body.Line();
            return;
        }
        body.Line("### What changed most");
        body.Line();
        WriteTable(body, "Module", [.. view.ChangedModules.Take(MaxModules).Select(module => (module.Name, module.Coverage))]);
        WriteTable(body, "File", [.. view.ChangedFiles.Take(MaxFiles).Select(file => (file.Path.Value, file.Coverage))]);
        if (view.ChangedFiles.Count > MaxFiles)
        {
            body.Line($"{RunText.Count(view.ChangedFiles.Count - MaxFiles)} more files changed less.");
            body.Line();
        }
    }

    private static void WriteIndirect(MarkdownBody body, ReportView view)
    {
        var counted = view.Delta.Indirect.Where(change => change.Counts).ToList();
        if (counted.Count > 0)
        {
            body.Line("### Changed coverage in unchanged files");
            body.Line();
            body.Line("| File | newly uncovered | newly covered |");
            body.Line("|:--|:--|:--|");
            foreach (var change in counted.Take(MaxFiles))
                body.Line($"| {MarkdownText.Code(change.Path.Value)} | {LineRanges.Of(change.NewlyUncovered)} | {LineRanges.Of(change.NewlyCovered)} |");
            body.Line();
            if (counted.Count > MaxFiles)
            {
                body.Line($"{RunText.Count(counted.Count - MaxFiles)} more unchanged files.");
                body.Line();
            }
        }
        var byChance = view.Delta.Indirect.Where(change => change.Unstable.Count > 0).ToList();
        if (byChance.Count == 0)
            return;
        var lines = byChance.Sum(change => change.Unstable.Count);
        body.Details($"Not counted: {RunText.Count(lines)} unstable {(lines == 1 ? "line" : "lines")} that {(lines == 1 ? "changes" : "change")} by chance", () =>
        {
            body.Line("| File | lines |");
            body.Line("|:--|:--|");
            foreach (var change in byChance.Take(MaxFiles))
                body.Line($"| {MarkdownText.Code(change.Path.Value)} | {LineRanges.Of(change.Unstable)} |");
            if (byChance.Count > MaxFiles)
                body.Line($"| and {byChance.Count - MaxFiles} more files | |");
        });
        body.Line();
    }

    private static void WriteDetails(MarkdownBody body, ReportView view)
    {
        if (view.Delta.Modules.Count == 0)
        {
            // Totals without lines have none.
        }
        else if (view.Base is null || view.Delta.Modules.Count > view.ChangedModules.Count || view.Delta.Modules.Count > MaxModules)
        {
            body.Details($"All modules ({view.Delta.Modules.Count})", () =>
                WriteTable(body, "Module", [.. view.Delta.Modules.Select(module => (module.Name, module.Coverage))], tellsNew: view.Delta.WithoutLines.Count == 0));
        }
        if (view.Hotspots.Count > 0)
        {
            body.Details($"Complex methods with little coverage ({view.Hotspots.Count})", () =>
            {
                body.Line("| Method | complexity | lines | CRAP score |");
                body.Line("|:--|--:|--:|--:|");
                foreach (var method in view.Hotspots)
                    body.Line($"| {MarkdownText.Code(method.Class + "." + method.Name)} | {method.Complexity} | {Percent.Text(method.Lines.Head?.Rate)} | {RunText.Count((long)Math.Round(method.CrapScore!.Value))} |");
            });
        }
        body.Details("Sessions and environment", () => WriteSessions(body, view.Sessions));
        body.Line();
        body.Line($"<sub>{MarkdownText.Text(view.Generator)} · run {view.Head.Run.Id}</sub>");
    }

    private static void WriteSessions(MarkdownBody body, IReadOnlyList<SessionSummary> sessions)
    {
        body.Line("| Session | framework | configuration | lines | tests | environment |");
        body.Line("|:--|:--|:--|--:|--:|:--|");
        foreach (var session in sessions)
        {
            var facts = session.Session.Environment;
            body.Line($"| {MarkdownText.Code(session.Session.Name)}{(RunText.Marks(session.Session) is { } marks ? " " + MarkdownText.Text(marks) : "")} | {Optional(session.Session.Framework)} | {Optional(session.Session.Configuration)} | {Percent.Text(session.Coverage?.Lines.Rate)} | {(session.Tests is { } tests ? RunText.Count(tests.Total) : "")} | {MarkdownText.Text(RunText.Environment(facts))} |");
        }
    }

    private static string Optional(string? data) => data is null ? "" : MarkdownText.Code(data);

    private static void WriteTable(MarkdownBody body, string title, IReadOnlyList<(string Name, CoverageChange Coverage)> rows, bool tellsNew = true)
    {
        if (rows.Count == 0)
            return;
        body.Line($"| {title} | lines | change | branches | change |");
        body.Line("|:--|--:|--:|--:|--:|");
        foreach (var (name, coverage) in rows)
            body.Line($"| {MarkdownText.Code(name)} | {Rate(coverage.Lines)} | {(tellsNew ? State(coverage) : "")} | {Rate(coverage.Branches)} | {Arrow(coverage.Branches.RateChange)} |");
        body.Line();
    }

    private static string Rate(CountChange count) => count.Head is { Total: > 0 } head ? Percent.Text(head) : "";

    private static string State(CoverageChange coverage) => coverage switch
    {
        { Base: null } => "new",
        { Head: null } => "gone",
        _ => Arrow(coverage.Lines.RateChange),
    };

    private static string Arrow(double? change, string before = "") => change switch
    {
        null => "",
        0 => before + "=",
        > 0 => before + "▲ " + Percent.Change(change),
        _ => before + "▼ " + Percent.Change(change),
    };
}
