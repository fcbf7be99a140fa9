using CoverageHistory.Model;

namespace CoverageHistory.Core.Tests.Formats;

public sealed class CoberturaReaderTests
{
    [Fact]
    public void A_line_under_method_and_class_counts_once_with_the_higher_hits()
    {
        var file = Reports.Read(Classes("""
            <class name="A" filename="a.cs"><methods><method name="M" signature="()"><lines>
              <line number="3" hits="2"/><line number="4" hits="0"/></lines></method></methods>
              <lines><line number="3" hits="1"/><line number="4" hits="5"/><line number="9" hits="0"/></lines></class>
            """)).Only();
        Assert.Equal("3:2 4:5 9:0", file.Text());
        Assert.Equal([3, 4], Assert.Single(Assert.Single(file.Classes).Methods).Lines);
    }

    [Fact]
    public void A_line_only_in_a_method_counts()
    {
        var file = Reports.Read(Classes("""
            <class name="A" filename="a.cs"><methods><method name="M"><lines><line number="3" hits="1"/></lines></method></methods></class>
            """)).Only();
        Assert.Equal("3:1", file.Text());
    }

    [Fact]
    public void Lines_shared_by_two_classes_count_once()
    {
        var file = Reports.Read(Classes("""
            <class name="A" filename="a.cs"><lines><line number="3" hits="0"/><line number="8" hits="1"/></lines></class>
            <class name="B" filename="b.cs"><lines><line number="1" hits="1"/></lines></class>
            <class name="A/&lt;M&gt;d__0" filename="a.cs"><lines><line number="2" hits="1"/><line number="3" hits="7"/></lines></class>
            """)).Files[0];
        Assert.Equal("2:1 3:7 8:1", file.Text());
        Assert.Equal(["A", "A/<M>d__0"], file.Classes.Select(type => type.Name));
    }

    [Fact]
    public void A_file_in_two_packages_is_one_entry_in_each_module()
    {
        var report = Reports.Read("""
            <coverage line-rate="1"><packages>
            <package name="Z"><classes><class name="A" filename="a.cs"><lines><line number="1" hits="1"/></lines></class></classes></package>
            <package name="B"><classes><class name="A" filename="a.cs"><lines><line number="1" hits="0"/></lines></class></classes></package>
            </packages></coverage>
            """);
        Assert.Equal(["B", "Z"], report.Files.Select(file => file.Module));
        Assert.Equal(1, CoverageCounts.Of(report.Files).Lines.Total);
    }

    private static string Classes(string classes) =>
        $"""<coverage line-rate="1"><packages><package name="P"><classes>{classes}</classes></package></packages></coverage>""";
}
