using CoverageHistory.Reliability.FullDisks;
using Xunit.Abstractions;

namespace CoverageHistory.Reliability;

public sealed class FullDiskTests(ITestOutputHelper output)
{
    [SmallDiskFact]
    public void A_full_disk_is_a_clear_error_that_costs_no_run_and_keeps_none_from_being_stored_when_there_is_room()
    {
        using var folder = new TemporaryDirectory();
        using var process = Worker.StartUnder(SmallDiskFactAttribute.Mounting(folder.Path), ["fill", folder.Path, $"{Extent.Of(32 << 10, 4 << 10)}"]);
        var error = process.StandardError.ReadToEndAsync();
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        output.WriteLine(said);
        Assert.Equal("", error.Result);
        var lines = said.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Length);
        foreach (var line in lines)
        {
            Assert.DoesNotContain(": 0 stored", line, StringComparison.Ordinal);
            Assert.DoesNotContain(" 0 refused", line, StringComparison.Ordinal);
            Assert.All(line[(line.IndexOf("refused: ", StringComparison.Ordinal) + 9)..].Split(" | "),
                reason => Assert.Matches("disk is full|No space left", reason));
        }
    }
}
