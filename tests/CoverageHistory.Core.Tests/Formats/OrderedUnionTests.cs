using CoverageHistory.Formats.Building;
using CoverageHistory.Model;
using CsCheck;

namespace CoverageHistory.Core.Tests.Formats;

public sealed class OrderedUnionTests
{
    [Fact]
    public void Any_order_of_any_lines_gives_each_once_with_its_maximum() =>
        Gen.Select(Gen.Int[1, 200], Gen.UInt[0, 5]).Array[0, 600].Sample(items =>
        {
            var union = new OrderedUnion<LineCoverage, LineRule>([]);
            foreach (var (number, hits) in items)
                union.Add(new LineCoverage(number, hits, 0, 0));
            var expected = items.GroupBy(item => item.Item1).OrderBy(same => same.Key).Select(same => new LineCoverage(same.Key, same.Max(item => item.Item2), 0, 0));
            Assert.Equal(expected, union.ToArray());
        }, iter: 500);

    [Fact]
    public void Adding_goes_on_after_trimming()
    {
        var union = new OrderedUnion<LineCoverage, LineRule>(new LineCoverage[4]);
        union.Add(new LineCoverage(5, 1, 0, 0));
        Assert.Equal(4, union.Trim().Length);
        union.Add(new LineCoverage(9, 1, 0, 0));
        union.Add(new LineCoverage(2, 1, 0, 0));
        Assert.Equal([2, 5, 9], union.ToArray().Select(line => line.Number));
    }

    /// <summary>Descending lines are the worst order: a merge each would take 5,000,000,000 steps here.</summary>
    [Fact]
    public void The_worst_order_of_many_lines_is_no_trouble()
    {
        var union = new OrderedUnion<LineCoverage, LineRule>([]);
        for (var number = 100_000; number > 0; number--)
            union.Add(new LineCoverage(number, 1, 0, 0));
        Assert.Equal(100_000, union.ToArray().Length);
    }
}
