using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml;
using CoverageHistory.Reporting;
using CoverageHistory.Reporting.Markdown;

namespace CoverageHistory.Core.Tests.Reporting;

/// <summary>Every text of a view set to every payload, in every format.</summary>
public sealed partial class EscapingTests
{
    public static TheoryData<int> EveryPayload => [.. Enumerable.Range(0, Payloads.All.Count)];

    [Theory]
    [MemberData(nameof(EveryPayload))]
    public void Html_has_the_same_elements_and_attributes_whatever_the_data(int payload) =>
        Assert.Equal(Skeleton(new HtmlRenderer().Render(Payloads.View("harmless"))), Skeleton(new HtmlRenderer().Render(Payloads.View(Payloads.All[payload]))));

    [Theory]
    [MemberData(nameof(EveryPayload))]
    public void Svg_is_sound_xml_with_the_same_elements_whatever_the_data(int payload)
    {
        Assert.Equal(Elements(new SvgRenderer().Render(Payloads.View("harmless"))), Elements(new SvgRenderer().Render(Payloads.View(Payloads.All[payload]))));
        Assert.Equal(Elements(new BadgeRenderer().Render(Payloads.View("harmless"))), Elements(new BadgeRenderer().Render(Payloads.View(Payloads.All[payload]))));
    }

    [Theory]
    [MemberData(nameof(EveryPayload))]
    public void Markdown_tables_keep_their_columns_and_text_outside_code_is_harmless(int payload)
    {
        var text = new MarkdownRenderer().Render(Payloads.View(Payloads.All[payload]));
        var harmless = new MarkdownRenderer().Render(Payloads.View("harmless"));

        Assert.Equal(Columns(harmless), Columns(text));
        Assert.StartsWith(MarkdownRenderer.Marker + "\n", text, StringComparison.Ordinal);
        var outside = CodeSpan().Replace(text, "CODE")[MarkdownRenderer.Marker.Length..];
        Assert.DoesNotContain('@', outside.Replace("CODE@CODE", "", StringComparison.Ordinal));
        Assert.DoesNotContain("](", outside, StringComparison.Ordinal);
        Assert.DoesNotContain("://", outside, StringComparison.Ordinal);
        Assert.DoesNotContain("www.", outside, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(["code", "details", "sub", "summary"], HtmlTag().Matches(outside).Select(tag => tag.Groups[1].Value).Append("code").Distinct().Order());
        Assert.DoesNotContain(text, c => char.IsControl(c) && c != '\n');
    }

    [Theory]
    [MemberData(nameof(EveryPayload))]
    public void Csv_reads_back_as_it_was_but_for_the_quote_that_makes_a_formula_a_text(int payload)
    {
        var data = Payloads.All[payload];
        var rows = ReadCsv(new CsvRenderer().Render(Payloads.View(data)));

        Assert.Equal(3, rows.Count);
        Assert.All(rows, row => Assert.Equal(rows[0].Count, row.Count));
        var isFormula = data.Length > 0 && "=+-@\t\r\n".Contains(data[0], StringComparison.Ordinal);
        Assert.Equal(isFormula ? "'" + data : data, rows[1][rows[0].IndexOf("branch")]);
    }

    [Theory]
    [MemberData(nameof(EveryPayload))]
    public void Json_is_plain_ascii_that_no_ci_system_takes_for_a_command_and_gives_the_data_back(int payload)
    {
        var text = new JsonRenderer().Render(Payloads.View(Payloads.All[payload]));

        Assert.True(Ascii.IsValid(text));
        Assert.DoesNotContain("##", text, StringComparison.Ordinal);
        Assert.DoesNotContain('<', text);
        using var json = JsonDocument.Parse(text);
        // Half a surrogate pair has no UTF-8, so it cannot come back.
        var expected = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(Payloads.All[payload]));
        Assert.Equal(expected, json.RootElement.GetProperty("run").GetProperty("branch").GetString());
    }

    [Fact]
    public void A_comment_never_exceeds_what_github_takes_and_says_what_is_missing()
    {
        var view = Payloads.View("harmless");
        var failed = Enumerable.Range(0, 50).Select(i => view.Delta.Tests!.Failed[0] with { Name = new string('t', 290) + i });
        view = view with
        {
            Delta = view.Delta with
            {
                Tests = view.Delta.Tests! with { Failed = [.. failed] },
                Modules = [.. Enumerable.Range(0, 5_000).Select(i => view.Delta.Modules[0] with { Name = $"Module{i}" })],
            },
        };

        var text = new MarkdownRenderer().Render(view);

        Assert.InRange(text.Length, MarkdownBody.MaxLength - 2_000, MarkdownBody.MaxLength);
        Assert.Contains("lines were left out", text, StringComparison.Ordinal);
        Assert.Equal(Regex.Count(text, "<details>"), Regex.Count(text, "</details>"));
    }

    /// <summary>Tags with their attributes' names; texts and values do not matter.</summary>
    private static List<string> Skeleton(string html)
    {
        // A script's and a style's content is not markup; what ends them is.
        html = ElementText().Replace(html, "$1$2");
        return [.. Tag().Matches(html).Select(tag => AttributeValue().Replace(tag.Value, "")).Where(tag => tag != "<wbr>")];
    }

    private static List<string> Elements(string svg)
    {
        var elements = new List<string>();
        using var reader = XmlReader.Create(new StringReader(svg));
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.Element)
                elements.Add($"{reader.Name} {reader.AttributeCount}");
        }
        return elements;
    }

    private static List<int> Columns(string markdown) =>
        [.. markdown.Split('\n').Where(line => line.StartsWith('|')).Select(line => line.Count(c => c == '|'))];

    private static List<List<string>> ReadCsv(string text)
    {
        var rows = new List<List<string>> { new() };
        for (var at = 0; at < text.Length; at++)
        {
            var cell = new StringBuilder();
            if (text[at] == '"')
            {
                for (at++; text[at] != '"' || (at + 1 < text.Length && text[at + 1] == '"'); at++)
                {
                    if (text[at] == '"')
                        at++;
                    cell.Append(text[at]);
                }
                at++;
            }
            for (; text[at] is not (',' or '\r'); at++)
                cell.Append(text[at]);
            rows[^1].Add(cell.ToString());
            if (text[at] == '\r' && ++at + 1 < text.Length)
                rows.Add([]);
        }
        return rows;
    }

    [GeneratedRegex(@"(<(?:script|style)[^>]*>).*?(</(?:script|style)>)", RegexOptions.Singleline)]
    private static partial Regex ElementText();

    [GeneratedRegex(@"<[/!a-zA-Z](?:[^>""]|""[^""]*"")*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"=""[^""]*""")]
    private static partial Regex AttributeValue();

    [GeneratedRegex(@"(?<!`)(`+)(?!`)(.*?)(?<!`)\1(?!`)|<code>[^<]*</code>")]
    private static partial Regex CodeSpan();

    [GeneratedRegex(@"</?([a-z]+)[^>]*>")]
    private static partial Regex HtmlTag();
}
