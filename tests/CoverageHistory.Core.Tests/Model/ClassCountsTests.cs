using CoverageHistory.Model;

namespace CoverageHistory.Core.Tests.Model;

public sealed class ClassCountsTests
{
    [Theory]
    [InlineData("Shop.Parser", "Shop.Parser", true)]
    [InlineData("Parser", "Shop.Parser", true)]
    [InlineData("arser", "Shop.Parser", false)]
    [InlineData("Shop.Par*", "Shop.Parser", true)]
    [InlineData("Outer/Inner", "Shop.Outer+Inner", true)]
    [InlineData("Outer+Inner", "Shop.Outer/Inner", true)]
    [InlineData("Outer", "Shop.Outer/Inner", false)]
    [InlineData("Outer", "Shop.Outer/<Read>d__3", true)]
    [InlineData("Outer", "Shop.Outer+<>c", true)]
    public void A_class_is_named_in_full_by_its_end_or_by_a_pattern(string pattern, string name, bool expected)
    {
        var part = ClassCounts.PartOf(FileWith(new ClassCoverage(name, [new MethodCoverage("M", "()", 1, [1])])), ClassCounts.Matching(pattern));
        Assert.Equal(expected, part is not null);
    }

    [Fact]
    public void Only_the_lines_of_its_methods_count()
    {
        var part = ClassCounts.PartOf(
            FileWith(
                new ClassCoverage("A", [new MethodCoverage("M", "()", 3, [1, 2])]),
                new ClassCoverage("B", [new MethodCoverage("M", "()", 9, [2, 3])])),
            ClassCounts.Matching("A"));

        Assert.Equal(new CoverageCounts(1, new(1, 2), new(1, 2), new(1, 1), 3), part!.Counts);
    }

    private static FileCoverage FileWith(params ClassCoverage[] classes) => new()
    {
        Module = "M",
        Path = new RepoPath("a.cs"),
        Lines = [new(1, 1, 1, 2), new(2, 0, 0, 0), new(3, 1, 2, 2)],
        Classes = classes,
    };
}
