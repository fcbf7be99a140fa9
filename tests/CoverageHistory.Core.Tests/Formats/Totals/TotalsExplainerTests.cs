using CoverageHistory.Formats;
using CoverageHistory.Formats.Totals;
using CoverageHistory.Model;
using CoverageHistory.TestKit;

namespace CoverageHistory.Core.Tests.Formats.Totals;

public sealed class TotalsExplainerTests
{
    private static readonly SourcePathMapper Mapper = new(null, null);

    [Fact]
    public void A_file_in_two_assemblies_explains_coverlet_s_totals() =>
        Assert.Equal(
            ["SeveralAssemblies Shared/Guard.cs 7,8,9,10,11,14,15,16,17,18 +10 +4 Shop.Reports,Shop"],
            Explain(Path.Combine(Fixtures.Folder, "coverlet/coverage.cobertura.xml")));

    [Fact]
    public void Lambdas_in_classes_of_their_own_explain_Microsoft_s_totals() =>
        Assert.Equal(
            [
                "SeveralAssemblies /tmp/shop/dotnet/src/Shared/Guard.cs 7,8,9,10,11,14,15,16,17,18 +10 +4 Shop.Reports,Shop",
                "GeneratedClasses /tmp/shop/dotnet/tests/Shop.Tests/OrderTests.cs 17,20 +2 +0 Shop.Tests.OrderTests,Shop.Tests.OrderTests.<>c__DisplayClass0_0,Shop.Tests.OrderTests.<>c",
                "GeneratedClasses /tmp/shop/dotnet/src/Shop.Reports/Receipt.cs 9 +1 +0 Shop.Reports.Receipt,Shop.Reports.Receipt.<>c",
                "GeneratedClasses /tmp/shop/dotnet/src/Shop/Order.cs 11 +1 +0 Shop.Order,Shop.Order.<>c",
            ],
            Explain(Path.Combine(Fixtures.Folder, "microsoft/coverage.cobertura.xml")));

    [Fact]
    public void Functions_that_only_methods_list_explain_Istanbul_s_totals() =>
        Assert.Equal(
            ["MethodOnly shop.js 2,6,11,16 -4 +0 (anonymous_0)()V,(anonymous_1)()V,(anonymous_2)()V,never()V"],
            Explain(Path.Combine(Fixtures.Folder, "istanbul/cobertura.xml")));

    [Fact]
    public void A_file_with_two_records_explains_totals_of_lcov() =>
        Assert.Equal(["ListedTwice a 1,2 +2 +2 "], ExplainText("SF:a\nBRDA:1,0,0,1\nBRDA:1,0,1,0\nDA:1,1\nDA:2,0\nLF:2\nLH:1\nBRF:2\nBRH:1\nend_of_record\nSF:a\nBRDA:1,0,0,1\nBRDA:1,0,1,0\nDA:1,1\nDA:2,0\nLF:2\nLH:1\nBRF:2\nBRH:1\nend_of_record\n"));

    [Fact]
    public void Accessors_on_one_line_explain_totals_of_methods() =>
        Assert.Equal(["SeveralMethods a 1 +1 +0 get_X,set_X"], ExplainText("""
            <coverage lines-covered="2" lines-valid="2"><packages><package name="P"><class name="A" filename="a"><methods>
            <method name="get_X"><lines><line number="1" hits="1"/></lines></method><method name="set_X"><lines><line number="1" hits="1"/></lines></method>
            </methods><lines><line number="1" hits="1"/></lines></class></package></packages></coverage>
            """));

    [Fact]
    public void What_nothing_explains_is_said_to_be_unexplained() =>
        Assert.Equal(["Unexplained   +6 +3 "], ExplainText("""
            <coverage lines-covered="2" lines-valid="7" branches-covered="1" branches-valid="3"><packages><package name="P"><class name="A" filename="a"><line number="1" hits="1"/></class></package></packages></coverage>
            """));

    [Fact]
    public void Branches_that_coverlet_counts_and_does_not_list_are_called_that() =>
        Assert.Equal(["UnlistedBranches   +0 +2 "], ExplainText("SF:a\nFN:1,System.Void Shop.Order::Add()\nDA:1,1\nBRDA:1,0,0,1\nBRF:3\nBRH:2\nLF:1\nLH:1\nend_of_record\n"));

    [Fact]
    public void Totals_that_differ_only_in_what_is_covered_are_unexplained() =>
        Assert.Equal(["Unexplained   +0 +0 "], ExplainText("""
            <coverage lines-covered="0" lines-valid="1"><packages><package name="P"><class name="A" filename="a"><line number="1" hits="1"/></class></package></packages></coverage>
            """));

    [Fact]
    public void The_list_is_bounded_and_still_adds_up()
    {
        const int Files = 300, Lines = 30;
        var classes = string.Concat(Enumerable.Range(0, Files).Select(file => string.Concat(new[] { "A", "B" }.Select(type =>
            $"""<class name="{type}" filename="f{file}">{string.Concat(Enumerable.Range(1, Lines).Select(line => $"<line number=\"{line}\" hits=\"1\"/>"))}</class>"""))));
        using var folder = new TemporaryDirectory();
        var path = folder.Write("a.xml", $"""<coverage lines-covered="{2 * Files * Lines}" lines-valid="{2 * Files * Lines}"><packages><package name="P">{classes}</package></packages></coverage>""");
        var parts = TotalsExplainer.Explain(CoverageReaders.Read(path, ReadLimits.Default, default).Report, Mapper, path, default);
        Assert.Equal(20, parts.Count);
        Assert.All(parts, part => Assert.InRange(part.Lines.Count, 0, 20));
        Assert.Equal(Files * Lines, parts.Sum(part => part.LineCount));
        Assert.Equal((null, "281 more files"), (parts[^1].File, parts[^1].Names[0]));
    }

    /// <summary>Whatever the report: its own totals are those of its lines and what the explanation lists.</summary>
    [Fact]
    public void Explanations_of_real_reports_add_up() => AddUp(Fixtures.Folder, atLeast: 6);

    [SharedFact("corpus")]
    public void Explanations_of_the_corpus_add_up() => AddUp(RepositoryRoot.Shared("corpus"), atLeast: 11);

    private static void AddUp(string folder, int atLeast)
    {
        var explained = 0;
        foreach (var path in Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
        {
            CoverageReport report;
            try
            {
                report = Mapper.Map(CoverageReaders.Read(path, ReadLimits.Default, default).Report);
            }
            catch (ReportFormatException)
            {
                continue;
            }
            var parts = TotalsExplainer.Explain(report, Mapper, path, default);
            if (parts.Count == 0)
                continue;
            explained++;
            var counted = CoverageCounts.Of(report.Files);
            Assert.True(report.Stated!.Lines is not { } lines || lines.Total == counted.Lines.Total + parts.Sum(part => part.LineCount), path);
            Assert.True(report.Stated.Branches is not { } branches || branches.Total == counted.Branches.Total + parts.Sum(part => part.BranchCount), path);
        }
        Assert.InRange(explained, atLeast, 100);
    }

    private static List<string> ExplainText(string report)
    {
        using var folder = new TemporaryDirectory();
        return Explain(folder.Write("report", report));
    }

    private static List<string> Explain(string path) =>
    [
        .. TotalsExplainer.Explain(Mapper.Map(CoverageReaders.Read(path, ReadLimits.Default, default).Report), Mapper, path, default)
            .Select(part => FormattableString.Invariant($"{part.Cause} {part.File} {string.Join(',', part.Lines)} {part.LineCount:+0;-0;+0} {part.BranchCount:+0;-0;+0} {string.Join(',', part.Names)}")),
    ];
}
