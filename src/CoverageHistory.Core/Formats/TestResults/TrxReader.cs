using CoverageHistory.Formats.Xml;
using CoverageHistory.Model;

namespace CoverageHistory.Formats.TestResults;

/// <summary>
/// Visual Studio's test results, as VSTest, Microsoft.Testing.Platform, xunit.v3 and MSTest before them write them. What a test is called
/// in full stands in the definitions behind the results.
/// </summary>
internal sealed class TrxReader : ITestResultReader
{
    public string Format => "trx";

    public bool Recognizes(ReadOnlySpan<byte> head) => XmlProlog.Parse(head).RootName.SequenceEqual("TestRun"u8);

    public TestReport Read(Stream content, string path, CancellationToken cancellation)
    {
        using var xml = XmlScanner.Open(content, path, cancellation);
        return new Reading(xml).Run();
    }

    /// <summary>One pass over one report: where it is, and what it found so far.</summary>
    private sealed class Reading(XmlScanner xml)
    {
        /// <summary>Innermost last: a data-driven test has the results of its rows within its own, and then is none itself.</summary>
        private readonly Stack<Result> _open = [];
        private readonly List<Result> _results = [];
        private readonly Dictionary<string, string> _fullNames = [];
        private readonly TestReportBuilder _report = new("trx");
        private string? _definition;
        private bool _isRunError;
        private bool _isEscaped;

        public TestReport Run()
        {
            while (xml.Read())
            {
                var name = xml.Name;
                if (name.EndsWith("Result"u8) || name.SequenceEqual("TestResultAggregation"u8))
                    EnterOrLeaveResult();
                else if (!xml.IsStart)
                    continue;
                else if (name.SequenceEqual("UnitTest"u8))
                    _definition = xml.FindString("id"u8);
                else if (name.SequenceEqual("TestMethod"u8))
                    AddDefinition();
                else if (name.SequenceEqual("ResultSummary"u8))
                    _report.Raise(StatusOf(xml.FindString("outcome"u8)));
                else if (name.SequenceEqual("RunInfo"u8))
                    _isRunError = xml.TryGetAttribute("outcome"u8, out var outcome) && outcome.SequenceEqual("Error"u8);
                else if (name.SequenceEqual("Text"u8) && _isRunError)
                    ReadRunError();
                else if (xml.Depth == 1 && !name.SequenceEqual("TestRun"u8))
                    throw xml.Fault("<TestRun>", name);
            }
            return Build();
        }

        private void EnterOrLeaveResult()
        {
            if (xml.IsStart)
            {
                if (_open.TryPeek(out var parent))
                    parent.HasRows = true;
                // In the order VSTest writes them.
                var id = xml.FindString("testId"u8) ?? "";
                var name = xml.Intern(xml.Require("testName"u8));
                var duration = TestDuration.ReadTime(xml, "duration"u8);
                _open.Push(new Result(id, name, OutcomeOf(xml.FindString("outcome"u8)), duration));
            }
            else if (_open.TryPop(out var result) && !result.HasRows)
                _results.Add(result);
        }

        private void AddDefinition()
        {
            var type = xml.FindString("className"u8);
            var method = xml.FindString("name"u8);
            if (_definition is null || string.IsNullOrEmpty(method))
                return;
            // Not what VSTest or the testing platform write for it, but its own program's -trx.
            _isEscaped |= xml.TryGetAttribute("adapterTypeName"u8, out var adapter) && adapter.IndexOf("/xunit.v3/"u8) >= 0;
            // MSTest 1 has the assembly's name behind the class: "N.T, Assembly, Version=…".
            type = type?.Split(", ", 2)[0];
            _fullNames[_definition] = string.IsNullOrEmpty(type) || method.StartsWith(type + ".", StringComparison.Ordinal) ? method : $"{type}.{method}";
        }

        /// <summary>VSTest calls a run whose host crashed failed, like one with a failed test; only its message tells.</summary>
        private void ReadRunError()
        {
            if (xml.ReadText().IndexOf("test run was aborted"u8) >= 0)
                _report.Raise(RunStatus.Aborted);
        }

        private TestReport Build()
        {
            var withCases = _results.GroupBy(FullName)
                .Where(results => results.Select(result => result.Name).Distinct().Skip(1).Any())
                .Select(results => results.Key).ToHashSet();
            foreach (var result in _results)
            {
                var fullName = FullName(result);
                var name = _isEscaped ? XunitEscapes.Remove(result.Name) : result.Name;
                _report.Add(TestCaseName.Of(fullName, name, withCases.Contains(fullName)), result.Outcome, result.Duration);
            }
            return _report.Build();
        }

        private string FullName(Result result) => _fullNames.GetValueOrDefault(result.TestId, result.Name);
    }

    private static RunStatus StatusOf(string? outcome) => outcome switch
    {
        "Aborted" or "Timeout" or "Disconnected" => RunStatus.Aborted,
        "Failed" or "Error" => RunStatus.Failed,
        _ => RunStatus.Passed,
    };

    /// <summary>VSTest leaves the attribute out where it has its first value, which is an error.</summary>
    private static TestOutcome OutcomeOf(string? outcome) => outcome switch
    {
        "Passed" or "PassedButRunAborted" or "Warning" or "Completed" => TestOutcome.Passed,
        "Failed" or "Error" or "Timeout" or "Aborted" or "Disconnected" or null => TestOutcome.Failed,
        _ => TestOutcome.Skipped,
    };

    private sealed record Result(string TestId, string Name, TestOutcome Outcome, TimeSpan Duration)
    {
        public bool HasRows { get; set; }
    }
}
