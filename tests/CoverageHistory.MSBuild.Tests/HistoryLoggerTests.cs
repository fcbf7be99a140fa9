using System.Text;
using CoverageHistory.TestKit;
using CoverageHistory.TestLogger;
using Microsoft.VisualStudio.TestPlatform.ObjectModel;
using Microsoft.VisualStudio.TestPlatform.ObjectModel.Client;
using Microsoft.VisualStudio.TestPlatform.ObjectModel.Logging;

namespace CoverageHistory.MSBuild.Tests;

public sealed class HistoryLoggerTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();
    private readonly Events _events = new();

    [Fact]
    public void What_the_logger_writes_the_task_reads()
    {
        var path = _folder["new/out;.json"];
        var report = _folder.Write("r%3Bs/coverage.cobertura.xml", "");
        Start("OutBase64", Convert.ToBase64String(Encoding.UTF8.GetBytes(path)).TrimEnd('='));
        _events.Send("N.C.Passes", TestOutcome.Passed, TimeSpan.FromMilliseconds(1.5));
        _events.Send("N.C.Fails", TestOutcome.Failed, TimeSpan.Zero);
        _events.Send("N.C.None", TestOutcome.None, TimeSpan.Zero);
        _events.Send("N.C.Passes", TestOutcome.Skipped, TimeSpan.Zero);

        // As the platform hands it over: unescaped once.
        _events.Complete(isAborted: false, new Uri("file://" + report.Replace('\\', '/')));

        var session = LoggedSession.ReadFrom(path);
        Assert.False(session.IsAborted);
        Assert.Equal(
            [
                new("N.C.Passes", LoggedOutcome.Passed, TimeSpan.FromMilliseconds(1.5)),
                new("N.C.Fails", LoggedOutcome.Failed, TimeSpan.Zero),
                new("N.C.None", LoggedOutcome.Skipped, TimeSpan.Zero),
                new LoggedTest("N.C.Passes #2", LoggedOutcome.Skipped, TimeSpan.Zero),
            ],
            session.Tests);
        Assert.Equal([new LoggedAttachment("datacollector://microsoft/CoverletCodeCoverage/1.0", report)], session.Attachments);
        Assert.Equal(["out;.json"], Directory.EnumerateFiles(_folder["new"]).Select(file => Path.GetFileName(file)));
    }

    [Fact]
    public void A_crashed_host_is_an_aborted_session()
    {
        Start("Out", _folder["out.json"]);

        _events.Complete(isAborted: true);

        Assert.True(LoggedSession.ReadFrom(_folder["out.json"]).IsAborted);
    }

    [Fact]
    public void Without_a_file_to_write_it_does_nothing()
    {
        Start("Verbosity", "normal");

        _events.Send("N.C.Passes", TestOutcome.Passed, TimeSpan.Zero);
        _events.Complete(isAborted: false);

        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Theory]
    [InlineData("OutBase64", "%%%")]
    [InlineData("Out", "\0")]
    public void Trouble_stays_in_the_logger(string parameter, string value)
    {
        Start(parameter, value);

        _events.Send("N.C.Passes", TestOutcome.Passed, TimeSpan.Zero);
        _events.Complete(isAborted: false);
    }

    public void Dispose() => _folder.Dispose();

    private void Start(string parameter, string value) => new HistoryLogger().Initialize(_events, new Dictionary<string, string?> { [parameter] = value });

    private sealed class Events : TestLoggerEvents
    {
        public override event EventHandler<TestRunMessageEventArgs>? TestRunMessage { add { } remove { } }

        public override event EventHandler<TestRunStartEventArgs>? TestRunStart { add { } remove { } }

        public override event EventHandler<TestResultEventArgs>? TestResult;

        public override event EventHandler<TestRunCompleteEventArgs>? TestRunComplete;

        public override event EventHandler<DiscoveryStartEventArgs>? DiscoveryStart { add { } remove { } }

        public override event EventHandler<TestRunMessageEventArgs>? DiscoveryMessage { add { } remove { } }

        public override event EventHandler<DiscoveredTestsEventArgs>? DiscoveredTests { add { } remove { } }

        public override event EventHandler<DiscoveryCompleteEventArgs>? DiscoveryComplete { add { } remove { } }

        public void Send(string name, TestOutcome outcome, TimeSpan duration) => TestResult?.Invoke(this, new TestResultEventArgs(
            new TestResult(new TestCase(name, new Uri("executor://own"), "own.dll")) { Outcome = outcome, Duration = duration }));

        public void Complete(bool isAborted, params Uri[] reports)
        {
            var set = new AttachmentSet(new Uri("datacollector://microsoft/CoverletCodeCoverage/1.0"), "XPlat code coverage");
            foreach (var report in reports)
                set.Attachments.Add(new UriDataAttachment(report, null));
            TestRunComplete?.Invoke(this, new TestRunCompleteEventArgs(null, false, isAborted, null, [set], [], TimeSpan.Zero));
        }
    }
}
