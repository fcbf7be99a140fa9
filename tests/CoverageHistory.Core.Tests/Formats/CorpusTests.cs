using CoverageHistory.TestKit;

namespace CoverageHistory.Core.Tests.Formats;

/// <summary>Real reports of many tools, old and new, from many systems.</summary>
public sealed class CorpusTests
{
    [SharedFact("corpus")]
    public void Cobertura_reports_have_the_expected_totals() => Compare("cobertura");

    private static void Compare(string folder)
    {
        var compared = ExpectedTotals.Compare(RepositoryRoot.Shared("corpus"), name => name.StartsWith(folder + "/", StringComparison.Ordinal));
        Assert.Equal(Directory.GetFiles(RepositoryRoot.Shared("corpus", folder)).Length, compared.Count);
    }
}
