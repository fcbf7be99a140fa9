using CoverageHistory.Reporting;

namespace CoverageHistory.Core.Tests.Reporting;

public sealed class LogTextTests
{
    [Theory]
    [InlineData("plain text: 71.5 % → ünï 日本 😀", "plain text: 71.5 % → ünï 日本 😀")]
    [InlineData("\e[31mred\e[0m", "\uFFFD[31mred\uFFFD[0m")]
    [InlineData("a\rb\nc\td", "a\uFFFDb\uFFFDc\uFFFDd")]
    [InlineData("\u0000\u0007\u007F\u0085\u009B2J", "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD2J")]
    [InlineData("a\u2028b\u2029c", "a\uFFFDb\uFFFDc")]
    [InlineData("\u202Egnp.exe\u2066\u200F\u061C", "\uFFFDgnp.exe\uFFFD\uFFFD\uFFFD")]
    public void Controls_are_replaced_and_text_stays(string data, string expected) => Assert.Equal(expected, LogText.Clean(data));

    [Fact]
    public void Half_a_surrogate_pair_is_replaced() =>
        Assert.Equal("\uFFFDx\uFFFD\U0001F600", LogText.Clean("\ud83dx\ude00\U0001F600"));

    [Theory]
    [InlineData("##vso[task.setvariable variable=x]y")]
    [InlineData("branch ##VSO[task.complete]")]
    [InlineData("##teamcity[buildStatus text='x']")]
    [InlineData("a ##[error]b")]
    [InlineData("####vso[x]")]
    [InlineData("#\u0023vso[x]")]
    public void No_command_of_a_ci_system_survives_anywhere_in_a_line(string data)
    {
        var clean = LogText.Clean(data);
        Assert.DoesNotContain("##vso[", clean, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("##teamcity[", clean, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("##[", clean, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("::set-output name=x::y", ": :set-output name=x::y")]
    [InlineData("  ::error::x", "  : :error::x")]
    [InlineData("a::b", "a::b")]
    [InlineData("", "")]
    public void A_workflow_command_at_the_start_of_a_line_loses_its_meaning(string line, string expected) =>
        Assert.Equal(expected, LogText.NeutralizeLineStart(line));

    [Fact]
    public void Every_line_of_a_document_is_looked_at() =>
        Assert.Equal("a\n: :stop-commands::x\n# #vso[x]", LogText.NeutralizeLines("a\n::stop-commands::x\n##vso[x]"));
}
