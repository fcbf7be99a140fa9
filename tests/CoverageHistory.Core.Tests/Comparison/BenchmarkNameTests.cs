using CoverageHistory.Comparison;
using CoverageHistory.Model;

namespace CoverageHistory.Core.Tests.Comparison;

public sealed class BenchmarkNameTests
{
    [Theory]
    [InlineData("Shop.Cart.Add", "Shop.Basket.Add", "Shop.Cart.Add", "Shop.Basket.Add")]
    [InlineData("Shop.Cart.*", "Shop.Basket.*", "Shop.Cart.Add(count: 10)", "Shop.Basket.Add(count: 10)")]
    [InlineData("*.Old*(*)", "*.New*(*)", "Shop.OldAdd(a: 1)", "Shop.NewAdd(a: 1)")]
    [InlineData("Shop.*", "Market", "Shop.Cart.Add", "Market")]
    [InlineData("Shop.Cart", "Market", "Shop.Cart.Add", null)]
    [InlineData("Shop.Cart.Add", "Market", "The.Shop.Cart.Add", null)]
    [InlineData("Shop.(*", "Shop.[*", "Shop.(a+b", "Shop.[a+b")]
    public void A_rename_takes_over_what_its_stars_stand_for(string old, string @new, string name, string? expected) =>
        Assert.Equal(expected, new BenchmarkRename(old, @new).Apply(name));

    [Theory]
    [InlineData("Shop.Cart.Add(count: 10)", "Shop", "Cart", "Add", "count: 10")]
    [InlineData("A.B.Cart.Add", "A.B", "Cart", "Add", "")]
    [InlineData("Cart.Add", "", "Cart", "Add", "")]
    [InlineData("Add", "", "", "Add", "")]
    [InlineData("Cart.Add(path: \"a.b\", x: (1))", "", "Cart", "Add", "path: \"a.b\", x: (1)")]
    public void A_name_has_parts_that_give_it_back(string name, string @namespace, string type, string method, string parameters)
    {
        var benchmark = BenchmarkRename.Named(name, "job");
        Assert.Equal(new Benchmark(@namespace, type, method, parameters, "job"), benchmark);
        Assert.Equal(name, benchmark.Name);
    }

    [Fact]
    public void Renames_follow_each_other_and_leave_others_and_jobs_alone()
    {
        BenchmarkRename[] renames = [BenchmarkRename.Parse("N.A.* => N.B.*"), BenchmarkRename.Parse("N.B.M => N.B.Better")];
        Assert.Equal(new Benchmark("N", "B", "Better", "", "Net9"), BenchmarkRename.Apply(renames, new Benchmark("N", "A", "M", "", "Net9")));
        var other = new Benchmark("N", "C", "M", "", "");
        Assert.Same(other, BenchmarkRename.Apply(renames, other));
    }

    [Theory]
    [InlineData("", "B")]
    [InlineData("A", " ")]
    [InlineData("A.*", "B.*.*")]
    public void A_rename_that_says_nothing_is_refused(string old, string @new) =>
        Assert.Throws<FormatException>(() => new BenchmarkRename(old, @new));

    [Theory]
    [InlineData("Add", true)]
    [InlineData("Cart.Add", true)]
    [InlineData("Shop.Cart.Add", true)]
    [InlineData("Shop.Cart.Add(count: 10)", true)]
    [InlineData("Add(count: 10) [net9.0]", true)]
    [InlineData("Shop.*", true)]
    [InlineData("*count: 1*", true)]
    [InlineData("dd", false)]
    [InlineData("Shop.Cart", false)]
    [InlineData("Add(count: 1)", false)]
    [InlineData("Add [net10.0]", false)]
    public void A_name_may_be_shortened_at_dots_and_left_open_by_stars(string pattern, bool expected) =>
        Assert.Equal(expected, new NamePattern(pattern).Matches(new Benchmark("Shop", "Cart", "Add", "count: 10", "net9.0")));

    [Theory]
    [InlineData("2026-11-23T10:00:00.000Z 1a2b3c4: slower, and right: see notes", "1a2b3c4", "slower, and right: see notes")]
    [InlineData("2026-11-23T10:00:00.000Z: because", null, "because")]
    public void An_accepted_level_says_since_when_and_why(string text, string? commit, string reason)
    {
        var level = AcceptedLevel.Parse("Shop.*", text);
        Assert.Equal(("Shop.*", new DateTimeOffset(2026, 11, 23, 10, 0, 0, TimeSpan.Zero), commit, reason), (level.Pattern, level.At, level.Commit, level.Reason));
        Assert.Equal(text, level.ToText());
    }

    [Theory]
    [InlineData("because")]
    [InlineData("yesterday: because")]
    [InlineData("2026-11-23T10:00:00.000Z: ")]
    [InlineData("2026-11-23T10:00:00.000Z a b: because")]
    public void An_accepted_level_without_time_or_reason_is_refused(string text) =>
        Assert.Contains(text, Assert.Throws<FormatException>(() => AcceptedLevel.Parse("Shop.*", text)).Message, StringComparison.Ordinal);
}
