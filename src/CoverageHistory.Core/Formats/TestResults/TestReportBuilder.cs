using CoverageHistory.Model;

namespace CoverageHistory.Formats.TestResults;

/// <summary>Collects the cases of one report.</summary>
internal sealed class TestReportBuilder(string format)
{
    private readonly List<TestResult> _tests = [];
    private readonly DistinctNames _names = new();
    private RunStatus _status = RunStatus.Passed;

    public void Add(string name, TestOutcome outcome, TimeSpan duration)
    {
        _tests.Add(new TestResult(_names.Of(name), outcome, duration));
        if (outcome == TestOutcome.Failed)
            Raise(RunStatus.Failed);
    }

    /// <summary>The graver status stays.</summary>
    public void Raise(RunStatus status) => _status = status > _status ? status : _status;

    public TestReport Build() => new() { Format = format, Tests = _tests, Status = _status };
}
