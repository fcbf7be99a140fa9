using System.Text.RegularExpressions;
using CoverageHistory.Model;
using CoverageHistory.Reporting;
using CoverageHistory.TestKit;

namespace CoverageHistory.Core.Tests.Reporting;

public sealed partial class BrowserTests
{
    [ChromiumFact]
    public void The_page_runs_its_script_under_its_policy_and_nothing_of_the_data()
    {
        var (document, console) = Open(EveryPayload());

        Assert.Empty(console);
        Assert.Contains("<title>Coverage of shop</title>", document, StringComparison.Ordinal);
        Assert.Contains("<th scope=\"col\"><button type=\"button\">", document, StringComparison.Ordinal);
        foreach (var element in (string[])["<img", "<iframe", "<base", "<form", "<math", "<link", "<textarea", "<a ", " onerror=", " onload=", " onmouseover="])
            Assert.DoesNotContain(element, Tags(document), StringComparison.OrdinalIgnoreCase);
    }

    [ChromiumFact]
    public void A_title_that_is_a_script_is_a_title()
    {
        const string title = "</title><script>document.title='owned'</script>";
        var (document, console) = Open(SampleView.Of(runs: 2) with { Title = title });

        Assert.Empty(console);
        Assert.Contains("<title>Coverage of &lt;/title&gt;&lt;script&gt;", document, StringComparison.Ordinal);
    }

    [ChromiumFact]
    public void The_control_a_script_in_the_page_that_the_policy_does_not_know_is_stopped_and_reported()
    {
        using var folder = new TemporaryDirectory();
        var page = new HtmlRenderer().Render(SampleView.Of(runs: 2)).Replace("</main>", "<script>document.title='owned'</script></main>", StringComparison.Ordinal);

        var (document, console) = Chromium.Open(folder.Write("page.html", page));

        Assert.DoesNotContain("<title>owned", document, StringComparison.Ordinal);
        Assert.Contains(console, line => line.Contains("Content Security Policy", StringComparison.Ordinal));
    }

    private static (string Document, IReadOnlyList<string> Console) Open(ReportView view)
    {
        using var folder = new TemporaryDirectory();
        return Chromium.Open(folder.Write("page.html", new HtmlRenderer().Render(view)));
    }

    /// <summary>One page with a row for every payload in every table.</summary>
    private static ReportView EveryPayload()
    {
        var views = Payloads.All.Select(Payloads.View).ToList();
        var first = views[0];
        return first with
        {
            Title = "shop",
            Delta = first.Delta with
            {
                Modules = [.. views.SelectMany(view => view.Delta.Modules)],
                Files = [.. views.SelectMany(view => view.Delta.Files)],
                Tests = first.Delta.Tests! with { Failed = [.. Payloads.All.Select(name => new TestResult(name, TestOutcome.Failed, TimeSpan.Zero))] },
            },
            ChangedFiles = [.. views.SelectMany(view => view.ChangedFiles)],
            Hotspots = [.. views.SelectMany(view => view.Hotspots)],
            Trend = [.. views.SelectMany(view => view.Trend)],
            Sessions = [.. views.SelectMany(view => view.Sessions)],
        };
    }

    /// <summary>Tags and names of attributes. The browser writes angle brackets as they are in values, and escapes them in texts.</summary>
    private static string Tags(string document) => string.Concat(Tag().Matches(Value().Replace(document, "=\"\"")).Select(tag => tag.Value));

    [GeneratedRegex("=\"[^\"]*\"")]
    private static partial Regex Value();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();
}
