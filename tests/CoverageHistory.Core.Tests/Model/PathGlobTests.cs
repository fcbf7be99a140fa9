using CoverageHistory.Model;
using CsCheck;

namespace CoverageHistory.Core.Tests.Model;

public sealed class PathGlobTests
{
    [Theory]
    [InlineData("src/*.cs", "src/A.cs", true)]
    [InlineData("src/*.cs", "src/sub/A.cs", false)]
    [InlineData("src/**/*.cs", "src/A.cs", true)]
    [InlineData("src/**/*.cs", "src/a/b/A.cs", true)]
    [InlineData("src/**/*.cs", "lib/A.cs", false)]
    [InlineData("**/A.cs", "A.cs", true)]
    [InlineData("**/b/**/*.cs", "a/b/c/d/E.cs", true)]
    [InlineData("**/b/c.cs", "b/x/b/c.cs", true)]
    [InlineData("src/**", "src", true)]
    [InlineData("src/**", "src/a/b", true)]
    [InlineData("a?c", "abc", true)]
    [InlineData("a?c", "ac", false)]
    [InlineData("a*b*c", "axxbyyc", true)]
    [InlineData("a*b*c", "axxbyy", false)]
    [InlineData(@"src\**\A.cs", "src/x/A.cs", true)]
    [InlineData("SRC/a.cs", "src/a.cs", false)]
    [InlineData("a.cs", "axcs", false)]
    public void A_star_stays_in_its_segment_and_two_stars_span_any_number(string pattern, string path, bool expected) =>
        Assert.Equal(expected, new PathGlob(pattern).IsMatch(path));

    [Fact]
    public void A_pattern_of_many_stars_does_not_take_for_ever()
    {
        var glob = new PathGlob(string.Concat(Enumerable.Repeat("**/*a*a*a*a*/", 60)) + "b");
        Assert.False(glob.IsMatch(string.Concat(Enumerable.Repeat(new string('a', 300) + "/", 200)) + "c"));
    }

    [Fact]
    public void A_folder_on_the_way_to_a_match_is_never_left_out()
    {
        var segment = Gen.Int[0, 4].Select(i => new[] { "a", "b", "*", "**", "a?" }[i]);
        var name = Gen.Int[0, 2].Select(i => new[] { "a", "b", "ab" }[i]);
        Gen.Select(segment.Array[1, 5], name.Array[1, 5]).Sample((pattern, path) =>
        {
            var glob = new PathGlob(string.Join('/', pattern));
            if (!glob.IsMatch(string.Join('/', path)))
                return;
            for (var depth = 1; depth < path.Length; depth++)
                Assert.True(glob.CanMatchIn(string.Join('/', path[..depth])));
        });
    }
}
