using System.Globalization;
using CoverageHistory.Formats.Building;
using CoverageHistory.Model;
using CoverageHistory.Reporting.Export;

namespace CoverageHistory.Reporting;

/// <summary>
/// The merged coverage of a run as an lcov tracefile, in the records that lcov 1 and 2 both read. lcov has no modules: a file that is in
/// two of them is written once.
/// </summary>
internal sealed class LcovRenderer : IReportRenderer
{
    public string Type => "lcov";

    public string FileName => "coverage.info";

    public bool NeedsLines => true;

    public void Render(ReportView view, TextWriter output)
    {
        output.Write("TN:\n");
        foreach (var file in CoverageUnion.ByPath(view.Coverage))
        {
            Line(output, $"SF:{ExportText.OfLine(file.Path.Value)}");
            WriteFunctions(output, file);
            WriteBranches(output, file);
            foreach (var line in file.Lines)
                Line(output, $"DA:{line.Number},{line.Hits}");
            Line(output, $"LF:{file.Counts.Lines.Total}");
            Line(output, $"LH:{file.Counts.Lines.Covered}");
            output.Write("end_of_record\n");
        }
    }

    private static void WriteFunctions(TextWriter output, FileCoverage file)
    {
        var functions = new OrderedDictionary<string, (int Start, uint Hits)>(StringComparer.Ordinal);
        foreach (var type in file.Classes)
        {
            foreach (var method in type.Methods)
            {
                var name = ExportText.OfLine(type.Name.Length == 0 ? method.Name + method.Signature : $"{type.Name}::{method.Name}{method.Signature}");
                // A name stands once in a record; two builds of a file may give the same one again.
                if (name.Length > 0 && method.Lines.Length > 0)
                    functions.TryAdd(name, (method.Lines[0], file.LinesOf(method).Max(line => line.Hits)));
            }
        }
        foreach (var (name, function) in functions)
            Line(output, $"FN:{function.Start},{name}");
        foreach (var (name, function) in functions)
            Line(output, $"FNDA:{function.Hits},{name}");
        if (functions.Count == 0)
            return;
        Line(output, $"FNF:{functions.Count}");
        Line(output, $"FNH:{functions.Count(function => function.Value.Hits > 0)}");
    }

    private static void WriteBranches(TextWriter output, FileCoverage file)
    {
        var at = 0;
        foreach (var line in file.Lines)
        {
            if (line.BranchesTotal == 0)
                continue;
            while (at < file.Outcomes.Length && file.Outcomes[at].Line < line.Number)
                at++;
            var end = at;
            while (end < file.Outcomes.Length && file.Outcomes[end].Line == line.Number)
                end++;
            var outcomes = file.Outcomes.AsSpan(at..end);
            if (AreAll(outcomes, line))
            {
                foreach (var outcome in outcomes)
                {
                    OutcomeKey.TryReadBlock(outcome.Key, out var block, out var branch);
                    WriteBranch(output, line, block, branch, outcome.Hits);
                }
            }
            else
            {
                for (var branch = 0; branch < line.BranchesTotal; branch++)
                    WriteBranch(output, line, 0, branch, branch < line.BranchesCovered ? 1u : 0u);
            }
        }
        if (file.Counts.Branches is not { Total: > 0 } branches)
            return;
        Line(output, $"BRF:{branches.Total}");
        Line(output, $"BRH:{branches.Covered}");
    }

    /// <summary>Whether the identities say of the line's branches what their number says, and are ones that lcov has.</summary>
    private static bool AreAll(ReadOnlySpan<BranchOutcome> outcomes, LineCoverage line)
    {
        var taken = 0;
        foreach (var outcome in outcomes)
        {
            if (!OutcomeKey.TryReadBlock(outcome.Key, out _, out _))
                return false;
            taken += outcome.Hits > 0 ? 1 : 0;
        }
        return outcomes.Length == line.BranchesTotal && taken == line.BranchesCovered;
    }

    private static void WriteBranch(TextWriter output, LineCoverage line, uint block, int branch, uint hits)
    {
        if (line.IsCovered || hits > 0)
            Line(output, $"BRDA:{line.Number},{block},{branch},{hits}");
        else
            Line(output, $"BRDA:{line.Number},{block},{branch},-");
    }

    private static void Line(TextWriter output, FormattableString record)
    {
        output.Write(record.ToString(CultureInfo.InvariantCulture));
        output.Write('\n');
    }
}
