namespace CoverageHistory.Reliability;

public sealed class ConcurrencyTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Processes_that_write_at_once_into_a_new_database_lose_nothing()
    {
        var (processes, each) = (Extent.Of(8, 50), Extent.Of(10, 100));
        var path = _folder[".coverage-history/history.db"];
        var outputs = await Task.WhenAll(Enumerable.Range(0, processes).Select(async number =>
        {
            using var process = Worker.Start("write", path, $"p{number}", $"{each}", "600000");
            var error = process.StandardError.ReadToEndAsync();
            var output = await process.StandardOutput.ReadToEndAsync();
            Assert.Equal("", await error);
            return output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..];
        }));
        var expected = Enumerable.Range(0, processes).SelectMany(process => Enumerable.Range(0, each).Select(number => Sample.KeyOf($"p{process}", number))).Order();
        Assert.Equal(expected, outputs.SelectMany(keys => keys).Order());
        Assert.Equal(expected, HistoryCheck.KeysOf(path).Order());
        Assert.False(Directory.Exists(path + "-spool"), "some waited in the spool");
    }
}
