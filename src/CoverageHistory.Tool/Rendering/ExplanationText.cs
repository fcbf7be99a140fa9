using System.Globalization;
using CoverageHistory.Model;
using CoverageHistory.Tool.Terminal;

namespace CoverageHistory.Tool.Rendering;

/// <summary>Where the totals a report states differ from those of its lines, for a person.</summary>
internal static class ExplanationText
{
    /// <summary>As the JSON contract names it.</summary>
    public static string Name(TotalsCause cause) => cause switch
    {
        TotalsCause.SeveralAssemblies => "several-assemblies",
        TotalsCause.SeveralClasses => "several-classes",
        TotalsCause.GeneratedClasses => "generated-classes",
        TotalsCause.SeveralMethods => "several-methods",
        TotalsCause.ListedTwice => "listed-twice",
        TotalsCause.MethodOnly => "method-only",
        TotalsCause.UnlistedBranches => "unlisted-branches",
        _ => "unexplained",
    };

    public static void Write(TerminalWriter terminal, RecordOutcome outcome)
    {
        foreach (var report in outcome.Explanations.GroupBy(explanation => explanation.Report))
        {
            var difference = outcome.Diagnostics.First(diagnostic => diagnostic.Code == DiagnosticCode.StatedTotalsDiffer && diagnostic.Path == report.Key);
            terminal.WriteLine();
            terminal.WriteSentence($"{report.Key}: {difference.Message.Split(';')[0]}:");
            var table = new TextTable(
                new Column("CAUSE"),
                new Column("FILE") { IsFlexible = true, KeepsEnd = true },
                new Column("LINES") { IsNumber = true },
                new Column("BRANCHES") { IsNumber = true },
                new Column("WHERE") { IsFlexible = true });
            foreach (var part in report)
                table.Add(Say(part.Cause), part.File ?? "", Signed(part.LineCount), Signed(part.BranchCount), Where(part));
            table.Render(terminal);
            terminal.WriteLine();
        }
    }

    private static string Say(TotalsCause cause) => cause switch
    {
        TotalsCause.SeveralAssemblies => "counted in several assemblies",
        TotalsCause.SeveralClasses => "counted in several classes",
        TotalsCause.GeneratedClasses => "counted in classes a compiler made, too",
        TotalsCause.SeveralMethods => "counted in several methods",
        TotalsCause.ListedTwice => "listed more than once",
        TotalsCause.MethodOnly => "listed under methods only",
        TotalsCause.UnlistedBranches => "branches of code that is not listed",
        _ => "not explained by its lines",
    };

    private static string Signed(long count) => count == 0 ? "" : count.ToString("+0;-0", CultureInfo.InvariantCulture);

    private static string Where(TotalsExplanation part)
    {
        var lines = string.Join(", ", part.Lines);
        var names = string.Join(", ", part.Names);
        return lines.Length == 0 ? names : names.Length == 0 ? lines : $"{lines} in {names}";
    }
}
