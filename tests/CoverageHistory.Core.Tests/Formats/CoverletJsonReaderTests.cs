namespace CoverageHistory.Core.Tests.Formats;

public sealed class CoverletJsonReaderTests
{
    [Fact]
    public void Lines_and_branches_are_read()
    {
        var file = Reports.Read(Method("""
            "Lines": {"3": 2, "4": 0}, "Branches": [
              {"Line": 3, "Offset": 9, "EndOffset": 11, "Path": 0, "Ordinal": 0, "Hits": 1, "Id": 4, "Times": ["CNi/gGe7uIA="], "Tracks": [1]},
              {"Line": 3, "Offset": 9, "EndOffset": 20, "Path": 1, "Ordinal": 1, "Hits": 0}], "SeqPnts": [{"VC": 1, "SL": 3}]
            """)).Only();
        Assert.Equal("3:2(1/2) 4:0", file.Text());
        Assert.Equal(@"Shop C:\src\A.cs", $"{file.Module} {file.Path}");
        Assert.Equal(["Shop.Order|Find|(System.String)|: 3 4"], file.Methods());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"Shop.dll": {}}""")]
    [InlineData("""{"Shop.dll": {"a.cs": {"C": {"System.Void C::M()": {"Lines": {}, "Branches": []}}}}}""")]
    [InlineData("""{"Shop.dll": {"a.cs": {"C": {"System.Void C::M()": {"Branches": null, "Lines": {}}}}}}""")]
    public void A_report_without_lines_is_sound(string report)
    {
        Assert.Equal("coverlet-json", Reports.Read(report).Format);
        Assert.Empty(Reports.Read(report).Files);
    }

    [Theory]
    [InlineData("""{"Lines": 1}""")]
    [InlineData("""{"a": {"b": {"c": {"d": {"e": 1}}}}}""")]
    [InlineData("""{"total": {"lines": {"total": 5}}}""")]
    [InlineData("[]")]
    [InlineData("{\"Benchmarks\": []}")]
    public void Other_json_is_not_taken_for_it(string json) =>
        Assert.Contains("one of the formats", Reports.Refused(json).Expected, StringComparison.Ordinal);

    [Theory]
    [InlineData(""" "Lines": {"3": -1} """, "a hit count")]
    [InlineData(""" "Lines": {"3": 1e999} """, "a hit count")]
    [InlineData(""" "Lines": {"3": 1.5} """, "a hit count")]
    [InlineData(""" "Lines": {"3": "1"} """, "a number")]
    [InlineData(""" "Lines": {"3": null} """, "a number")]
    [InlineData(""" "Lines": {"x": 1} """, "a line number")]
    [InlineData(""" "Lines": {"-3": 1} """, "a line number")]
    [InlineData(""" "Lines": {"3": 1, "3": 1} """, "each name once")]
    [InlineData(""" "Lines": {}, "Lines": {} """, "each name once")]
    [InlineData(""" "Lines": [] """, "an object")]
    [InlineData(""" "Lines": {}, "Branches": {} """, "an array")]
    [InlineData(""" "Lines": {}, "Branches": [1] """, "an object")]
    [InlineData(""" "Lines": {}, "Branches": [{"Line": 3}] """, "a branch with Line and Hits")]
    [InlineData(""" "Lines": {}, "Branches": [{"Line": 3, "Hits": 1, "Path": -1}] """, "a number of at least 0")]
    [InlineData(""" "Lines": {"3": 1,} """, "JSON")]
    [InlineData(""" "Lines": {"3": NaN} """, "JSON")]
    [InlineData(""" "Lines": {"3": 1} """ + "\n// comment\n", "JSON")]
    public void What_cannot_be_is_refused(string members, string expected) =>
        Assert.Equal(expected, Reports.Refused(Method(members)).Expected);

    [Fact]
    public void Hits_saturate() =>
        Assert.Equal("3:4294967295", Reports.Read(Method(""" "Lines": {"3": 99999999999} """)).Only().Text());

    [Fact]
    public void Names_are_unescaped() =>
        Assert.Equal("é<\"A", Reports.Read("""{"Shop.dll": {"a.cs": {"\u00e9\u003c\"A": {"System.Void A::M()": {"Lines": {"1": 1}}}}}}""").Only().Classes[0].Name);

    [Fact]
    public void Half_a_report_is_refused_with_the_line_it_breaks_off_at()
    {
        var report = Method("\n\"Lines\": {\"3\": 2,\n\"4\": 0}");
        var refused = Reports.Refused(report[..^12]);
        Assert.Equal(("JSON", 3), (refused.Expected, refused.Line));
        Assert.Equal("JSON", Reports.Refused(report + "{}").Expected);
    }

    [Fact]
    public void Names_may_cross_the_edge_of_a_buffer()
    {
        var lines = string.Join(", ", Enumerable.Range(1, 60_000).Select(number => $"\"{number}\": {number % 2}"));
        Assert.Equal(60_000, Reports.Read(Method($"\"Lines\": {{{lines}}}")).Only().Lines.Length);
        var name = new string('x', 300_000);
        Assert.Equal(name, Reports.Read(Method(""" "Lines": {"1": 1} """).Replace("Find", name, StringComparison.Ordinal)).Only().Classes[0].Methods[0].Name);
    }

    private static string Method(string members) =>
        $$"""{"Shop.dll": {"C:\\src\\A.cs": {"Shop.Order": {"System.Int32 Shop.Order::Find(System.String)": { {{members}} } } } } }""";
}
