namespace CoverageHistory.Tool;

/// <summary>A report from standard input, kept in a private temporary file while it is read: readers look at a file's start first.</summary>
internal sealed class PipedReport : IDisposable
{
    private PipedReport(string path) => Path = path;

    public string Path { get; }

    public static PipedReport Read(Stream input, CancellationToken cancellation)
    {
        var report = new PipedReport(System.IO.Path.Combine(System.IO.Path.GetTempPath(), "coverage-history-" + Guid.NewGuid().ToString("N")));
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.Read | FileShare.Delete };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            // Reading a console or pipe cannot be cancelled, so only the waiting for it is; the process ends soon.
            Task.Run(
                () =>
                {
                    using var file = new FileStream(report.Path, options);
                    input.CopyTo(file);
                },
                cancellation).WaitAsync(cancellation).GetAwaiter().GetResult();
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
