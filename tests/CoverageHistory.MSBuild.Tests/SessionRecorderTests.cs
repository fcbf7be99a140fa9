using System.Text.Json;
using CoverageHistory.Model;
using CoverageHistory.TestKit;

namespace CoverageHistory.MSBuild.Tests;

public sealed class SessionRecorderTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    [Fact]
    public void Without_a_session_nothing_is_recorded_and_nobody_is_warned()
    {
        var outcome = SessionRecorder.Record(Options("missing.json"), CancellationToken.None);

        Assert.Null(outcome.Line);
        Assert.Empty(outcome.Diagnostics);
    }

    [Fact]
    public void A_session_file_that_cannot_be_read_is_a_warning_and_is_gone()
    {
        var file = _folder.Write("session.json", "{");

        var outcome = SessionRecorder.Record(Options("session.json"), CancellationToken.None);

        var warning = Assert.Single(outcome.Diagnostics);
        Assert.Equal((DiagnosticCode.RecordingFailed, DiagnosticSeverity.Warning), (warning.Code, warning.Severity));
        Assert.False(File.Exists(file));
    }

    [Fact]
    public void A_database_that_is_none_is_a_warning()
    {
        WriteSession();
        var database = _folder.Write("notes.txt", "these are notes, not a database; they are longer than a database's header, which has one hundred bytes.");

        var outcome = SessionRecorder.Record(Options("session.json") with { Database = database }, CancellationToken.None);

        Assert.Null(outcome.Line);
        Assert.Contains(outcome.Diagnostics, diagnostic => diagnostic.Code == DiagnosticCode.NotAHistory);
        Assert.StartsWith("these are notes", File.ReadAllText(database), StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_that_disagrees_with_itself_is_told_in_detail_only()
    {
        var report = _folder.Write("coverage.cobertura.xml", """
            <coverage lines-covered="5" lines-valid="9"><packages><package name="P"><class name="A" filename="a"><lines><line number="1" hits="1"/></lines></class></package></packages></coverage>
            """);
        WriteSession(report);

        var outcome = SessionRecorder.Record(Options("session.json"), CancellationToken.None);

        Assert.NotNull(outcome.Line);
        var difference = Assert.Single(outcome.Diagnostics, diagnostic => diagnostic.Code == DiagnosticCode.StatedTotalsDiffer);
        Assert.Equal((DiagnosticSeverity.Info, report), (difference.Severity, difference.Path));
    }

    [Fact]
    public void Whoever_gives_up_is_not_warned()
    {
        WriteSession();

        var outcome = SessionRecorder.Record(Options("session.json"), new CancellationToken(canceled: true));

        Assert.Null(outcome.Line);
        Assert.Empty(outcome.Diagnostics);
    }

    public void Dispose() => _folder.Dispose();

    private void WriteSession(params string[] attachments) => _folder.Write("session.json",
        $$"""{"version":1,"started_at":"2026-01-05T12:00:00Z","aborted":false,"attachments":[{{string.Join(',', attachments.Select(path => $"[\"XPlat Code Coverage\",{JsonSerializer.Serialize(path)}]"))}}],"tests":[["N.C.Passes",0,10]]}""");

    private SessionOptions Options(string sessionFile) => new()
    {
        SessionFile = _folder[sessionFile],
        ProjectFile = _folder["Own.csproj"],
        StartupDirectory = _folder.Path,
    };
}
