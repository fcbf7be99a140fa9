using CoverageHistory.Comparison;
using CoverageHistory.Model;
using CoverageHistory.Reporting.Markup;
using CoverageHistory.Storage;

namespace CoverageHistory.Reporting.Html;

/// <summary>The page's tables. Cells that sort by number carry it in <c>data-value</c>.</summary>
internal sealed class TableWriter(MarkupWriter markup, bool tellsNew)
{
    private const int BarWidth = 72;

    public void Coverage(string title, IReadOnlyList<(string Name, CoverageChange Coverage)> rows, bool sortable, string id = "")
    {
        var anyBranches = rows.Any(row => row.Coverage.Branches is { Head.Total: > 0 } or { Base.Total: > 0 });
        Open(sortable, id, [title, "Lines", "Change", "Covered", "Coverable", .. anyBranches ? ["Branches", "Change"] : Array.Empty<string>()]);
        foreach (var (name, coverage) in rows)
        {
            markup.Write($"<tr><th scope=\"row\">");
            BreakablePath(name);
            markup.Write($"</th>");
            Rate(coverage.Lines.Head);
            ChangeCell(coverage);
            Count(coverage.Lines.Head?.Covered);
            Count(coverage.Lines.Head?.Total);
            if (anyBranches)
            {
                Rate(coverage.Branches.Head);
                ChangeCell(coverage.Branches.RateChange);
            }
            markup.Line($"</tr>");
        }
        Close();
    }

    public void Methods(IReadOnlyList<MethodChange> methods)
    {
        Open(sortable: true, "", ["Method", "CRAP score", "Complexity", "Lines"]);
        foreach (var method in methods)
        {
            markup.Write($"<tr><th scope=\"row\">");
            BreakablePath(method.Class + "." + method.Name);
            markup.Write($"<br><small class=\"quiet\">{method.Path.Value}</small></th>");
            markup.Write($"<td class=\"number\" data-value=\"{method.CrapScore!.Value}\">{RunText.Count((long)Math.Round(method.CrapScore.Value))}</td>");
            Count(method.Complexity);
            Rate(method.Lines.Head);
            markup.Line($"</tr>");
        }
        Close();
    }

    public void Sessions(IReadOnlyList<SessionSummary> sessions)
    {
        Open(sortable: false, "", ["Session", "Lines", "Tests", "Framework", "Configuration", "Format", "Environment"]);
        foreach (var session in sessions)
        {
            var facts = session.Session;
            markup.Write($"<tr><th scope=\"row\">{facts.Name}");
            if (RunText.Marks(facts) is { } marks)
                markup.Write($"<br><small class=\"bad\">{marks}</small>");
            markup.Write($"</th>");
            Rate(session.Coverage?.Lines);
            Count(session.Tests?.Total);
            markup.Write($"<td>{facts.Framework}</td><td>{facts.Configuration}</td><td>{facts.Format}</td>");
            var environment = facts.Environment;
            markup.Line($"<td>{environment.CpuModel}, {environment.Cores} cores<br><small class=\"quiet\">{environment.Os}, {environment.Architecture}, {environment.Runtime}</small></td></tr>");
        }
        Close();
    }

    /// <summary>A signed change in percentage points; nothing where there is nothing to compare.</summary>
    public void Change(double? rateChange)
    {
        if (rateChange is not { } change)
            return;
        var (kind, arrow) = change switch
        {
            > 0 => ("good", "▲"),
            < 0 => ("bad", "▼"),
            _ => ("quiet", "="),
        };
        markup.Write($" <span class=\"change {kind}\">{arrow} {Percent.Change(change)}</span>");
    }

    private void Open(bool sortable, string id, IReadOnlyList<string> titles)
    {
        markup.Write($"<div class=\"scroll\"><table");
        if (id.Length > 0)
            markup.Write($" id=\"{id}\"");
        if (sortable)
            markup.Write($" class=\"sortable\"");
        markup.Write($"><thead><tr>");
        foreach (var title in titles)
            markup.Write($"<th scope=\"col\">{title}</th>");
        markup.Line($"</tr></thead><tbody>");
    }

    private void Close() => markup.Line($"</tbody></table></div>");

    private void Rate(CoveredCount? count)
    {
        if (count?.Rate is not { } rate)
        {
            markup.Write($"<td class=\"number rate\" data-value=\"-1\"></td>");
            return;
        }
        markup.Write($"<td class=\"number rate\" data-value=\"{rate * 1e6}\">{Percent.Number(rate)} % ");
        markup.Write($"<svg class=\"bar\" viewBox=\"0 0 {BarWidth} 8\" width=\"{BarWidth}\" height=\"8\" aria-hidden=\"true\"><rect class=\"rest\" width=\"{BarWidth}\" height=\"8\" rx=\"2\"/><rect class=\"done\" width=\"{BarWidth * rate}\" height=\"8\" rx=\"2\"/></svg></td>");
    }

    private void ChangeCell(CoverageChange coverage)
    {
        if (coverage.Base is null)
            markup.Write($"<td class=\"number\" data-value=\"0\"><span class=\"change quiet\">{(tellsNew ? "new" : "")}</span></td>");
        else if (coverage.Head is null)
            markup.Write($"<td class=\"number\" data-value=\"0\"><span class=\"change quiet\">gone</span></td>");
        else
            ChangeCell(coverage.Lines.RateChange);
    }

    private void ChangeCell(double? rateChange)
    {
        markup.Write($"<td class=\"number\" data-value=\"{(rateChange ?? 0) * 1e6}\">");
        if (rateChange is not 0)
            Change(rateChange);
        markup.Write($"</td>");
    }

    private void Count(long? count)
    {
        if (count is { } known)
            markup.Write($"<td class=\"number\" data-value=\"{known}\">{RunText.Count(known)}</td>");
        else
            markup.Write($"<td class=\"number\" data-value=\"-1\"></td>");
    }

    /// <summary>Long names may break after a separator rather than anywhere.</summary>
    private void BreakablePath(string name)
    {
        var from = 0;
        for (var i = 0; i < name.Length - 1; i++)
        {
            if (name[i] is not ('/' or '.'))
                continue;
            markup.Write($"{name[from..(i + 1)]}<wbr>");
            from = i + 1;
        }
        markup.Write($"{name[from..]}");
    }
}
