using System.Text;
using CoverageHistory.Formats.Xml;
using CoverageHistory.Model;

namespace CoverageHistory.Formats.TestResults;

/// <summary>
/// NUnit's own XML, version 3 (<c>test-run</c>) and 2 (<c>test-results</c>, which xunit writes too).
/// Source: https://docs.nunit.org/articles/nunit/technical-notes/usage/Test-Result-XML-Format.html.
/// </summary>
internal sealed class NUnitReader() : TestCaseListReader("nunit", "test-run", "test-results", "test-case")
{
    protected override void AddTest(XmlScanner xml, TestReportBuilder report)
    {
        // Version 2 has the full name in the name.
        var name = xml.FindString("fullname"u8) ?? xml.Intern(xml.Require("name"u8));
        if (name.Length == 0)
            throw xml.Fault("a test with a name", "<test-case> without one");
        var isVersion3 = xml.TryGetAttribute("duration"u8, out _);
        report.Add(name, OutcomeOf(xml), isVersion3 ? TestDuration.ReadSeconds(xml, "duration"u8) : TestDuration.ReadSeconds(xml, "time"u8));
    }

    protected override void ReadOther(XmlScanner xml, TestReportBuilder report)
    {
        if (xml.Depth == 1 || xml.Name.SequenceEqual("test-suite"u8))
            report.Raise(StatusOf(xml));
    }

    /// <summary>The platform's adapter passes warnings on as skipped; so the same test has the same outcome either way.</summary>
    private static TestOutcome OutcomeOf(XmlScanner xml) => xml.FindString("result"u8) switch
    {
        "Passed" or "Success" => TestOutcome.Passed,
        "Failed" or "Failure" or "Error" or "Cancelled" or "NotRunnable" or "Invalid" => TestOutcome.Failed,
        "Skipped" or "Ignored" or "Inconclusive" or "Warning" => TestOutcome.Skipped,
        // Before 2.5 there was no result.
        null when xml.TryGetAttribute("executed"u8, out var executed) && Is(executed, "false"u8) => TestOutcome.Skipped,
        null when xml.TryGetAttribute("success"u8, out var success) => Is(success, "true"u8) ? TestOutcome.Passed : TestOutcome.Failed,
        var other => throw xml.Fault("a result", other ?? "none"),
    };

    /// <summary>A suite fails by itself when its set-up does; a run that somebody stopped is cancelled.</summary>
    private static RunStatus StatusOf(XmlScanner xml)
    {
        var result = xml.FindString("result"u8);
        if (result == "Cancelled" || xml.FindString("label"u8) == "Cancelled")
            return RunStatus.Aborted;
        return result is "Failed" or "Failure" or "Error" ? RunStatus.Failed : RunStatus.Passed;
    }

    private static bool Is(ReadOnlySpan<byte> value, ReadOnlySpan<byte> word) => Ascii.EqualsIgnoreCase(value, word);
}
