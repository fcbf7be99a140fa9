using CoverageHistory.Tool.Terminal;

namespace CoverageHistory.Tool.Tests.Terminal;

public sealed class TextTableTests
{
    [Fact]
    public void Numbers_stand_to_the_right_and_wide_characters_take_two_columns() => Assert.Equal(
        """
        NAME  COUNT
        日本      1
        ab    1,000

        """, Render(40, ("日本", "1"), ("ab", "1,000")));

    [Fact]
    public void A_flexible_column_gives_way_and_keeps_the_end_of_paths() => Assert.Equal(
        """
        NAME                COUNT
        …very/long/path.cs      1

        """, Render(25, ("a/very/very/long/path.cs", "1")));

    [Fact]
    public void A_log_is_never_shortened() =>
        Assert.Contains("a/very/very/long/path.cs", Render(10, isPlain: true, ("a/very/very/long/path.cs", "1")), StringComparison.Ordinal);

    [Fact]
    public void A_column_without_content_is_left_out() => Assert.Equal("NAME\nx\n", Render(40, ("x", "")));

    [Fact]
    public void Optional_columns_go_before_others_are_shortened()
    {
        var table = new TextTable(new Column("A") { IsFlexible = true }, new Column("B") { DropOrder = 2 }, new Column("C") { DropOrder = 1 });
        table.Add("0123456789", "bbbbbb", "cccccc");

        Assert.Equal("A           B\n0123456789  bbbbbb\n", Render(table, 18, isPlain: false));
        Assert.Equal("A           B       C\n0123456789  bbbbbb  cccccc\n", Render(table, 26, isPlain: false));
        Assert.Equal("A\n01234567…\n", Render(table, 9, isPlain: false));
    }

    private static string Render(int width, params (string Name, string Count)[] rows) => Render(width, isPlain: false, rows);

    private static string Render(int width, bool isPlain, params (string Name, string Count)[] rows)
    {
        var table = new TextTable(new Column("NAME") { IsFlexible = true, KeepsEnd = true }, new Column("COUNT") { IsNumber = true });
        foreach (var (name, count) in rows)
            table.Add(name, count);
        return Render(table, width, isPlain);
    }

    private static string Render(TextTable table, int width, bool isPlain)
    {
        using var output = new StringWriter();
        var terminal = new TerminalWriter(output, new TerminalTraits(width, HasColor: false, IsUnicode: true, isPlain));
        table.Render(terminal);
        return output.ToString();
    }
}
