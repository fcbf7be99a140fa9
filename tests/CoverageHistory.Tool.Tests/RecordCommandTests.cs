using System.Text.Json;
using CoverageHistory.Storage;
using CoverageHistory.TestKit;

namespace CoverageHistory.Tool.Tests;

public sealed class RecordCommandTests : ToolFixture
{
    private static readonly string[] Where = ["--commit", "1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d", "--branch", "main", "--at", "2026-11-23T02:00:00Z"];

    [Fact]
    public void The_json_is_that_of_the_contract()
    {
        Folder.Write("a.cobertura.xml", Report(covered: 3, coverable: 4, branches: (1, 2)));

        var json = Run(["record", "a.cobertura.xml", .. Where, "--format", "json"]).Json();

        Assert.Equal(["run", "sessions", "totals", "spooled_to", "diagnostics", "carried", "base", "baseline"], json.EnumerateObject().Select(member => member.Name));
        var run = json.GetProperty("run");
        Assert.Equal(Store.ListRuns(RunQuery.All, default)[0].Run.Id, run.GetProperty("id").GetGuid());
        Assert.Equal(Where[1], run.GetProperty("commit").GetString());
        Assert.Equal("main", run.GetProperty("branch").GetString());
        Assert.Equal("2026-11-23T02:00:00Z", run.GetProperty("recorded_at").GetString());
        Assert.Equal("passed", run.GetProperty("status").GetString());
        var session = Assert.Single(json.GetProperty("sessions").EnumerateArray());
        Assert.Equal(
            ["path", "format", "kind", "files", "lines", "branches", "tests", "benchmarks", "duplicate", "excluded_files", "doubts"],
            session.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("a.cobertura.xml", "cobertura", "coverage"), (session.GetProperty("path").GetString(), session.GetProperty("format").GetString(), session.GetProperty("kind").GetString()));
        Assert.Equal((1, 3, 4), (session.GetProperty("files").GetInt32(), session.GetProperty("lines").GetProperty("covered").GetInt32(), session.GetProperty("lines").GetProperty("coverable").GetInt32()));
        Assert.Equal((1, 2), (session.GetProperty("branches").GetProperty("covered").GetInt32(), session.GetProperty("branches").GetProperty("total").GetInt32()));
        Assert.Equal(JsonValueKind.Null, session.GetProperty("tests").ValueKind);
        Assert.Equal(JsonValueKind.Null, session.GetProperty("benchmarks").ValueKind);
        Assert.False(session.GetProperty("duplicate").GetBoolean());
        var totals = json.GetProperty("totals");
        Assert.Equal((1, 0.75, 0.5), (totals.GetProperty("files").GetInt32(), totals.GetProperty("lines").GetProperty("rate").GetDouble(), totals.GetProperty("branches").GetProperty("rate").GetDouble()));
        Assert.Equal(0, json.GetProperty("diagnostics").GetArrayLength());
    }

    [Fact]
    public void A_person_reads_what_was_recorded()
    {
        Folder.Write("unit/coverage.xml", Report(covered: 3, coverable: 4, branches: (1, 2)));
        Folder.Write("integration/coverage.xml", Report(covered: 1, coverable: 4, file: "src/B.cs"));

        var result = Run(["record", "**/coverage.xml", .. Where]);

        Assert.Equal((0, ""), (result.Code, result.Error));
        var id = Store.ListRuns(RunQuery.All, default)[0].Run.Id.ToString();
        Snapshot.Match(result.Output.Replace(id, "RUN", StringComparison.Ordinal), "record.txt");
    }

    [Fact]
    public void Several_files_are_one_run_whose_total_is_their_union()
    {
        Folder.Write("1.xml", Report(covered: 3, coverable: 4));
        Folder.Write("2.xml", Report(covered: 4, coverable: 4));

        var json = Run(["record", "*.xml", .. Where, "--format", "json"]).Json();

        Assert.Equal(2, json.GetProperty("sessions").GetArrayLength());
        Assert.Equal(1.0, json.GetProperty("totals").GetProperty("lines").GetProperty("rate").GetDouble());
        Assert.Single(Store.ListRuns(RunQuery.All, default));
    }

    [Fact]
    public void The_same_report_again_is_a_duplicate()
    {
        Folder.Write("a.xml", Report(covered: 3, coverable: 4));

        Run(["record", "a.xml", .. Where]);
        var json = Run(["record", "a.xml", .. Where, "--format", "json"]).Json();

        Assert.True(json.GetProperty("sessions")[0].GetProperty("duplicate").GetBoolean());
        Assert.Single(Store.ListRuns(RunQuery.All, default));
        Assert.Contains("already in the run", Run(["record", "a.xml", .. Where]).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_key_joins_the_sessions_of_several_jobs()
    {
        Folder.Write("a.xml", Report(covered: 1, coverable: 4));
        Folder.Write("b.xml", Report(covered: 2, coverable: 4, file: "src/B.cs"));

        Run(["record", "a.xml", .. Where, "--run-key", "build 7"]);
        var json = Run(["record", "b.xml", .. Where, "--run-key", "build 7", "--format", "json"]).Json();

        Assert.Equal(2, json.GetProperty("totals").GetProperty("files").GetInt32());
        Assert.Equal(2, Assert.Single(Store.ListRuns(RunQuery.All, default)).Sessions);
    }

    [Fact]
    public void What_the_options_say_is_stored()
    {
        Folder.Write("a.xml", Report(covered: 1, coverable: 4));

        var result = Run("record", "a.xml", "--commit", Where[1], "--parent", "aaaa", "--parent", "bbbb", "--branch", "feature", "--base", "main", "--at", "2026-11-20",
            "--pr", "12", "--build", "77", "--tag", "one", "--tag", "two", "--session", "unit tests", "--configuration", "Release", "--framework", "net10.0");

        Assert.Equal((0, ""), (result.Code, result.Error));
        var run = Store.ListRuns(RunQuery.All, default)[0].Run;
        Assert.Equal((Where[1], "feature"), (run.Commit!.Sha, run.Branch));
        Assert.Equal(["aaaa", "bbbb"], run.Commit.Parents);
        Assert.Equal(("main", "12", "77"), (run.Ci!.BaseBranch, run.Ci.PullRequest, run.Ci.BuildId));
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 0, 0, 0, TimeSpan.Zero), run.RecordedAt);
        Assert.Equal(["one", "two"], run.Tags);
        var session = Store.ListSessions(run.Id, default)[0].Session;
        Assert.Equal(("unit tests", "Release", "net10.0"), (session.Name, session.Configuration, session.Framework));
    }

    [Fact]
    public void A_report_can_come_from_standard_input()
    {
        Input = Report(covered: 3, coverable: 4);

        var json = Run(["record", "--stdin", .. Where, "--format", "json"]).Json();

        Assert.Equal("stdin", json.GetProperty("sessions")[0].GetProperty("path").GetString());
        Assert.Equal(0.75, json.GetProperty("totals").GetProperty("lines").GetProperty("rate").GetDouble());
    }

    [Theory]
    [InlineData("a.xml", "<coverage><packages><package")]
    [InlineData("a.xml", "hello")]
    [InlineData("a.xml", "")]
    [InlineData("--stdin", "<coverage><packages><package")]
    public void A_report_that_cannot_be_read_is_named_as_the_user_did_and_nothing_is_stored(string argument, string content)
    {
        Folder.Write("a.xml", content);
        Folder.Write("good.xml", Report(covered: 3, coverable: 4));
        Input = content;

        var result = Run(["record", "good.xml", argument, .. Where]);

        Assert.Equal(2, result.Code);
        Assert.Equal("", result.Output);
        Assert.Matches($@"^{argument.TrimStart('-')}(\(\d+\))?: error COVH1001: expected .+, found .+\n$", result.Error);
        Assert.Empty(Store.ListRuns(RunQuery.All, default));
    }

    [Theory]
    [InlineData("There is no file 'missing.xml'", "missing.xml")]
    [InlineData("No file matches '**/*.none'", "**/*.none")]
    [InlineData("Name the reports to record")]
    [InlineData("'soon' is not a time", "a.xml", "--at", "soon")]
    [InlineData("Did you mean --commit?", "a.xml", "--comit", "x")]
    public void Wrong_usage_stores_nothing(string message, params string[] arguments)
    {
        Folder.Write("a.xml", Report(covered: 3, coverable: 4));

        var result = Run(["record", .. arguments]);

        Assert.Equal(2, result.Code);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(DatabasePath));
    }

    [Fact]
    public void A_warning_goes_to_standard_error_and_into_the_json()
    {
        // Nobody says which commit it was, and git cannot.
        Folder.Write("a.xml", Report(covered: 3, coverable: 4));

        var result = Run("record", "a.xml", "--format", "json");

        Assert.Matches("^.*: warning COVH1004: .*\n$", result.Error);
        var diagnostic = Assert.Single(result.Json().GetProperty("diagnostics").EnumerateArray());
        Assert.Equal(["code", "severity", "message", "path", "line"], diagnostic.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("COVH1004", "warning"), (diagnostic.GetProperty("code").GetString(), diagnostic.GetProperty("severity").GetString()));
        Assert.Equal("", Run("record", "a.xml", "--verbosity", "quiet").Error);
    }

    [Fact]
    public void A_database_that_is_none_is_refused_with_4()
    {
        Folder.Write("a.xml", Report(covered: 3, coverable: 4));
        Folder.Write("not.db", "this is no database, and long enough to be looked at as one, with one hundred bytes and more of text in it");

        foreach (var arguments in (string[][])[["record", "a.xml", .. Where], ["show"], ["runs", "list"], ["db", "info"]])
        {
            var result = Run([.. arguments, "--db", "not.db"]);
            Assert.Equal(4, result.Code);
            Assert.Contains("error COVH1034: ", result.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Totals_that_no_listing_gives_are_a_warning_and_those_of_what_is_listed_are_for_who_asks()
    {
        Folder.Write("wrong.xml", Listed(covered: 7, coverable: 9));
        Folder.Write("listed.xml", Listed(covered: 3, coverable: 4));

        var wrong = Run(["record", "wrong.xml", .. Where]);
        var listed = Run(["record", "listed.xml", .. Where]);

        Assert.Matches("^wrong.xml: warning COVH1003: the report states 7 of 9 lines where its lines give 2 of 3; .*--explain.*\n$", wrong.Error);
        Assert.Equal((0, ""), (listed.Code, listed.Error));
        Assert.Contains("listed.xml: info COVH1003: the report states 3 of 4 lines where its lines give 2 of 3", Run(["record", "listed.xml", .. Where, "--verbosity", "detailed"]).Error, StringComparison.Ordinal);
        var diagnostic = Assert.Single(Run(["record", "listed.xml", .. Where, "--format", "json"]).Json().GetProperty("diagnostics").EnumerateArray());
        Assert.Equal(("COVH1003", "info", "listed.xml"), (diagnostic.GetProperty("code").GetString(), diagnostic.GetProperty("severity").GetString(), diagnostic.GetProperty("path").GetString()));
    }

    [Fact]
    public void Explain_lists_where_totals_differ()
    {
        Folder.Write("a.xml", Listed(covered: 3, coverable: 4));

        var text = Run(["record", "a.xml", .. Where, "--explain"]);
        var json = Run(["record", "a.xml", .. Where, "--explain", "--format", "json"]).Json();

        Assert.Contains("a.xml: the report states 3 of 4 lines where its lines give 2 of 3:", text.Output, StringComparison.Ordinal);
        Assert.Matches(@"counted in classes a compiler made, too +src/A\.cs +\+1 +1 in App\.A, App\.A/<>c\n", text.Output);
        var part = Assert.Single(json.GetProperty("explanations").EnumerateArray());
        Assert.Equal(["path", "cause", "file", "first_lines", "lines", "branches", "names"], part.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("a.xml", "generated-classes", "src/A.cs"), (part.GetProperty("path").GetString(), part.GetProperty("cause").GetString(), part.GetProperty("file").GetString()));
        Assert.Equal((1, 1, 0), (part.GetProperty("first_lines")[0].GetInt32(), part.GetProperty("lines").GetInt32(), part.GetProperty("branches").GetInt32()));
        Assert.Equal(["App.A", "App.A/<>c"], part.GetProperty("names").EnumerateArray().Select(name => name.GetString()));
    }

    [Fact]
    public void Explain_has_nothing_to_say_where_totals_agree()
    {
        Folder.Write("a.xml", Listed(covered: 2, coverable: 3));

        Assert.Equal(0, Run(["record", "a.xml", .. Where, "--explain", "--format", "json"]).Json().GetProperty("explanations").GetArrayLength());
        Assert.Equal((0, ""), (Run(["record", "a.xml", .. Where, "--explain"]).Code, Run(["record", "a.xml", .. Where, "--explain"]).Error));
    }

    [Fact]
    public void Keep_going_records_what_can_be_read_and_names_the_rest()
    {
        Folder.Write("1.xml", Report(covered: 3, coverable: 4));
        Folder.Write("2.xml", "<coverage><packages>\n<package");
        Folder.Write("3.xml", Report(covered: 4, coverable: 4));
        Folder.Write("4.xml", "hello");

        var result = Run(["record", "*.xml", .. Where, "--keep-going", "--format", "json"]);

        Assert.Equal(2, result.Code);
        Assert.Matches(@"^2\.xml\(\d+\): error COVH1001: expected .+, found .+\n4\.xml: error COVH1001: expected .+, found .+\n$", result.Error);
        var json = (result with { Code = 0 }).Json();
        Assert.Equal(["1.xml", "3.xml"], json.GetProperty("sessions").EnumerateArray().Select(session => session.GetProperty("path").GetString()));
        Assert.Equal(1.0, json.GetProperty("totals").GetProperty("lines").GetProperty("rate").GetDouble());
        Assert.Equal(
            [("COVH1001", "error", "2.xml", 2), ("COVH1001", "error", "4.xml", null)],
            json.GetProperty("diagnostics").EnumerateArray().Select(diagnostic => (diagnostic.GetProperty("code").GetString(), diagnostic.GetProperty("severity").GetString(),
                diagnostic.GetProperty("path").GetString(), diagnostic.GetProperty("line").ValueKind == JsonValueKind.Null ? null : (int?)diagnostic.GetProperty("line").GetInt32())));
        Assert.Equal(2, Assert.Single(Store.ListRuns(RunQuery.All, default)).Sessions);
        Assert.Contains("3.xml", Run(["record", "*.xml", .. Where, "--keep-going"]).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Keep_going_with_nothing_that_can_be_read_names_all_and_stores_nothing()
    {
        Folder.Write("1.xml", "hello");
        Folder.Write("2.xml", "");

        var result = Run(["record", "1.xml", "2.xml", .. Where, "--keep-going"]);

        Assert.Equal((2, ""), (result.Code, result.Output));
        Assert.Matches(@"^1\.xml: error COVH1001: .+\n2\.xml: error COVH1001: .+\n$", result.Error);
        Assert.False(File.Exists(DatabasePath));
    }

    [Fact]
    public void Keep_going_with_good_files_only_is_as_without_it()
    {
        Folder.Write("a.xml", Report(covered: 3, coverable: 4));

        Assert.Equal((0, ""), (Run(["record", "a.xml", .. Where, "--keep-going"]).Code, Run(["record", "a.xml", .. Where, "--keep-going"]).Error));
    }

    /// <summary>Three lines, two of them covered, one listed in a second class.</summary>
    private static string Listed(int covered, int coverable) => $"""
        <coverage version="1.9" lines-covered="{covered}" lines-valid="{coverable}"><packages><package name="App"><classes>
        <class name="App.A" filename="src/A.cs"><lines><line number="1" hits="1"/><line number="2" hits="0"/><line number="3" hits="1"/></lines></class>
        <class name="App.A/&lt;&gt;c" filename="src/A.cs"><lines><line number="1" hits="1"/></lines></class>
        </classes></package></packages></coverage>
        """;

    private static string Report(int covered, int coverable, (int Covered, int Total)? branches = null, string file = "src/A.cs")
    {
        var lines = string.Concat(Enumerable.Range(1, coverable).Select(line =>
            $"<line number=\"{line}\" hits=\"{(line <= covered ? 1 : 0)}\""
            + (line == 1 && branches is { } outcomes ? $" branch=\"true\" condition-coverage=\"{100 * outcomes.Covered / outcomes.Total}% ({outcomes.Covered}/{outcomes.Total})\"" : " branch=\"false\"") + "/>"));
        return $"""
            <?xml version="1.0" encoding="utf-8"?>
            <coverage version="1.9"><packages><package name="App"><classes>
            <class name="App.A" filename="{file}"><methods/><lines>{lines}</lines></class>
            </classes></package></packages></coverage>
            """;
    }
}
