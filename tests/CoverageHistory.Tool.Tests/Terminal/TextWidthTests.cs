using CoverageHistory.Tool.Terminal;
using CsCheck;

namespace CoverageHistory.Tool.Tests.Terminal;

public sealed class TextWidthTests
{
    [Theory]
    [InlineData("abc", 3)]
    [InlineData("日本", 4)]
    [InlineData("e\u0301", 1)]
    [InlineData("😀", 2)]
    [InlineData("▁▂█⠿", 4)]
    public void Columns_are_counted_not_characters(string text, int expected) => Assert.Equal(expected, TextWidth.Of(text));

    [Fact]
    public void A_fitted_text_fits() => Gen.Select(Gen.String[Gen.OneOf(Gen.Char['a', 'z'], Gen.Char['一', '丿']), 0, 30], Gen.Int[1, 20], Gen.Bool).Sample((text, width, keepEnd) =>
    {
        var fitted = TextWidth.Fit(text, width, "…", keepEnd);
        Assert.InRange(TextWidth.Of(fitted), 0, width);
        Assert.Equal(TextWidth.Of(text) <= width, fitted == text);
    });

    [Theory]
    [InlineData("one two three", 7, "one two|three")]
    [InlineData("incomprehensible word", 5, "incomprehensible|word")]
    [InlineData("", 5, "")]
    public void Sentences_break_at_spaces(string text, int width, string expected) =>
        Assert.Equal(expected.Split('|'), TextWidth.Wrap(text, width));
}
