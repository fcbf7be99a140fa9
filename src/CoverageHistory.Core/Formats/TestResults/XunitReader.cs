using CoverageHistory.Formats.Xml;
using CoverageHistory.Model;

namespace CoverageHistory.Formats.TestResults;

/// <summary>xunit's own XML, versions 1 to 3. Source: https://xunit.net/docs/format-xml-v2 and -v3.</summary>
internal sealed class XunitReader() : TestCaseListReader("xunit", "assemblies", "assembly", "test")
{
    protected override void AddTest(XmlScanner xml, TestReportBuilder report)
    {
        var displayName = XunitEscapes.Remove(xml.Intern(xml.Require("name"u8)));
        var type = xml.FindString("type"u8);
        var method = xml.FindString("method"u8);
        var duration = TestDuration.ReadSeconds(xml, "time"u8);
        TestOutcome? outcome = xml.FindString("result"u8) switch
        {
            "Pass" => TestOutcome.Passed,
            "Fail" => TestOutcome.Failed,
            "Skip" or "NotRun" => TestOutcome.Skipped,
            _ => null,
        };
        if (outcome is null)
            throw xml.Fault("a result of Pass, Fail, Skip or NotRun", xml.FindString("result"u8) ?? "none");
        var name = string.IsNullOrEmpty(type) || string.IsNullOrEmpty(method)
            ? displayName
            : TestCaseName.Of($"{type}.{method}", displayName, hasCases: false);
        if (name.Length == 0)
            throw xml.Fault("a test with a name", "<test> without one");
        report.Add(name, outcome.Value, duration);
    }

    protected override void ReadOther(XmlScanner xml, TestReportBuilder report)
    {
        // In set-up, clean-up or the runner itself, outside any test.
        if (xml.Name.SequenceEqual("error"u8))
            report.Raise(RunStatus.Failed);
    }
}
