using CoverageHistory.Model;

namespace CoverageHistory.Core.Tests.Formats.TestResults;

public sealed class TrxReaderTests
{
    [Theory]
    [InlineData("outcome=\"Passed\"", TestOutcome.Passed)]
    [InlineData("outcome=\"PassedButRunAborted\"", TestOutcome.Passed)]
    [InlineData("outcome=\"Failed\"", TestOutcome.Failed)]
    [InlineData("outcome=\"Error\"", TestOutcome.Failed)]
    [InlineData("outcome=\"Timeout\"", TestOutcome.Failed)]
    [InlineData("", TestOutcome.Failed)]
    [InlineData("outcome=\"NotExecuted\"", TestOutcome.Skipped)]
    [InlineData("outcome=\"Inconclusive\"", TestOutcome.Skipped)]
    [InlineData("outcome=\"Pending\"", TestOutcome.Skipped)]
    public void Each_outcome_is_one_of_three(string attribute, TestOutcome expected) =>
        Assert.Equal(expected, Assert.Single(TestFiles.Read($"<TestRun><Results><UnitTestResult testName=\"a\" {attribute}/></Results></TestRun>").Tests).Outcome);

    [Theory]
    [InlineData("Completed", RunStatus.Passed)]
    [InlineData("Passed", RunStatus.Passed)]
    [InlineData("Failed", RunStatus.Failed)]
    [InlineData("Error", RunStatus.Failed)]
    [InlineData("Aborted", RunStatus.Aborted)]
    [InlineData("Timeout", RunStatus.Aborted)]
    [InlineData("Disconnected", RunStatus.Aborted)]
    public void The_summary_has_a_say_in_the_status(string outcome, RunStatus expected) =>
        Assert.Equal(expected, TestFiles.Read($"<TestRun><ResultSummary outcome=\"{outcome}\"/></TestRun>").Status);

    [Fact]
    public void The_name_in_full_stands_in_the_definition_behind()
    {
        var report = TestFiles.Read("""
            <TestRun>
              <Results>
                <UnitTestResult testId="1" testName="Adds" outcome="Passed"/>
                <UnitTestResult testId="2" testName="Adds" outcome="Passed"/>
                <UnitTestResult testId="3" testName="Old" outcome="Passed"/>
                <UnitTestResult testId="4" testName="N.T.Whole" outcome="Passed"/>
                <UnitTestResult testId="nowhere" testName="Alone" outcome="Passed"/>
              </Results>
              <TestDefinitions>
                <UnitTest name="Adds" id="1"><TestMethod className="N.A" name="Adds"/></UnitTest>
                <UnitTest name="Adds" id="2"><TestMethod className="N.B" name="Adds"/></UnitTest>
                <UnitTest name="Old" id="3"><TestMethod className="N.C, Assembly, Version=1.0.0.0, Culture=neutral" name="Old"/></UnitTest>
                <UnitTest name="N.T.Whole" id="4"><TestMethod className="N.T" name="N.T.Whole"/></UnitTest>
              </TestDefinitions>
            </TestRun>
            """);

        Assert.Equal("Passed\nPassed N.A.Adds\nPassed N.B.Adds\nPassed N.C.Old\nPassed N.T.Whole\nPassed Alone", report.Text());
    }

    [Fact]
    public void Rows_of_a_data_driven_test_count_and_the_test_around_them_does_not()
    {
        var report = TestFiles.Read("""
            <TestRun><Results>
              <UnitTestResult testId="1" testName="Rows" outcome="Failed" duration="00:00:03" resultType="DataDrivenTest">
                <InnerResults>
                  <UnitTestResult testId="1" testName="Rows (Data Row 0)" outcome="Passed" duration="00:00:01"/>
                  <UnitTestResult testId="1" testName="Rows (Data Row 1)" outcome="Failed" duration="00:00:02"/>
                </InnerResults>
              </UnitTestResult>
            </Results>
            <TestDefinitions><UnitTest id="1"><TestMethod className="N.T" name="Rows"/></UnitTest></TestDefinitions></TestRun>
            """);

        Assert.Equal("Failed\nPassed N.T.Rows(Data Row 0) 1\nFailed N.T.Rows(Data Row 1) 2", report.Text(withDuration: true));
    }

    [Theory]
    [InlineData("00:00:00.0010000", 0.001)]
    [InlineData("1.02:03:04.5000000", 93784.5)]
    [InlineData("-00:00:01", 0)]
    [InlineData("", 0)]
    public void A_duration_is_hours_minutes_and_seconds(string text, double seconds) => Assert.Equal(
        TimeSpan.FromSeconds(seconds),
        Assert.Single(TestFiles.Read($"<TestRun><Results><UnitTestResult testName=\"a\" duration=\"{text}\"/></Results></TestRun>").Tests).Duration);

    [Theory]
    [InlineData("<TestRun>\n<Results>\n<UnitTestResult testName=\"a\" duration=\"soon\"/>", 3, "a duration as hours:minutes:seconds", "'soon'")]
    [InlineData("<TestRun>\n<UnitTestResult testName=\"a\" duration=\"9999999.00:00:00\"/>", 2, "a duration of at most 100 days", "'9999999.00:00:00'")]
    [InlineData("<TestRun>\n\n<UnitTestResult outcome=\"Passed\"/>", 3, "attribute testName", "<UnitTestResult> without it")]
    public void What_is_not_sound_is_refused_with_its_line(string text, int line, string expected, string found)
    {
        var refused = TestFiles.Refused(text);

        Assert.Equal(("results.xml", line, expected, found), (refused.Path, refused.Line, refused.Expected, refused.Found));
    }

    [Fact]
    public void Output_of_any_length_is_passed_over()
    {
        var text = new string('x', 20_000_000);

        Assert.Equal("Passed\nPassed a", TestFiles.Read($"<TestRun><Results><UnitTestResult testName=\"a\" outcome=\"Passed\"><Output><StdOut>{text}</StdOut></Output></UnitTestResult></Results></TestRun>").Text());
    }
}
