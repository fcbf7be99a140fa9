using CoverageHistory.Formats;
using CoverageHistory.Model;
using CoverageHistory.TestKit;

namespace CoverageHistory.Core.Tests.Formats;

/// <summary>dotnet-coverage itself cannot be had here, so programs of its name stand in for it.</summary>
public sealed class BinaryCoverageReaderTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    private static string Converted => Path.Combine(Fixtures.Folder, "microsoft/coverage.cobertura.xml");

    public void Dispose() => _folder.Dispose();

    [UnixFact]
    public void What_dotnet_coverage_makes_of_it_is_read()
    {
        var seen = _folder["seen"];
        var report = Read(StandIn($"""
            [ "$1 $2 $3 $4" = "merge --output-format cobertura --output" ] || exit 7
            [ "$(head -c 3 "$6")" = PCH ] || exit 8
            pwd > '{seen}'
            ls -ld . >> '{seen}'
            yes 'much to say' | head -c 1000000
            cp '{Converted}' "$5"
            """));

        Assert.Equal("microsoft-binary", report.Format);
        Assert.Equal(CoverageCounts.Of(Reports.Read(File.ReadAllBytes(Converted)).Files), CoverageCounts.Of(report.Files));
        var lines = File.ReadAllLines(seen);
        Assert.StartsWith("drwx------", lines[1], StringComparison.Ordinal);
        Assert.False(Directory.Exists(lines[0]));
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData(".:bin::/nowhere/at/all")]
    public void Without_dotnet_coverage_the_ways_to_convert_it_are_told(string? folders)
    {
        StandIn("exit 0");
        var refused = Assert.Throws<ReportFormatException>(() => Read(folders));
        Assert.Equal("Microsoft's binary .coverage", refused.Found);
        Assert.Contains("dotnet-coverage merge --output-format cobertura", refused.Expected, StringComparison.Ordinal);
        Assert.Contains("dotnet tool install --global dotnet-coverage", refused.Expected, StringComparison.Ordinal);
    }

    [UnixTheory]
    [InlineData("echo 'no such thing' >&2; exit 3", "exit code 3: no such thing")]
    [InlineData("exit 0", "that it wrote nothing")]
    [InlineData("echo hello > \"$5\"", "the end of the file")]
    [InlineData("echo '<results/>' > \"$5\"", "'results'")]
    public void Trouble_of_dotnet_coverage_is_told(string script, string found)
    {
        var refused = Assert.Throws<ReportFormatException>(() => Read(StandIn(script)));
        Assert.Equal("x.coverage", refused.Path);
        Assert.Contains(found, refused.Found, StringComparison.Ordinal);
    }

    [UnixFact]
    public void One_that_does_not_end_is_stopped()
    {
        var marker = _folder["pid"];
        var folders = StandIn($"echo $$ > '{marker}'; sleep 600");
        var refused = Assert.Throws<ReportFormatException>(() => Read(folders, limit: TimeSpan.FromSeconds(1)));
        Assert.Contains("longer than 1 s", refused.Found, StringComparison.Ordinal);
        var id = File.ReadAllText(marker).Trim();
        Assert.True(SpinWait.SpinUntil(() => !Directory.Exists($"/proc/{id}") || File.ReadAllText($"/proc/{id}/stat").Contains(") Z", StringComparison.Ordinal), 20_000));
    }

    [UnixFact]
    public void Whoever_gives_up_does_not_wait_for_it()
    {
        using var cancellation = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        Assert.ThrowsAny<OperationCanceledException>(() => Read(StandIn("sleep 600"), cancellation: cancellation.Token));
    }

    private static CoverageReport Read(string? folders, TimeSpan? limit = null, CancellationToken cancellation = default)
    {
        var reader = new BinaryCoverageReader(() => folders, limit);
        var content = Fixtures.Bytes("microsoft/binary.coverage");
        Assert.True(reader.Recognizes(content));
        return reader.Read(new MemoryStream(content), "x.coverage", cancellation);
    }

    /// <returns>The PATH with a program that does this.</returns>
    private string StandIn(string script)
    {
        var program = _folder.Write("bin/dotnet-coverage", $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return $"relative:{_folder["bin"]}";
    }
}
