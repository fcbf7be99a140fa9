using CoverageHistory.Comparison;
using CoverageHistory.Model;
using CoverageHistory.Reporting;
using CoverageHistory.Storage;

namespace CoverageHistory.Core.Tests.Reporting;

/// <summary>What a stranger could put into a report, and a view with it in every text there is.</summary>
internal static class Payloads
{
    public static IReadOnlyList<string> All { get; } =
    [
        "<script>document.title='owned'</script>",
        "</script><script>document.title='owned'</script>",
        "<img src=x onerror=document.title='owned'>",
        "\"><svg onload=document.title='owned'>",
        "' onmouseover='document.title=1' x='",
        "</title></style></textarea></svg><script>document.title='owned'</script>",
        "<!-- --><script>document.title='owned'</script><!--",
        "]]><script>document.title='owned'</script>",
        "<style>*{background:url(http://example.org/x)}</style>",
        "<iframe src=javascript:alert(1)></iframe>",
        "<a href=javascript:alert(1)>x</a>",
        "<base href=http://example.org/>",
        "<meta http-equiv=refresh content='0;url=http://example.org/'>",
        "<link rel=stylesheet href=http://example.org/x.css>",
        "<form action=http://example.org><input autofocus onfocus=alert(1)>",
        "javascript:alert(1)",
        "{{constructor.constructor('alert(1)')()}}",
        "${alert(1)}",
        "<math><mtext></p><img src=x onerror=alert(1)>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "&#60;script&#62;",
        "`backticks` ``two`` ```three```",
        "a|b\\|c\\\\|d",
        "@everyone @team/all",
        "[link](http://example.org) ![x](http://example.org/x.png)",
        "https://example.org www.example.org",
        "#1 GH-1 owner/repo#1",
        "<!-- coverage-history:report -->",
        "*bold* _it_ ~~gone~~",
        "line\nbreak\r\nand\ttab",
        "\u2028line\u2029paragraph",
        "\u202Eoverride\u202C \u2066isolate\u2069",
        "\e[2J\e]0;owned\a",
        "\u0000nul \u009Bcsi \u007F",
        "##vso[task.setvariable variable=x]y",
        "##teamcity[buildStatus status='FAILURE']",
        "::set-output name=x::y",
        "=cmd|' /C calc'!A0",
        "+1+cmd", "-2+3", "@SUM(1)", "\t=1", "\r=1", "\n=1",
        "\"quoted\", with, commas",
        "\ud83d lone surrogate",
        new string('x', 5_000),
        "",
    ];

    public static ReportView View(string text)
    {
        var run = new Run
        {
            Id = new Guid("01990000-0000-7000-8000-000000000001"),
            Key = text,
            RecordedAt = new(2026, 11, 23, 2, 0, 0, TimeSpan.Zero),
            Status = RunStatus.Failed,
            Branch = text,
            Commit = new Commit(text.Length == 0 ? "0" : text) { Subject = text, Tags = [text] },
            Remote = text,
            Tags = [text],
            Ci = new CiBuild(text) { BuildId = text, JobId = text, BuildUrl = text, PullRequest = text, BaseBranch = text },
        };
        FileCoverage[] Files(uint hits) =>
        [
            new FileCoverage
            {
                Module = text,
                Path = new RepoPath(text),
                Lines = [new LineCoverage(1, hits, 1, 2), new LineCoverage(2, 0, 0, 0)],
                Classes = [new ClassCoverage(text, [new MethodCoverage(text, text, 40, [1, 2])])],
            },
        ];
        RunContent Content(uint hits, TestOutcome outcome)
        {
            TestResult[] tests = [new(text, outcome, TimeSpan.FromSeconds(1))];
            return new RunContent(
                new RunSummary(run, "", 1, CoverageCounts.Of(Files(hits)), TestCounts.Of(tests)), Files(hits), tests);
        }
        var delta = RunComparer.Compare(Content(0, TestOutcome.Passed), Content(1, TestOutcome.Failed));
        var session = new Session
        {
            Name = text,
            ContentHash = "",
            Configuration = text,
            Framework = text,
            Format = text,
            Environment = new ExecutionEnvironment(text, 4, text, text, text),
        };
        return new ReportView
        {
            Title = text,
            Generator = text,
            GeneratedAt = run.RecordedAt,
            Delta = delta,
            ChangedModules = delta.Modules,
            ChangedFiles = delta.Files,
            Hotspots = delta.Methods,
            Trend = [delta.Base!, delta.Head],
            Sessions = [new SessionSummary(session, delta.Head.Coverage, delta.Head.Tests)],
            Coverage = Files(1),
        };
    }
}
