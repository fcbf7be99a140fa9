using CoverageHistory.Comparison;
using CoverageHistory.Model;
using CoverageHistory.Reporting;
using CoverageHistory.Storage;
using CoverageHistory.Tool.Terminal;

namespace CoverageHistory.Tool.Rendering;

/// <summary>One run in the terminal.</summary>
internal sealed class RunDetailsText(TerminalWriter terminal, RunDelta delta, RunStanding standing, IReadOnlyList<SessionSummary> sessions, IReadOnlyList<ComponentChange> components)
{
    private const int MaxFiles = 15;
    private const int MaxTests = 20;
    private const int MaxValues = 50;

    public void Write()
    {
        WriteFacts();
        WriteSessions();
        WriteValues();
        if (RunText.WithoutLines(delta) is { } missing)
        {
            terminal.WriteSentence(missing + ".", Style.Quiet);
            terminal.WriteLine();
        }
        WriteTable("COMPONENT", [.. components.Select(component => (component.Name, component.Coverage))]);
        WriteTable("MODULE", [.. delta.Modules.Select(module => (module.Name, module.Coverage))]);
        WriteChangedFiles();
        WriteIndirect();
        WriteTests();
    }

    private void WriteFacts()
    {
        var run = delta.Head.Run;
        Fact("run", run.Id.ToString("D"));
        Fact("recorded", RunText.Time(run.RecordedAt) + " UTC");
        Fact("status", RunText.Status(run.Status), run.Status == RunStatus.Passed ? Style.Good : Style.Bad);
        Fact("commit", run.Commit is { } commit ? $"{commit.Sha}{(run.IsDirty ? " with uncommitted changes" : "")}" : null);
        Fact("subject", run.Commit?.Subject);
        Fact("branch", run.Branch);
        Fact("line", standing == RunStanding.OnLine ? null : BaselineText.Text(standing));
        Fact("git tags", Join(run.Commit?.Tags));
        Fact("labels", Join(run.Tags));
        Fact("remote", run.Remote);
        Fact("build", run.Ci is { } ci ? Join([ci.Provider, ci.BuildId, ci.JobId, ci.BuildUrl]) : null);
        Fact("pull request", run.Ci?.PullRequest is { } number ? number + (run.Ci.BaseBranch is { } target ? " into " + target : "") : null);
        Fact("run before", delta.Base is { } before ? $"{RunText.Place(before.Run)} of {RunText.Time(before.Run.RecordedAt)} UTC" : delta.IsBaseUnknown ? Baseline.UnknownText : null);
        if (delta.Project is { } project)
        {
            WriteCount("lines", project.Lines);
            WriteCount("branches", project.Branches);
            WriteCount("methods", project.Methods);
            Fact("flagged", Flagged());
        }
        Fact("not to judge", string.Join(", ", delta.Head.Doubts), Style.Warning);
        terminal.WriteLine();
    }

    /// <summary>Files that count like all others, and that somebody may want to leave out.</summary>
    private string? Flagged()
    {
        var files = delta.Files.Where(file => file.Coverage.Head is not null).Select(file => file.Path).ToList();
        var (generated, outside) = (files.Count(path => path.IsGenerated), files.Count(path => path.IsOutside));
        return Join([
            generated > 0 ? $"{RunText.Count(generated)} of {RunText.Count(files.Count)} files are written by tools" : null,
            outside > 0 ? $"{RunText.Count(outside)} outside the repository" : null,
        ]);
    }

    private void Fact(string name, string? value, Style style = Style.Plain)
    {
        if (!string.IsNullOrEmpty(value))
            terminal.Write(name.PadRight(14), Style.Quiet).WriteLine(value, style);
    }

    private void WriteCount(string name, CountChange count)
    {
        if (count.Head is not { Total: > 0 } head)
            return;
        terminal.Write(name.PadRight(14), Style.Quiet).Write(Percent.Text(head), Style.Strong);
        if (count.RateChange is { } change)
            terminal.Write(" " + Percent.Change(change), MetricText.ChangeStyle(BuiltInMetric.LineRate.Metric, 0, change));
        terminal.WriteLine($"  {RunText.Count(head.Covered)} of {RunText.Count(head.Total)}");
    }

    private void WriteSessions()
    {
        var table = new TextTable(
            new Column("SESSION") { IsFlexible = true, KeepsEnd = true },
            new Column("FRAMEWORK"),
            new Column("CONFIGURATION") { DropOrder = 2 },
            new Column("FORMAT") { DropOrder = 3 },
            new Column("LINES") { IsNumber = true },
            new Column("TESTS") { IsNumber = true },
            new Column("STATUS"),
            new Column("NOTE") { IsFlexible = true },
            new Column("ENVIRONMENT") { IsFlexible = true, DropOrder = 1 });
        foreach (var session in sessions)
        {
            table.Add(
                session.Session.Name,
                session.Session.Framework,
                session.Session.Configuration,
                session.Session.Format,
                session.Coverage is { } coverage ? Percent.Text(coverage.Lines) : "",
                session.Tests is { } tests ? RunText.Count(tests.Total) : "",
                new Cell(RunText.Status(session.Session.Status), session.Session.Status == RunStatus.Passed ? Style.Good : Style.Bad),
                new Cell(RunText.Marks(session.Session) ?? "", Style.Warning),
                RunText.Environment(session.Session.Environment));
        }
        table.Render(terminal);
        terminal.WriteLine();
    }

    private void WriteValues()
    {
        var values = sessions.SelectMany(session => session.Session.Values).ToList();
        if (values.Count == 0)
            return;
        var table = new TextTable(
            new Column("METRIC") { IsFlexible = true, KeepsEnd = true },
            new Column("VALUE") { IsNumber = true },
            new Column("SPREAD") { DropOrder = 1 });
        foreach (var value in values.Take(MaxValues))
            table.Add(value.Metric.Name, MetricText.Value(value.Metric, value.Value), value.Spread);
        table.Render(terminal);
        if (values.Count > MaxValues)
            terminal.WriteLine($"{RunText.Count(values.Count - MaxValues)} more metrics: --format json has all.", Style.Quiet);
        terminal.WriteLine();
    }

    private void WriteChangedFiles()
    {
        if (!delta.ComparesParts)
            return;
        var changed = delta.Files.Where(file => file.Coverage.IsChanged).OrderByDescending(file => file.Coverage.Weight).ToList();
        WriteTable("CHANGED FILE", [.. changed.Take(MaxFiles).Select(file => (file.Path.Value, file.Coverage))]);
        if (changed.Count > MaxFiles)
            terminal.WriteLine($"{RunText.Count(changed.Count - MaxFiles)} more files changed less.", Style.Quiet).WriteLine();
    }

    private void WriteIndirect()
    {
        if (delta.Indirect.Count == 0)
            return;
        var table = new TextTable(
            new Column("UNCHANGED FILE") { IsFlexible = true, KeepsEnd = true },
            new Column("NEWLY UNCOVERED") { IsFlexible = true },
            new Column("NEWLY COVERED") { IsFlexible = true },
            new Column("BY CHANCE") { IsFlexible = true });
        foreach (var change in delta.Indirect.Take(MaxFiles))
            table.Add(change.Path.Value, LineRanges.Of(change.NewlyUncovered), LineRanges.Of(change.NewlyCovered), new Cell(LineRanges.Of(change.Unstable), Style.Quiet));
        table.Render(terminal);
        if (delta.Indirect.Count > MaxFiles)
            terminal.WriteLine($"{RunText.Count(delta.Indirect.Count - MaxFiles)} more unchanged files.", Style.Quiet);
        terminal.WriteLine();
    }

    private void WriteTable(string title, IReadOnlyList<(string Name, CoverageChange Coverage)> rows)
    {
        if (rows.Count == 0)
            return;
        var table = new TextTable(
            new Column(title) { IsFlexible = true, KeepsEnd = true },
            new Column("LINES") { IsNumber = true },
            new Column("CHANGE") { IsNumber = true },
            new Column("COVERED") { IsNumber = true, DropOrder = 2 },
            new Column("OF") { IsNumber = true, DropOrder = 2 },
            new Column("BRANCHES") { IsNumber = true, DropOrder = 1 });
        foreach (var (name, coverage) in rows)
        {
            var lines = coverage.Lines;
            table.Add(
                name,
                Percent.Text(lines.Head?.Rate),
                coverage switch
                {
                    { Base: null } => delta.ComparesParts ? "new" : "",
                    { Head: null } => "gone",
                    _ => new Cell(Percent.Change(lines.RateChange), MetricText.ChangeStyle(BuiltInMetric.LineRate.Metric, lines.Base?.Rate, lines.Head?.Rate)),
                },
                lines.Head is { } head ? RunText.Count(head.Covered) : "",
                lines.Head is { } total ? RunText.Count(total.Total) : "",
                coverage.Branches.Head is { Total: > 0 } branches ? Percent.Text(branches) : "");
        }
        table.Render(terminal);
        terminal.WriteLine();
    }

    private void WriteTests()
    {
        if (delta.Head.Tests is not { } tests)
            return;
        terminal.Write($"{RunText.Count(tests.Total)} tests in {RunText.Duration(tests.Duration)}: {RunText.Count(tests.Passed)} passed");
        if (tests.Failed > 0)
            terminal.Write($", {RunText.Count(tests.Failed)} failed", Style.Bad);
        if (tests.Skipped > 0)
            terminal.Write($", {RunText.Count(tests.Skipped)} skipped");
        terminal.WriteLine();
        if (delta.Tests is not { } changes)
            return;
        foreach (var test in changes.Failed.Take(MaxTests))
            terminal.Write("  failed  ", Style.Bad).WriteLine(test.Name);
        if (changes.Failed.Count > MaxTests)
            terminal.WriteLine($"  and {RunText.Count(changes.Failed.Count - MaxTests)} more", Style.Quiet);
        foreach (var name in changes.Fixed.Take(MaxTests))
            terminal.Write("  fixed   ", Style.Good).WriteLine(name);
    }

    private static string? Join(IEnumerable<string?>? parts) => parts is null ? null : string.Join(", ", parts.Where(part => !string.IsNullOrEmpty(part)));
}
