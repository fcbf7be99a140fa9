using CoverageHistory.Comparison;
using CoverageHistory.Reporting;
using CoverageHistory.Tool.Terminal;

namespace CoverageHistory.Tool.Rendering;

/// <summary>Unstable lines in the terminal: those of the files as they are now.</summary>
internal sealed class UnstableText(TerminalWriter terminal, UnstableLines unstable)
{
    private const int MaxRows = 50;

    public void Write()
    {
        var current = unstable.All.Where(line => line.IsCurrent).ToList();
        var past = unstable.All.Count - current.Count;
        if (current.Count == 0)
            terminal.WriteSentence("No line is known to be unstable: none went back and forth while its file stayed the same.", Style.Good);
        else
            WriteTable(current);
        if (past > 0)
            terminal.WriteSentence($"{RunText.Count(past)} more in earlier versions of their files: --format json lists them.", Style.Quiet);
    }

    private void WriteTable(List<UnstableLine> lines)
    {
        var table = new TextTable(
            new Column("FILE") { IsFlexible = true, KeepsEnd = true },
            new Column("LINE") { IsNumber = true },
            new Column("COVERED IN") { IsNumber = true },
            new Column("FLIPS") { IsNumber = true },
            new Column("LAST SEEN (UTC)"),
            new Column("AT") { IsFlexible = true, DropOrder = 1 });
        foreach (var line in lines.Take(MaxRows))
        {
            table.Add(
                line.Path.Value,
                RunText.Count(line.Number),
                $"{RunText.Count(line.RunsCovered)} of {RunText.Count(line.RunsSeen)} runs",
                RunText.Count(line.Flips),
                RunText.Time(line.LastFlip.RecordedAt),
                new Cell(RunText.Place(line.LastFlip), Style.Quiet));
        }
        table.Render(terminal);
        if (lines.Count > MaxRows)
            terminal.WriteSentence($"{RunText.Count(lines.Count - MaxRows)} more lines: --format json lists all, --file PATH those of one file.", Style.Quiet);
    }
}
