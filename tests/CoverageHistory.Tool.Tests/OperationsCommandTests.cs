using CoverageHistory.Model;

namespace CoverageHistory.Tool.Tests;

public sealed class OperationsCommandTests : ToolFixture
{
    [Fact]
    public void What_was_done_and_what_failed_is_listed_with_how_long_it_took()
    {
        Assert.Equal("Nothing has been logged yet.\n", Run("operations").Output);
        WriteSample(runs: 3);
        Folder.Write("good.info", "SF:a.cs\nDA:1,1\nDA:2,0\nend_of_record\n");
        Folder.Write("bad.xml", "<coverage");
        Assert.Equal(0, Run("record", "good.info").Code);
        Assert.Equal(2, Run("record", "bad.xml").Code);
        Assert.Equal(0, Run("report", "--type", "json").Code);
        Assert.Equal(1, Run("check", "--min-coverage", "100%").Code);
        Run("runs", "list");

        var all = Run("operations", "--format", "json").Json();
        Assert.Equal(["check", "report", "record", "record"], all.GetProperty("operations").EnumerateArray().Select(operation => operation.GetProperty("name").GetString()));
        var failed = Assert.Single(Run("operations", "--failed", "--format", "json").Json().GetProperty("operations").EnumerateArray());
        Assert.Equal(("record", "failed", DiagnosticCode.UnreadableReport),
            (failed.GetProperty("name").GetString(), failed.GetProperty("outcome").GetString(), failed.GetProperty("error_code").GetString()));
        Assert.Contains("bad.xml", failed.GetProperty("error").GetString(), StringComparison.Ordinal);
        var record = all.GetProperty("totals").EnumerateArray().Single(total => total.GetProperty("name").GetString() == "record");
        Assert.Equal((2, 1), (record.GetProperty("count").GetInt32(), record.GetProperty("failed").GetInt32()));
        Assert.True(record.GetProperty("slowest_seconds").GetDouble() >= record.GetProperty("average_seconds").GetDouble());
        Assert.Single(Run("operations", "--name", "check", "--format", "json").Json().GetProperty("operations").EnumerateArray());
        Assert.Single(Run("operations", "--limit", "1", "--format", "json").Json().GetProperty("operations").EnumerateArray());
        var text = Run("operations").Output;
        Assert.Contains("OPERATION", text, StringComparison.Ordinal);
        Assert.Contains(DiagnosticCode.UnreadableReport, text, StringComparison.Ordinal);
    }
}
