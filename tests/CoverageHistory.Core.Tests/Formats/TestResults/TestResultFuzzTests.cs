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

    private static readonly string[] Scraps =
    [
        "\"", "<", ">", "/>", "&", "&#0;", "&#x110000;", "&lt;", "<![CDATA[", "]]>", "<!--", "-->", "<?", "?>", "<!DOCTYPE a [", " name=\"\"",
        "time=\"1e999\"", "99999999999999999999", "-1", "NaN", "\0", "\uFFFF", "größe", "<testcase>", "</testsuite>", "<UnitTestResult", "<Text>",
    ];

    [Fact]
    public void Any_bytes_give_a_report_or_a_refusal()
    {
        var random = new Random(20260105);
        for (var i = 0; i < FuzzEffort.Mutants; i++)
        {
            var mutant = Mutate(random, Encoding.UTF8.GetBytes(Seeds[i % Seeds.Length]));
            try
            {
                var file = ReportFile.Read(new MemoryStream(mutant), "mutant", ReadLimits.Default, CancellationToken.None);
                Assert.All(file.Tests?.Tests ?? [], test => Assert.True(test.Name.Length > 0 && test.Duration >= TimeSpan.Zero));
            }
            catch (ReportFormatException)
            {
                // A refusal is as good as a report.
            }
            catch (Exception e) when (e is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"mutant {i} gives {e.GetType().Name}: {Encoding.UTF8.GetString(mutant)}");
            }
        }
    }

    private static byte[] Mutate(Random random, byte[] seed)
    {
        var bytes = seed.ToList();
        for (var change = random.Next(1, 4); change > 0; change--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 20), bytes.Count - at));
                    break;
                case 2:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(Scraps[random.Next(Scraps.Length)]));
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 60), bytes.Count - at)));
                    break;
                default:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
            }
            if (bytes.Count == 0)
                return [];
        }
        return [.. bytes];
    }
}
