using System.Text;
using CoverageHistory.Model;

namespace CoverageHistory.Core.Tests.Formats.TestResults;

public sealed class JUnitReaderTests
{
    [Fact]
    public void Surefire_writes_one_suite_a_file()
    {
        var report = TestFiles.Read("""
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuite xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" version="3.0" name="com.example.CalculatorTest" time="1,234.5" tests="5" errors="1" skipped="1" failures="1">
              <properties><property name="java.version" value="21"/></properties>
              <testcase name="adds" classname="com.example.CalculatorTest" time="1,234.5"/>
              <testcase name="fails" classname="com.example.CalculatorTest" time="0.01"><failure message="expected" type="AssertionError"><![CDATA[at <x>]]></failure><system-out>text</system-out></testcase>
              <testcase name="throws" classname="com.example.CalculatorTest" time="0.02"><error type="IllegalStateException"/><skipped/></testcase>
              <testcase name="waits" classname="com.example.CalculatorTest" time="0"><skipped message="later"/></testcase>
              <testcase name="flaky" classname="com.example.CalculatorTest" time="0.5"><flakyFailure message="first time"/></testcase>
            </testsuite>
            """);

        Assert.Equal("""
            Failed
            Passed com.example.CalculatorTest.adds 1234.5
            Failed com.example.CalculatorTest.fails 0.01
            Failed com.example.CalculatorTest.throws 0.02
            Skipped com.example.CalculatorTest.waits 0
            Passed com.example.CalculatorTest.flaky 0.5
            """, report.Text(withDuration: true));
    }

    [Fact]
    public void Pytest_writes_modules_as_classes_and_arguments_into_names()
    {
        var report = TestFiles.Read("""
            <?xml version="1.0" encoding="utf-8"?><testsuites name="pytest tests"><testsuite name="pytest" errors="0" failures="0" skipped="1" tests="3" time="0.043" timestamp="2026-01-05T12:00:00.000000+00:00" hostname="machine"><testcase classname="tests.test_calculator.TestAdding" name="test_adds[1-größe]" time="0.001" /><testcase classname="tests.test_calculator" name="test_waits" time="0.000"><skipped type="pytest.skip" message="later">tests/test_calculator.py:9: later</skipped></testcase><testcase classname="tests.test_calculator" name="test_expected" time="0.002"><skipped type="pytest.xfail" message="" /></testcase></testsuite></testsuites>
            """);

        Assert.Equal("""
            Passed
            Passed tests.test_calculator.TestAdding.test_adds[1-größe]
            Skipped tests.test_calculator.test_waits
            Skipped tests.test_calculator.test_expected
            """, report.Text());
    }

    [Fact]
    public void Gtest_says_in_an_attribute_what_did_not_run()
    {
        var report = TestFiles.Read("""
            <testsuites tests="3" failures="0" disabled="1" errors="0" time="0.01" name="AllTests">
              <testsuite name="Adder" tests="3" failures="0" disabled="1" skipped="1" errors="0" time="0.01">
                <testcase name="Adds" file="a.cpp" line="3" status="run" result="completed" time="0.001" classname="Adder"/>
                <testcase name="DISABLED_Later" status="notrun" result="suppressed" time="0" classname="Adder"/>
                <testcase name="Skips" status="run" result="skipped" time="0" classname="Adder"><skipped message="a.cpp:9"/></testcase>
              </testsuite>
            </testsuites>
            """);

        Assert.Equal("Passed\nPassed Adder.Adds\nSkipped Adder.DISABLED_Later\nSkipped Adder.Skips", report.Text());
    }

    [Fact]
    public void Without_a_class_the_suites_are_the_first_part_of_the_name()
    {
        var report = TestFiles.Read("""
            <testsuites><testsuite name="outer"><testsuite name=""><testsuite name="inner">
              <testcase name="works"/><testcase name="works"/><testcase name="outer.inner.whole"/><testcase name="" classname="OnlyClass"/>
            </testsuite></testsuite></testsuite><testcase name="alone"/></testsuites>
            """);

        Assert.Equal("Passed\nPassed outer.inner.works\nPassed outer.inner.works #2\nPassed outer.inner.whole\nPassed OnlyClass\nPassed alone", report.Text());
    }

    [Theory]
    [InlineData("<testsuite name=\"a\" failures=\"0\" errors=\"1\"/>")]
    [InlineData("<testsuite name=\"a\"><error message=\"set-up\"/></testsuite>")]
    public void A_suite_that_failed_without_a_case_fails_the_run(string text) => Assert.Equal(RunStatus.Failed, TestFiles.Read(text).Status);

    [Theory]
    [InlineData("0.5", 0.5)]
    [InlineData("0,5", 0.5)]
    [InlineData("0,016", 0.016)]
    [InlineData("1,234", 1234)]
    [InlineData("1,234,567.25", 1234567.25)]
    [InlineData("1.5E-05", 0.000015)]
    [InlineData(" 2 ", 2)]
    [InlineData("-0.001", 0)]
    [InlineData("NaN", 0)]
    [InlineData("", 0)]
    public void Seconds_are_read_in_whatever_culture_they_were_written(string text, double seconds) => Assert.Equal(
        TimeSpan.FromSeconds(seconds), Assert.Single(TestFiles.Read($"<testsuite><testcase name=\"a\" time=\"{text}\"/></testsuite>").Tests).Duration);

    [Theory]
    [InlineData("<testsuite>\n<testcase name=\"a\" time=\"soon\"/></testsuite>", 2, "a duration in seconds", "'soon'")]
    [InlineData("<testsuite>\n<testcase name=\"a\" time=\"1e300\"/></testsuite>", 2, "a duration of at most 100 days", "'1e300'")]
    [InlineData("<testsuite>\n<testcase name=\"a\" time=\"Infinity\"/></testsuite>", 2, "a duration of at most 100 days", "'Infinity'")]
    [InlineData("<testsuite>\n\n<testcase time=\"1\"/></testsuite>", 3, "attribute name", "<testcase> without it")]
    [InlineData("<testsuite>\n<testcase name=\"\"/></testsuite>", 2, "a test with a name", "<testcase> without one")]
    [InlineData("<testsuite>\n<testcase name=\"a\">\n<testcase name=\"b\"/></testcase></testsuite>", 3, "the end of <testcase>", "<testcase>")]
    public void What_is_not_sound_is_refused_with_its_line(string text, int line, string expected, string found)
    {
        var refused = TestFiles.Refused(text);

        Assert.Equal((line, expected, found), (refused.Line, refused.Expected, refused.Found));
    }

    [Fact]
    public void Any_encoding_and_compression_does()
    {
        const string text = "<testsuite name=\"größe\"><testcase name=\"日本\"/></testsuite>";
        byte[][] forms =
        [
            Encoding.UTF8.GetBytes(text), [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)],
            [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(text)], Encoding.BigEndianUnicode.GetBytes(text), Gzip(text),
        ];

        Assert.All(forms, form => Assert.Equal("Passed\nPassed größe.日本", TestFiles.Read(form).Text()));
    }

    private static byte[] Gzip(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionMode.Compress))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }
}
