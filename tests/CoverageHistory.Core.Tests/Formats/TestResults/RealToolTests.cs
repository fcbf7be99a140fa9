using CoverageHistory.Formats;
using CoverageHistory.Model;
using CoverageHistory.TestKit;

namespace CoverageHistory.Core.Tests.Formats.TestResults;

/// <summary>Files that the real tools wrote (<c>Fixtures/make.sh</c>).</summary>
public sealed class RealToolTests
{
    private const string XunitTests = """
        Failed Sample.CalculatorTests.Even [Even numbers(number: 3)]
        Failed Sample.CalculatorTests.Fails
        Passed Sample.CalculatorTests+Nested.Deep
        Passed Sample.CalculatorTests.Adds
        Passed Sample.CalculatorTests.Even [Even numbers(number: 2)]
        Passed Sample.CalculatorTests.Named
        Passed Sample.CalculatorTests.Takes(number: 1, text: "größe")
        Passed Sample.CalculatorTests.Takes(number: 2, text: "a \"quote\", <tag> & co")
        Passed Sample.Closed.Works
        Skipped Sample.CalculatorTests.Waits
        """;

    /// <summary>Formats that hold no method name have the display name only.</summary>
    private const string XunitDisplayNames = """
        Failed {0}Even numbers(number: 3)
        Failed Sample.CalculatorTests.Fails
        Passed {0}A name of its own
        Passed {0}Even numbers(number: 2)
        Passed Sample.CalculatorTests+Nested.Deep
        Passed Sample.CalculatorTests.Adds
        Passed Sample.CalculatorTests.Takes(number: 1, text: {1}"größe{1}")
        Passed Sample.CalculatorTests.Takes(number: 2, text: {1}"a {2}"quote{2}", <tag> & co{1}")
        Passed Sample.Closed.Works
        Skipped Sample.CalculatorTests.Waits
        """;

    [Theory]
    [InlineData("vstest-xunit.trx", "trx")]
    [InlineData("xunit-v3.trx", "trx")]
    [InlineData("xunit-v3.xml", "xunit")]
    [InlineData("xunit-v1.xml", "xunit")]
    public void The_tests_of_xunit_are_called_the_same_in_every_format_that_knows_their_methods(string fixture, string format) =>
        Assert.Equal($"{format} Failed\n{XunitTests}", TestFiles.ReadFixture(fixture).SortedText());

    [Fact]
    public void The_JUnit_file_of_xunit_holds_class_and_display_name()
    {
        // In this format xunit puts a backslash before each quotation mark.
        Assert.Equal(DisplayNames("junit Failed", "Sample.CalculatorTests.", "\\", "\\\\\\"), TestFiles.ReadFixture("xunit-v3.junit.xml").SortedText());
    }

    [Fact]
    public void The_NUnit_2_file_of_xunit_holds_the_display_name() => Assert.Equal(
        DisplayNames("nunit Failed", "", "\\", "\\\\\\"), TestFiles.ReadFixture("xunit-v3.nunit2.xml").SortedText());

    [Fact]
    public void The_tests_of_MSTest_are_told_apart() => Assert.Equal("""
        trx Failed
        Failed Sample.CalculatorTests.Even [three]
        Failed Sample.CalculatorTests.Fails
        Passed Sample.CalculatorTests.Adds
        Passed Sample.CalculatorTests.Dynamic(System.Object)
        Passed Sample.CalculatorTests.Dynamic(System.Object) #2
        Passed Sample.CalculatorTests.Even [two]
        Passed Sample.CalculatorTests.Named
        Passed Sample.CalculatorTests.Takes(1,"größe")
        Passed Sample.CalculatorTests.Takes(2,"a "quote", <tag> & co")
        Skipped Sample.CalculatorTests.Unsure
        Skipped Sample.CalculatorTests.Waits
        """, TestFiles.ReadFixture("vstest-mstest.trx").SortedText());

    [Theory]
    [InlineData("vstest-nunit.trx", "trx")]
    [InlineData("nunit3.xml", "nunit")]
    public void The_tests_of_NUnit_are_called_the_same_in_both_formats(string fixture, string format) => Assert.Equal($"{format} Failed\n" + """
        Failed Sample.CalculatorTests.Fails
        Failed Sample.CalculatorTests.Throws
        Failed Sample.CalculatorTests.three
        Passed Sample.CalculatorTests.Adds
        Passed Sample.CalculatorTests.Takes(1,"größe")
        Passed Sample.CalculatorTests.Takes(2,"a \"quote\", <tag> & co")
        Passed Sample.CalculatorTests.two
        Passed Sample.Generic<Int32>.Works
        Passed Sample.Parameterised(1).Works
        Passed Sample.Parameterised(2).Works
        Skipped Sample.CalculatorTests.OnRequest
        Skipped Sample.CalculatorTests.Unsure
        Skipped Sample.CalculatorTests.Waits
        Skipped Sample.CalculatorTests.Warns
        """, TestFiles.ReadFixture(fixture).SortedText());

    [Fact]
    public void A_test_host_that_crashed_makes_the_run_aborted() =>
        Assert.Equal(RunStatus.Aborted, TestFiles.ReadFixture("vstest-crash.trx").Status);

    [Fact]
    public void The_JUnit_file_of_node_holds_the_names_of_its_suites() => Assert.Equal("""
        Failed
        Passed Calculator.adds
        Failed Calculator.fails
        Skipped Calculator.waits
        Passed Calculator.nested <deep> & &quot;größe&quot;.adds
        Skipped top
        """, TestFiles.ReadFixture("node.junit.xml").Text());

    [Fact]
    public void Durations_are_what_the_tool_measured()
    {
        foreach (var fixture in (string[])["vstest-xunit.trx", "xunit-v3.trx", "xunit-v3.xml", "xunit-v1.xml", "xunit-v3.junit.xml", "xunit-v3.nunit2.xml"])
        {
            var deep = TestFiles.ReadFixture(fixture).Tests.Single(test => test.Name == "Sample.CalculatorTests+Nested.Deep");
            Assert.InRange(deep.Duration, TimeSpan.FromMilliseconds(20), TimeSpan.FromSeconds(5));
        }
    }

    [SharedFact("corpus")]
    public void The_files_of_the_corpus_have_the_totals_they_state()
    {
        foreach (var (name, total, passed, failed) in ((string, int, int, int)[])[("SilentNotes.trx", 79, 67, 0), ("dotnet-trx.trx", 11, 5, 5)])
        {
            var file = ReportFile.Read(RepositoryRoot.Shared("corpus", "trx", name), ReadLimits.Default, CancellationToken.None);
            var counts = TestCounts.Of(file.Tests!.Tests);
            Assert.Equal((total, passed, failed, total - passed - failed), (counts.Total, counts.Passed, counts.Failed, counts.Skipped));
            Assert.Equal(failed > 0 ? RunStatus.Failed : RunStatus.Passed, file.Tests.Status);
            Assert.Equal(32, file.ContentHash.Length);
            Assert.Equal(total, file.Tests.Tests.Select(test => test.Name).Distinct().Count());
        }
    }

    private static string DisplayNames(string first, string type, string quote, string escapedQuote)
    {
        var lines = XunitDisplayNames.Replace("{0}", type, StringComparison.Ordinal)
            .Replace("{1}", quote, StringComparison.Ordinal).Replace("{2}", escapedQuote, StringComparison.Ordinal);
        return string.Join('\n', lines.Split('\n').Order(StringComparer.Ordinal).Prepend(first));
    }
}
