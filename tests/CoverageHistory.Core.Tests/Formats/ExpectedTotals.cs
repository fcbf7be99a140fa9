using System.Text.Json;
using CoverageHistory.Formats;
using CoverageHistory.Model;

namespace CoverageHistory.Core.Tests.Formats;

/// <summary>Reads every report an <c>expected.json</c> names and compares totals that an independent implementation found in them.</summary>
internal static class ExpectedTotals
{
    /// <param name="folder">Holds <c>expected.json</c> and the reports.</param>
    /// <param name="among">Which of its entries.</param>
    /// <returns>The entries that were compared.</returns>
    public static List<string> Compare(string folder, Func<string, bool> among)
    {
        using var expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "expected.json")));
        var wrong = new List<string>();
        var compared = new List<string>();
        foreach (var entry in expected.RootElement.EnumerateObject().Where(entry => among(entry.Name)))
        {
            compared.Add(entry.Name);
            var found = Read(Path.Combine(folder, entry.Name));
            var wanted = Wanted(entry.Value);
            if (found != wanted)
                wrong.Add($"{entry.Name}: expected {wanted}, found {found}");
        }
        Assert.Empty(wrong);
        return compared;
    }

    private static string Wanted(JsonElement totals)
    {
        if (totals.TryGetProperty("malformed", out _))
            return "refused";
        long Of(string name) => totals.GetProperty(name).GetInt64();
        return $"{Of("files")} files, lines {Of("covered_lines")}/{Of("coverable_lines")}, branches {Of("covered_branches")}/{Of("total_branches")}";
    }

    private static string Read(string path)
    {
        try
        {
            var counts = CoverageCounts.Of(CoverageReaders.Read(path, ReadLimits.Default, CancellationToken.None).Report.Files);
            return $"{counts.Files} files, lines {counts.Lines.Covered}/{counts.Lines.Total}, branches {counts.Branches.Covered}/{counts.Branches.Total}";
        }
        catch (ReportFormatException)
        {
            return "refused";
        }
    }
}
