using System.Text.Json;
using CoverageHistory.Formats;
using CoverageHistory.Model;
using CoverageHistory.TestKit;

namespace CoverageHistory.Core.Tests.Formats;

/// <summary>Real reports of many tools, with totals that an independent implementation found in them.</summary>
public sealed class CorpusTests
{
    [SharedFact("corpus")]
    public void Cobertura_reports_have_the_expected_totals() => ReadAll("cobertura");

    private static void ReadAll(string folder)
    {
        using var expected = JsonDocument.Parse(File.ReadAllText(RepositoryRoot.Shared("corpus", "expected.json")));
        var wrong = new List<string>();
        var read = 0;
        foreach (var entry in expected.RootElement.EnumerateObject().Where(entry => entry.Name.StartsWith(folder + "/", StringComparison.Ordinal)))
        {
            read++;
            var found = Read(RepositoryRoot.Shared("corpus", entry.Name));
            var wanted = entry.Value.TryGetProperty("malformed", out _) ? "refused" : string.Join(' ', entry.Value.EnumerateObject().Select(total => total.Value));
            if (found != wanted)
                wrong.Add($"{entry.Name}: expected {wanted}, found {found}");
        }
        Assert.Empty(wrong);
        Assert.Equal(Directory.GetFiles(RepositoryRoot.Shared("corpus", folder)).Length, read);
    }

    /// <summary>Files, covered and coverable lines, covered and all branches.</summary>
    private static string Read(string path)
    {
        try
        {
            var counts = CoverageCounts.Of(CoverageReaders.Read(path, ReadLimits.Default, CancellationToken.None).Report.Files);
            return $"{counts.Files} {counts.Lines.Covered} {counts.Lines.Total} {counts.Branches.Covered} {counts.Branches.Total}";
        }
        catch (ReportFormatException)
        {
            return "refused";
        }
    }
}
