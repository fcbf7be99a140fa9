using System.Text.Json;
using CoverageHistory.TestKit;
using CoverageHistory.TestLogger;

namespace CoverageHistory.MSBuild.Tests;

public sealed class LoggedSessionTests
{
    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"version":2}""")]
    [InlineData("""{"version":1,"started_at":"soon","aborted":false,"attachments":[],"tests":[]}""")]
    [InlineData("""{"version":1,"started_at":"2026-01-05T12:00:00Z","aborted":false,"attachments":[],"tests":[["a",9,0]]}""")]
    [InlineData("""{"version":1,"started_at":"2026-01-05T12:00:00Z","aborted":false,"attachments":[],"tests":[["a"]]}""")]
    [InlineData("""{"version":1,"started_at":"2026-01-05T12:00:00Z","aborted":false,"attachments":[[null,null]],"tests":[]}""")]
    public void A_file_the_logger_did_not_write_is_refused(string content)
    {
        using var folder = new TemporaryDirectory();
        var path = folder.Write("session.json", content);

        Assert.ThrowsAny<JsonException>(() => LoggedSession.ReadFrom(path));
    }
}
