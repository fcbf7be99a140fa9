using CoverageHistory.Model;

namespace CoverageHistory.Core.Tests.Formats.TestResults;

public sealed class XunitAndNUnitReaderTests
{
    [Fact]
    public void An_error_of_the_xunit_runner_fails_the_run()
    {
        Assert.Equal(RunStatus.Failed, TestFiles.Read("<assemblies><assembly errors=\"1\"><errors><error type=\"assembly-cleanup\"/></errors></assembly></assemblies>").Status);
        Assert.Equal(RunStatus.Passed, TestFiles.Read("<assemblies><assembly errors=\"0\"><errors/></assembly></assemblies>").Status);
    }

    [Fact]
    public void A_test_that_xunit_v3_was_not_asked_for_is_skipped() => Assert.Equal(
        "Passed\nSkipped N.T.Explicit",
        TestFiles.Read("<assemblies><assembly><collection><test name=\"N.T.Explicit\" type=\"N.T\" method=\"Explicit\" result=\"NotRun\" time=\"0\"/></collection></assembly></assemblies>").Text());

    [Theory]
    [InlineData("<test-run result=\"Failed\" label=\"Cancelled\"/>", RunStatus.Aborted)]
    [InlineData("<test-run result=\"Failed\"><test-suite result=\"Failed\" site=\"SetUp\"/></test-run>", RunStatus.Failed)]
    [InlineData("<test-run result=\"Passed\"/>", RunStatus.Passed)]
    [InlineData("<test-run result=\"Inconclusive\"/>", RunStatus.Passed)]
    [InlineData("<test-results><test-suite result=\"Cancelled\"/></test-results>", RunStatus.Aborted)]
    [InlineData("<test-results><test-suite result=\"Failure\"/></test-results>", RunStatus.Failed)]
    public void A_run_of_NUnit_has_a_status_of_its_own(string text, RunStatus expected) => Assert.Equal(expected, TestFiles.Read(text).Status);

    [Fact]
    public void NUnit_2_has_several_ways_to_say_it()
    {
        var report = TestFiles.Read("""
            <?xml version="1.0" encoding="utf-8" standalone="no"?>
            <test-results name="a.dll" total="6">
              <test-suite type="TestFixture" name="T" executed="True" success="False" time="0,054">
                <results>
                  <test-case name="N.T.New" executed="True" result="Success" success="True" time="0.010" asserts="1" />
                  <test-case name="N.T.Old" executed="True" success="True" time="0,016" asserts="1" />
                  <test-case name="N.T.OldFailed" executed="True" success="False" time="0,016"><failure><message><![CDATA[x]]></message></failure></test-case>
                  <test-case name="N.T.OldIgnored" executed="False"><reason/></test-case>
                  <test-case name="N.T.Error" executed="True" result="Error" success="False" time="0" />
                  <test-case name="N.T.Inconclusive" executed="True" result="Inconclusive" success="False" time="0" />
                </results>
              </test-suite>
            </test-results>
            """);

        Assert.Equal("""
            Failed
            Passed N.T.New 0.01
            Passed N.T.Old 0.016
            Failed N.T.OldFailed 0.016
            Skipped N.T.OldIgnored 0
            Failed N.T.Error 0
            Skipped N.T.Inconclusive 0
            """, report.Text(withDuration: true));
    }

    [Theory]
    [InlineData("<assemblies>\n<test name=\"a\" result=\"Perhaps\"/></assemblies>", 2, "a result of Pass, Fail, Skip or NotRun", "Perhaps")]
    [InlineData("<assemblies>\n<test name=\"a\"/></assemblies>", 2, "a result of Pass, Fail, Skip or NotRun", "none")]
    [InlineData("<assemblies>\n<test result=\"Pass\"/></assemblies>", 2, "attribute name", "<test> without it")]
    [InlineData("<test-run>\n<test-case fullname=\"a\" result=\"Perhaps\"/></test-run>", 2, "a result", "Perhaps")]
    [InlineData("<test-run>\n<test-case fullname=\"a\"/></test-run>", 2, "a result", "none")]
    [InlineData("<test-run>\n<test-case fullname=\"\" result=\"Passed\"/></test-run>", 2, "a test with a name", "<test-case> without one")]
    [InlineData("<test-results>\n<test-case result=\"Success\"/></test-results>", 2, "attribute name", "<test-case> without it")]
    public void What_is_not_sound_is_refused_with_its_line(string text, int line, string expected, string found)
    {
        var refused = TestFiles.Refused(text);

        Assert.Equal((line, expected, found), (refused.Line, refused.Expected, refused.Found));
    }

    [Theory]
    [InlineData("<html/>")]
    [InlineData("{\"tests\": []}")]
    [InlineData("")]
    public void What_nobody_knows_is_refused_with_the_formats_there_are(string text)
    {
        var refused = TestFiles.Refused(text);

        foreach (var format in (string[])["cobertura", "trx", "junit", "xunit", "nunit"])
            Assert.Contains(format, refused.Expected, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<!DOCTYPE testsuite [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><testsuite name=\"&x;\"/>")]
    [InlineData("<testsuite name=\"&undeclared;\"/>")]
    public void An_entity_is_never_looked_up(string text) => TestFiles.Refused(text);

    [Fact]
    public void Nesting_without_end_is_refused() =>
        TestFiles.Refused(string.Concat(Enumerable.Repeat("<testsuite name=\"a\">", 1_000_000)));
}
