using System.Globalization;
using CoverageHistory.Model;
using CoverageHistory.Reporting;
using CoverageHistory.Storage;
using CoverageHistory.Tool.Terminal;

namespace CoverageHistory.Tool.Rendering;

/// <summary>The log of operations: sums by name, then the last ones.</summary>
internal static class OperationsText
{
    public static void Write(TerminalWriter terminal, IReadOnlyList<OperationTotals> totals, IReadOnlyList<Operation> operations)
    {
        var sums = new TextTable(
            new Column("OPERATION"), new Column("COUNT") { IsNumber = true }, new Column("FAILED") { IsNumber = true },
            new Column("AVERAGE") { IsNumber = true }, new Column("SLOWEST") { IsNumber = true }, new Column("LAST (UTC)") { DropOrder = 1 });
        foreach (var total in totals)
        {
            sums.Add(total.Name, RunText.Count(total.Count), new Cell(RunText.Count(total.Failed), total.Failed > 0 ? Style.Bad : Style.Plain),
                Seconds(total.Average), Seconds(total.Slowest), RunText.Time(total.LastAt));
        }
        sums.Render(terminal);
        if (operations.Count == 0)
            return;
        terminal.WriteLine();
        var list = new TextTable(
            new Column("WHEN (UTC)"), new Column("OPERATION"), new Column("TOOK") { IsNumber = true }, new Column("OUTCOME"),
            new Column("CODE"), new Column("ERROR") { IsFlexible = true });
        foreach (var operation in operations)
        {
            list.Add(RunText.Time(operation.StartedAt), operation.Name, Seconds(operation.Duration),
                new Cell(Outcome(operation), operation.Outcome == OperationOutcome.Done ? Style.Good : Style.Bad), operation.ErrorCode, operation.Error);
        }
        list.Render(terminal);
    }

    public static string Outcome(Operation operation) => operation.Outcome switch
    {
        OperationOutcome.Done => "done",
        OperationOutcome.Failed => "failed",
        _ => "cancelled",
    };

    private static string Seconds(TimeSpan time) => time.TotalSeconds switch
    {
        < 1 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms"),
        < 100 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.00} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s"),
    };
}
