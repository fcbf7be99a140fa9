using System.Security.Cryptography;
using System.Text;
using CoverageHistory.Storage;
using CoverageHistory.Tool.Terminal;

namespace CoverageHistory.Tool.Tests;

public sealed class CancellationTests : ToolFixture
{
    /// <summary>A query that never ends.</summary>
    private const string Endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";

    private static readonly TerminalTraits Terminal = new(100, HasColor: false, IsUnicode: true, IsPlain: false);

    [Theory]
    [InlineData("show")]
    [InlineData("db", "verify")]
    [InlineData("db", "compact")]
    [InlineData("db", "prune", "--keep", "2", "--yes")]
    [InlineData("db", "backup", "copy.db")]
    [InlineData("db", "migrate", "--to", "2")]
    [InlineData("db", "export", "--output", "runs.jsonl")]
    [InlineData("db", "import", "more.jsonl")]
    [InlineData("db", "merge", "other.db")]
    [InlineData("db", "restore", "other.db")]
    public void What_is_cancelled_says_so_and_leaves_the_history_as_it_was(params string[] arguments)
    {
        WriteSample(runs: 6);
        File.Copy(DatabasePath, Folder["other.db"]);
        using (var more = File.Create(Folder["more.jsonl"]))
            Store.Export(RunQuery.All, more, CancellationToken.None);
        var before = SHA256.HashData(File.ReadAllBytes(DatabasePath));

        using var error = new StringWriter();
        var code = Application.Run(arguments, Host(error), new CancellationToken(canceled: true));

        Assert.Equal((130, "error: cancelled\n"), (code, error.ToString()));
        Assert.Equal(before, SHA256.HashData(File.ReadAllBytes(DatabasePath)));
        Assert.False(File.Exists(Folder["copy.db"]));
        Assert.Equal(6, Store.ListRuns(RunQuery.All, CancellationToken.None).Count);
    }

    [Fact]
    public void Work_that_takes_its_time_says_so_on_a_terminal_and_ends_at_once_when_it_is_cancelled()
    {
        WriteSample(runs: 3);
        using var cancelling = new CancellationTokenSource();
        using var error = new Watched(text => text.Contains("Querying (", StringComparison.Ordinal), cancelling.Cancel);

        var code = Application.Run(["db", "query", Endless, "--timeout", "3600"], Host(error), cancelling.Token);

        Assert.Equal(130, code);
        Assert.Matches("^\r\e\\[KQuerying \\([1-9][0-9]* s\\)", error.ToString());
        // The line is taken away again before anything else is said.
        Assert.EndsWith("\r\e[Kerror: cancelled\n", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nobody_looks_no_progress_is_printed()
    {
        WriteSample(runs: 3);
        using var error = new StringWriter();

        var code = Application.Run(["db", "query", Endless, "--timeout", "2"], Host(error) with { ErrorTraits = _ => Terminal with { IsPlain = true } }, CancellationToken.None);

        Assert.NotEqual(0, code);
        Assert.DoesNotContain('\e', error.ToString());
        Assert.DoesNotContain("Querying", error.ToString(), StringComparison.Ordinal);
    }

    private ToolHost Host(TextWriter error) => new()
    {
        Output = TextWriter.Null,
        Error = error,
        OutputTraits = _ => Terminal,
        ErrorTraits = _ => Terminal,
        OpenInput = () => Stream.Null,
        Directory = Folder.Path,
        Variables = Variables,
        Clock = Clock,
    };

    /// <summary>Does something when what was waited for is written.</summary>
    private sealed class Watched(Predicate<string> isIt, Action act) : TextWriter
    {
        private readonly StringBuilder _text = new();
        private readonly Lock _lock = new();

        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => Write(value.ToString());

        public override void Write(string? value)
        {
            lock (_lock)
                _text.Append(value);
            if (isIt(value ?? ""))
                act();
        }

        public override string ToString()
        {
            lock (_lock)
                return _text.ToString();
        }
    }
}
