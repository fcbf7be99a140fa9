using CoverageHistory.TestKit;

namespace CoverageHistory.Core.Tests.Formats;

/// <summary>Real reports of many tools, old and new, from many systems.</summary>
public sealed class CorpusTests
{
    [SharedFact("corpus")]
    public void Every_report_has_the_expected_totals()
    {
        foreach (var folder in new[] { "cobertura", "opencover", "lcov", "clover", "jacoco", "dotcover", "microsoft-xml", "coverlet-json" })
            Compare(folder);
    }

    private static void Compare(string folder)
    {
        var compared = ExpectedTotals.Compare(RepositoryRoot.Shared("corpus"), name => name.StartsWith(folder + "/", StringComparison.Ordinal));
        Assert.Equal(Directory.GetFiles(RepositoryRoot.Shared("corpus", folder)).Length, compared.Count);
    }
}
