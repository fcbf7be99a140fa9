using CoverageHistory.TestKit;

namespace CoverageHistory.Tool.Tests;

public sealed class ShowUnstableTests : ToolFixture
{
    private readonly TemporaryRepository _repository = new();

    public ShowUnstableTests()
    {
        foreach (var (name, value) in _repository.Environment)
        {
            if (value is not null)
                Variables[name] = value;
        }
        _repository.Write("src/A.cs", "one\ntwo\nthree\n");
    }

    [Fact]
    public void Lines_that_differ_in_reports_of_the_same_source_are_listed()
    {
        var commit = _repository.Commit();
        RecordLines(1, 1, 0);
        RecordLines(1, 0, 0);
        RecordLines(1, 1, 0);

        var line = Assert.Single(Show("--format", "json").Json().GetProperty("unstable").EnumerateArray());
        Assert.Equal(["path", "line", "runs_covered", "runs_seen", "flips", "current", "content", "last_seen"], line.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("src/A.cs", 2, 2, 3, 2, true), (line.GetProperty("path").GetString(), line.GetProperty("line").GetInt32(),
            line.GetProperty("runs_covered").GetInt32(), line.GetProperty("runs_seen").GetInt32(), line.GetProperty("flips").GetInt32(), line.GetProperty("current").GetBoolean()));
        Assert.Equal(_repository.Git("rev-parse", "HEAD:src/A.cs")[..16], line.GetProperty("content").GetString());
        Assert.Equal(commit, line.GetProperty("last_seen").GetProperty("commit").GetString());
        var text = Show().Output;
        Assert.Contains("src/A.cs", text, StringComparison.Ordinal);
        Assert.Contains("2 of 3 runs", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_window_and_the_file_restrict_what_is_listed()
    {
        _repository.Commit();
        RecordLines(1, 1, 0);
        RecordLines(1, 0, 0);
        RecordLines(1, 0, 0);

        Assert.Equal(1, Count());
        Assert.Equal(0, Count("--runs", "2"));
        Assert.Equal(1, Count("--file", "src/*.cs"));
        Assert.Equal(0, Count("--file", "lib/**"));
        Assert.Equal(0, Count("--branch", "topic"));
        Assert.Contains("No line is known to be unstable", Show("--runs", "2").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_changed_source_starts_anew()
    {
        _repository.Commit();
        RecordLines(1, 1, 0);
        _repository.Write("src/A.cs", "one\nzwei\nthree\n");
        RecordLines(1, 0, 0);

        Assert.Equal(0, Count());
    }

    [Fact]
    public void The_report_marks_them()
    {
        _repository.Commit("First");
        RecordLines(1, 1, 0);
        RecordLines(1, 0, 0);
        _repository.Commit("Second");
        RecordLines(1, 1, 1);

        var json = Run("report", "--repo", _repository.Root, "--type", "json").Json().GetProperty("indirect");
        var change = Assert.Single(json.EnumerateArray());
        Assert.Equal("""{"path":"src/A.cs","newly_uncovered":[],"newly_covered":[3],"unstable":[2]}""", System.Text.Json.JsonSerializer.Serialize(change));
        var markdown = Run("report", "--repo", _repository.Root, "--type", "markdown").Output;
        Assert.Contains("| `src/A.cs` |  | 3 |", markdown, StringComparison.Ordinal);
        Assert.Contains("Not counted: 1 unstable line that changes by chance", markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void A_class_is_refused_because_lines_belong_to_files() =>
        Assert.Equal(2, Run("show", "--unstable", "--class", "A").Code);

    private int Count(params string[] options) => Show([.. options, "--format", "json"]).Json().GetProperty("unstable").GetArrayLength();

    private ToolResult Show(params string[] options) => Run(["show", "--unstable", "--repo", _repository.Root, .. options]);

    private int _minute;

    private void RecordLines(params int[] hits)
    {
        var lines = string.Concat(hits.Select((count, index) => $"""<line number="{index + 1}" hits="{count}"/>"""));
        // As test platforms do it: a new folder each time.
        var report = _repository.Write($"TestResults/{Guid.NewGuid()}/coverage.cobertura.xml", $"""
            <coverage><sources><source>{_repository.Root}</source></sources><packages><package name="App"><classes>
            <class name="N.A" filename="src/A.cs"><lines>{lines}</lines></class></classes></package></packages></coverage>
            <!-- {Guid.NewGuid()} -->
            """);
        var recorded = Run("record", report, "--repo", _repository.Root, "--at", $"2026-11-23T01:{_minute++:00}:00Z");
        Assert.True(recorded.Code == 0, recorded.Error);
    }
}
