using System.Text;
using CoverageHistory.Formats;

namespace CoverageHistory.Core.Tests.Formats.TestResults;

public sealed class TestResultFuzzTests
{
    /// <summary>A fixture each, as small as the format's parts allow, so that mutants hit all of them.</summary>
    private static readonly string[] Seeds =
    [
        """<?xml version="1.0"?><TestRun><Results><UnitTestResult testId="1" testName="a(1)" duration="00:00:01" outcome="Passed"><InnerResults><UnitTestResult testId="1" testName="b" /></InnerResults></UnitTestResult></Results><TestDefinitions><UnitTest id="1"><TestMethod className="N.T" name="a"/></UnitTest></TestDefinitions><ResultSummary outcome="Failed"><RunInfos><RunInfo outcome="Error"><Text>The active test run was aborted.</Text></RunInfo></RunInfos></ResultSummary></TestRun>""",
        """<testsuites><testsuite name="s" failures="1"><testcase name="a" classname="c" time="1,234.5"><failure message="&lt;"/></testcase><testcase name="b" time="0,5"><skipped/></testcase></testsuite></testsuites>""",
        """<assemblies><assembly><errors><error/></errors><collection><test name="N.T.m(x: 1)" type="N.T" method="m" time="0.1" result="Fail"/></collection></assembly></assemblies>""",
        """<test-run result="Failed"><test-suite><test-case fullname="N.T.m" result="Passed" duration="0.1"/></test-suite></test-run>""",
        """<test-results><test-suite><results><test-case name="N.T.m" executed="True" success="False" time="0,1"/></results></test-suite></test-results>""",
    ];

    private static readonly string[] Words =
        ["&#x110000;", " name=\"\"", "time=\"1e999\"", "\uFFFF", "größe", "<testcase>", "</testsuite>", "<UnitTestResult", "<Text>"];

    /// <summary>A line an element.</summary>
    [Fact]
    public void Damaged_test_results() =>
        Assert.InRange(Fuzz.Refused([.. Seeds.Select(seed => Encoding.UTF8.GetBytes(seed.Replace("><", ">\n<", StringComparison.Ordinal)))], FuzzEffort.Mutants, mutant =>
        {
            var file = ReportFile.Read(new MemoryStream(mutant), "mutant", ReadLimits.Default, CancellationToken.None);
            Assert.All(file.Tests?.Tests ?? [], test => Assert.True(test.Name.Length > 0 && test.Duration >= TimeSpan.Zero));
        }, Words), 0.1, 0.975);
}
