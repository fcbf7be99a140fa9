using CoverageHistory.Comparison;
using CoverageHistory.Model;
using CoverageHistory.Reporting.Markup;
using CoverageHistory.Reporting.Svg;

namespace CoverageHistory.Reporting.Html;

/// <summary>The body of the page, from the headline down.</summary>
internal sealed class ReportPage(MarkupWriter markup, ReportView view)
{
    private const int MaxChanged = 12;

    private readonly TableWriter _tables = new(markup, tellsNew: view.Delta.WithoutLines.Count == 0);

    public void Write()
    {
        markup.Line($"<header>");
        WriteHeadline();
        markup.Line($"</header>\n<main>");
        WriteTiles();
        WriteTrend();
        WriteFailedTests();
        WriteChanges();
        WriteComponents();
        WriteModules();
        WriteFiles();
        WriteHotspots();
        WriteSessions();
        markup.Line($"</main>\n<footer>{view.Generator} · written {RunText.Time(view.GeneratedAt)} UTC · run {view.Head.Run.Id.ToString("D")}</footer>");
    }

    private void WriteHeadline()
    {
        var run = view.Head.Run;
        markup.Line($"<h1>{view.Title} <span class=\"quiet\">coverage</span></h1>");
        markup.Write($"<p class=\"facts\"><span class=\"place\">{RunText.Place(run)}</span>");
        if (run.Commit?.Subject is { } subject)
            markup.Write($" <span class=\"subject\">{subject}</span>");
        markup.Write($" <time datetime=\"{RunText.IsoTime(run.RecordedAt)}\">{RunText.Time(run.RecordedAt)} UTC</time>");
        if (run.Status != RunStatus.Passed)
            markup.Write($" <strong class=\"bad\">{RunText.Status(run.Status)}</strong>");
        if (run.IsDirty)
            markup.Write($" <span>with uncommitted changes</span>");
        if (view.Head.Doubts.Count > 0)
            markup.Write($" <strong class=\"bad\">not to be judged by: {string.Join(", ", view.Head.Doubts)}</strong>");
        if (view.Head.CarriedSessions > 0)
            markup.Write($" <span>{RunText.Count(view.Head.CarriedSessions)} of {RunText.Count(view.Head.Sessions)} sessions carried over</span>");
        foreach (var tag in run.Tags)
            markup.Write($" <span class=\"tag\">{tag}</span>");
        markup.Line($"</p>");
        if (view.Base is { } before)
            markup.Line($"<p class=\"facts\">compared with <span class=\"place\">{RunText.Place(before.Run)}</span> <time datetime=\"{RunText.IsoTime(before.Run.RecordedAt)}\">{RunText.Time(before.Run.RecordedAt)} UTC</time></p>");
        else if (view.Delta.IsBaseUnknown)
            markup.Line($"<p class=\"facts\">{Baseline.UnknownText}</p>");
        else
            markup.Line($"<p class=\"facts\">the first run here: there is nothing to compare it with yet</p>");
        if (RunText.WithoutLines(view.Delta) is { } missing)
            markup.Line($"<p class=\"facts\">{missing}</p>");
    }

    private void WriteTiles()
    {
        markup.Line($"<section class=\"tiles\" aria-label=\"Totals\">");
        if (view.Delta.Project is { } project)
        {
            WriteTile("Line coverage", project.Lines, "lines");
            WriteTile("Branch coverage", project.Branches, "branches");
            WriteTile("Method coverage", project.Methods, "methods");
        }
        if (view.Head.Tests is { } tests)
            WriteTestsTile(tests);
        markup.Line($"</section>");
    }

    private void WriteTile(string title, CountChange count, string unit)
    {
        if (count.Head is not { Total: > 0 } head)
            return;
        markup.Write($"<div class=\"tile\"><h2>{title}</h2><p class=\"figure\">{Percent.Number(head.Rate!.Value)}<small> %</small>");
        _tables.Change(count.RateChange);
        markup.Line($"</p><p class=\"quiet\">{RunText.Count(head.Covered)} of {RunText.Count(head.Total)} {unit}</p></div>");
    }

    private void WriteTestsTile(TestCounts tests)
    {
        markup.Write($"<div class=\"tile\"><h2>Tests</h2><p class=\"figure\">{RunText.Count(tests.Passed)}<small> passed</small>");
        if (tests.Failed > 0)
            markup.Write($" <span class=\"change bad\">{RunText.Count(tests.Failed)} failed</span>");
        markup.Line($"</p><p class=\"quiet\">{TestFacts(tests)}</p></div>");
    }

    private string TestFacts(TestCounts tests)
    {
        var facts = new List<string> { "took " + RunText.Duration(tests.Duration) };
        if (tests.Skipped > 0)
            facts.Add($"{RunText.Count(tests.Skipped)} skipped");
        if (view.Delta.Tests is { Added: > 0 } added)
            facts.Add($"{RunText.Count(added.Added)} added");
        if (view.Delta.Tests is { Removed: > 0 } removed)
            facts.Add($"{RunText.Count(removed.Removed)} removed");
        if (view.Delta.Tests is { Fixed.Count: > 0 } better)
            facts.Add($"{RunText.Count(better.Fixed.Count)} fixed");
        return string.Join(", ", facts);
    }

    private void WriteTrend()
    {
        var chart = new TrendChart(view.Trend);
        markup.Line($"""
            <section class="wide">
            <h2>Trend</h2>
            <figure id="trend">
            <svg viewBox="0 0 {TrendChart.Width} {TrendChart.Height}" role="img" aria-label="{chart.Summary}">
            """);
        chart.Draw(markup);
        markup.Line($"""
            </svg>
            <figcaption id="readout" aria-live="polite">{chart.Summary}</figcaption>
            </figure>
            """);
        markup.Trusted("<script type=\"application/json\" id=\"trend-data\">" + chart.PositionsAsJson() + "</script>\n</section>\n");
    }

    private void WriteFailedTests()
    {
        if (view.Delta.Tests is not { Failed.Count: > 0 } tests)
            return;
        var broken = tests.Broken.ToHashSet(StringComparer.Ordinal);
        markup.Line($"<section class=\"wide\">\n<h2 class=\"bad\">Failed tests <span class=\"quiet\">{tests.Failed.Count}</span></h2>\n<ul class=\"tests\">");
        foreach (var test in tests.Failed)
        {
            markup.Write($"<li><code>{test.Name}</code>");
            if (broken.Contains(test.Name))
                markup.Write($" <span class=\"tag\">did not fail before</span>");
            markup.Line($"</li>");
        }
        markup.Line($"</ul>\n</section>");
    }

    private void WriteChanges()
    {
        if (view.Base is null || view.ChangedFiles.Count == 0)
            return;
        markup.Line($"<section class=\"wide\">\n<h2>What changed most</h2>");
        _tables.Coverage("File", [.. view.ChangedFiles.Take(MaxChanged).Select(file => (file.Path.Value, file.Coverage))], sortable: false);
        if (view.ChangedFiles.Count > MaxChanged)
            markup.Line($"<p class=\"quiet\">{RunText.Count(view.ChangedFiles.Count - MaxChanged)} more files changed less.</p>");
        markup.Line($"</section>");
    }

    private void WriteComponents()
    {
        if (view.Components.Count == 0)
            return;
        markup.Line($"<section class=\"wide\">\n<h2>Components <span class=\"quiet\">{view.Components.Count}</span></h2>");
        _tables.Coverage("Component", [.. view.Components.Select(component => (component.Name, component.Coverage))], sortable: true);
        markup.Line($"</section>");
    }

    private void WriteModules()
    {
        if (view.Delta.Modules.Count == 0)
            return;
        markup.Line($"<section class=\"wide\">\n<h2>Modules <span class=\"quiet\">{view.Delta.Modules.Count}</span></h2>");
        _tables.Coverage("Module", [.. view.Delta.Modules.Select(module => (module.Name, module.Coverage))], sortable: true);
        markup.Line($"</section>");
    }

    private void WriteFiles()
    {
        if (view.Delta.Files.Count == 0)
            return;
        markup.Line($"<section class=\"wide\">\n<h2>Files <span class=\"quiet\">{RunText.Count(view.Delta.Files.Count)}</span></h2>");
        markup.Line($"<p class=\"filter\" hidden><label>Show paths with <input type=\"search\" id=\"filter\" autocomplete=\"off\" spellcheck=\"false\"></label> <span id=\"filter-count\" class=\"quiet\" aria-live=\"polite\"></span></p>");
        _tables.Coverage("File", [.. view.Delta.Files.Select(file => (file.Path.Value, file.Coverage))], sortable: true, id: "files");
        markup.Line($"</section>");
    }

    private void WriteHotspots()
    {
        if (view.Hotspots.Count == 0)
            return;
        markup.Line($"<section class=\"wide\">\n<h2>Complex methods with little coverage</h2>");
        _tables.Methods(view.Hotspots);
        markup.Line($"</section>");
    }

    private void WriteSessions()
    {
        if (view.Sessions.Count == 0)
            return;
        markup.Line($"<section class=\"wide\">\n<h2>Sessions <span class=\"quiet\">{view.Sessions.Count}</span></h2>");
        _tables.Sessions(view.Sessions);
        markup.Line($"</section>");
    }
}
