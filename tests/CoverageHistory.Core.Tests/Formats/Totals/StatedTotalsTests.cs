using CoverageHistory.Formats;
using CoverageHistory.Formats.Totals;
using CoverageHistory.Model;
using CoverageHistory.TestKit;

namespace CoverageHistory.Core.Tests.Formats.Totals;

public sealed class StatedTotalsTests
{
    /// <summary>docs/formats.md lists these. What is not named here agrees, or states nothing.</summary>
    private static readonly string[] Differing =
    [
        "coverage.py/coverage.info Warning", "coverlet/coverage.cobertura.xml Info", "coverlet/coverage.info Info",
        "istanbul/cobertura.xml Info", "microsoft/coverage.cobertura.xml Info", "microsoft/coverage.xml Info",
    ];

    private static readonly string[] DifferingInCorpus =
    [
        "clover/ReportGenerator__Clover_Istanbul.xml Warning", "clover/unentropy__sample.xml Warning", "cobertura/ReportGenerator__Cobertura_Istanbul.xml Warning",
        "cobertura/ReportGenerator__Cobertura_Swift.xml Warning", "cobertura/ReportGenerator__Cobertura_dotnet-coverage.xml Warning",
        "cobertura/codecoverage__scenario15__example.report.cobertura.xml Info", "jacoco/coverage-reporter__jacoco-report-multiple-packages.xml Warning",
        "lcov/ReportGenerator__lcov.info Info", "microsoft-xml/ReportGenerator__DynamicCodeCoverage.xml Info",
        "microsoft-xml/ReportGenerator__VisualStudio2013.coveragexml Info", "microsoft-xml/sonar-dotnet__getter_setter.coveragexml Info",
    ];

    [Fact]
    public void Reports_of_real_tools_that_count_what_they_list_are_no_warning() => Assert.Equal(Differing, Compare(Fixtures.Folder));

    [SharedFact("corpus")]
    public void Reports_of_the_corpus_that_count_what_they_list_are_no_warning() => Assert.Equal(DifferingInCorpus, Compare(RepositoryRoot.Shared("corpus")));

    [Theory]
    [InlineData(2, 3, null)]
    [InlineData(3, 4, DiagnosticSeverity.Info)]
    [InlineData(2, 4, DiagnosticSeverity.Warning)]
    [InlineData(0, 0, DiagnosticSeverity.Warning)]
    public void Totals_of_what_is_listed_are_no_warning(int covered, int total, DiagnosticSeverity? severity)
    {
        var difference = StatedTotalsCheck.Compare(Read(covered, total));
        Assert.Equal(severity, difference?.Severity);
        if (severity is not null)
        {
            Assert.Equal("COVH1003", difference!.Code);
            Assert.Contains($"states {covered} of {total} lines where its lines give 2 of 3", difference.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Branches_are_compared_too()
    {
        var difference = StatedTotalsCheck.Compare(Reports.Read("""
            <coverage lines-covered="1" lines-valid="1" branches-covered="3" branches-valid="4"><packages><package name="P"><class name="A" filename="a">
            <line number="1" hits="1" branch="true" condition-coverage="50% (1/2)"/></class></package></packages></coverage>
            """));
        Assert.Contains("states 3 of 4 branches where its lines give 1 of 2;", difference!.Message, StringComparison.Ordinal);
    }

    /// <summary>coverlet counts branches of code whose lines it lists elsewhere or not at all: 18 of 7,778 in its report of this project's own tests.</summary>
    [Theory]
    [InlineData("", 2, 4, DiagnosticSeverity.Info)]
    [InlineData("complexity=\"3\"", 2, 4, DiagnosticSeverity.Warning)]
    [InlineData("", 0, 1, DiagnosticSeverity.Warning)]
    public void Branches_that_coverlet_does_not_list_are_no_warning(string complexity, int covered, int total, DiagnosticSeverity severity) =>
        Assert.Equal(severity, StatedTotalsCheck.Compare(Reports.Read($"""
            <coverage version="1.9" {complexity} lines-covered="1" lines-valid="1" branches-covered="{covered}" branches-valid="{total}"><packages><package name="P"><class name="A" filename="a"><lines>
            <line number="1" hits="1" branch="True" condition-coverage="50% (1/2)"/></lines></class></package></packages></coverage>
            """))!.Severity);

    [Theory]
    [InlineData("System.Void Shop.Order::Add()", DiagnosticSeverity.Info)]
    [InlineData("add", DiagnosticSeverity.Warning)]
    public void Branches_that_coverlet_does_not_list_are_no_warning_in_lcov(string function, DiagnosticSeverity severity) =>
        Assert.Equal(severity, StatedTotalsCheck.Compare(Reports.Read($"SF:a\nFN:1,{function}\nDA:1,1\nBRDA:1,0,0,1\nBRF:3\nBRH:2\nLF:1\nLH:1\nend_of_record\n"))!.Severity);

    [Theory]
    [InlineData("<coverage line-rate=\"0.1\">")]
    [InlineData("<coverage lines-covered=\"NaN\" lines-valid=\"NaN\">")]
    public void What_is_not_stated_is_not_compared(string root) =>
        Assert.Null(StatedTotalsCheck.Compare(Reports.Read(root + """<packages><package name="P"><class name="A" filename="a"><line number="1" hits="1"/></class></package></packages></coverage>""")));

    private static List<string> Compare(string folder)
    {
        var found = new List<string>();
        foreach (var path in Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            if (TryRead(path) is { } report && StatedTotalsCheck.Compare(report) is { } difference)
                found.Add($"{Path.GetRelativePath(folder, path).Replace('\\', '/')} {difference.Severity}");
        }
        return found;
    }

    private static CoverageReport? TryRead(string path)
    {
        try
        {
            return CoverageReaders.Read(path, ReadLimits.Default, default).Report;
        }
        catch (ReportFormatException)
        {
            return null;
        }
    }

    /// <summary>Three lines, one of them in two classes; two are covered.</summary>
    private static CoverageReport Read(int covered, int total) => Reports.Read($"""
        <coverage lines-covered="{covered}" lines-valid="{total}"><packages><package name="P">
        <class name="A" filename="a"><line number="1" hits="1"/><line number="2" hits="0"/><line number="3" hits="1"/></class>
        <class name="A/&lt;&gt;c" filename="a"><line number="1" hits="1"/></class></package></packages></coverage>
        """);
}
