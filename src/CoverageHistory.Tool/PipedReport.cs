namespace CoverageHistory.Tool;

/// <summary>A report from standard input, kept in a private temporary file while it is read: readers look at a file's start first.</summary>
internal sealed class PipedReport : IDisposable
{
    private PipedReport(string path) => Path = path;

    public string Path { get; }

    public static PipedReport Read(Stream input, CancellationToken cancellation)
    {
        var report = new PipedReport(System.IO.Path.Combine(System.IO.Path.GetTempPath(), "coverage-history-" + Guid.NewGuid().ToString("N")));
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            using var file = new FileStream(report.Path, options);
            // Waiting for input does not hold the signal back.
            input.CopyToAsync(file, cancellation).GetAwaiter().GetResult();
            return report;
        }
        catch
        {
            report.Dispose();
            throw;
        }
    }

    public void Dispose() => File.Delete(Path);
}
