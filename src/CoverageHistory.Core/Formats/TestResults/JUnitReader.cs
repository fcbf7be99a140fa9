using CoverageHistory.Formats.Xml;
using CoverageHistory.Model;

namespace CoverageHistory.Formats.TestResults;

/// <summary>
/// JUnit XML, which nobody specified: Ant's and Maven's form, and what pytest, gtest, node, jest, xunit and the JUnit logger for VSTest
/// make of it.
/// </summary>
internal sealed class JUnitReader : ITestResultReader
{
    public string Format => "junit";

    public bool Recognizes(ReadOnlySpan<byte> head)
    {
        var root = XmlProlog.Parse(head).RootName;
        return root.SequenceEqual("testsuites"u8) || root.SequenceEqual("testsuite"u8);
    }

    public TestReport Read(Stream content, string path, CancellationToken cancellation)
    {
        using var xml = XmlScanner.Open(content, path, cancellation);
        return new Reading(xml).Run();
    }

    /// <summary>One pass over one report: where it is, and what it found so far.</summary>
    private sealed class Reading(XmlScanner xml)
    {
        private readonly TestReportBuilder _report = new("junit");
        private readonly List<string> _suites = [];
        private string? _name;
        private TestOutcome _outcome;
        private TimeSpan _duration;

        public TestReport Run()
        {
            while (xml.Read())
            {
                var name = xml.Name;
                if (name.SequenceEqual("testcase"u8))
                    EnterOrLeaveCase();
                else if (name.SequenceEqual("testsuite"u8))
                    EnterOrLeaveSuite();
                else if (!xml.IsStart)
                    continue;
                else if (name.SequenceEqual("failure"u8) || name.SequenceEqual("error"u8))
                    Fail();
                else if (name.SequenceEqual("skipped"u8) || name.SequenceEqual("disabled"u8))
                    Skip();
                else if (xml.Depth == 1 && !name.SequenceEqual("testsuites"u8))
                    throw xml.Fault("<testsuites> or <testsuite>", name);
            }
            return _report.Build();
        }

        private void EnterOrLeaveSuite()
        {
            if (!xml.IsStart)
            {
                _suites.RemoveAt(_suites.Count - 1);
                return;
            }
            _suites.Add(xml.FindString("name"u8) ?? "");
            // A suite whose set-up failed may have no case to show for it.
            if (IsAboveZero("failures"u8) || IsAboveZero("errors"u8))
                _report.Raise(RunStatus.Failed);
        }

        private void EnterOrLeaveCase()
        {
            if (!xml.IsStart)
            {
                if (_name is not null)
                    _report.Add(_name, _outcome, _duration);
                _name = null;
                return;
            }
            if (_name is not null)
                throw xml.Fault("the end of <testcase>", "<testcase>");
            var name = xml.Intern(xml.Require("name"u8));
            var type = xml.FindString("classname"u8);
            _duration = TestDuration.ReadSeconds(xml, "time"u8);
            _outcome = IsNotRun() ? TestOutcome.Skipped : TestOutcome.Passed;
            _name = FullName(type, name);
            if (_name.Length == 0)
                throw xml.Fault("a test with a name", "<testcase> without one");
        }

        /// <summary>Within a case; of a suite it is the suite that failed. Surefire's flakyFailure and rerunFailure are no verdict.</summary>
        private void Fail()
        {
            if (_name is null)
                _report.Raise(RunStatus.Failed);
            else
                _outcome = TestOutcome.Failed;
        }

        private void Skip()
        {
            if (_outcome == TestOutcome.Passed)
                _outcome = TestOutcome.Skipped;
        }

        private string FullName(string? type, string name)
        {
            // node's runner has the class "test" for all; there, and where there is none, the suites tell tests apart.
            if (string.IsNullOrEmpty(type) || type == "test")
                type = string.Join('.', _suites.Where(suite => suite.Length > 0));
            return type.Length == 0 || name.StartsWith(type + ".", StringComparison.Ordinal) ? name : name.Length == 0 ? type : $"{type}.{name}";
        }

        /// <summary>gtest says it in an attribute.</summary>
        private bool IsNotRun() =>
            (xml.TryGetAttribute("status"u8, out var status) && (status.SequenceEqual("notrun"u8) || status.SequenceEqual("skipped"u8)))
            || (xml.TryGetAttribute("result"u8, out var result) && (result.SequenceEqual("suppressed"u8) || result.SequenceEqual("skipped"u8)));

        private bool IsAboveZero(ReadOnlySpan<byte> attribute) =>
            xml.TryGetAttribute(attribute, out var value) && ReportNumber.ParseTotal(value) > 0;
    }
}
