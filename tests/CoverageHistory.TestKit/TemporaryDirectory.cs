namespace CoverageHistory.TestKit;

/// <summary>A folder of its own for one test, gone when disposed.</summary>
public sealed class TemporaryDirectory : IDisposable
{
    public TemporaryDirectory()
    {
        // The temporary folder may itself be a link (macOS), and git answers with resolved paths.
        var temp = Directory.ResolveLinkTarget(System.IO.Path.GetTempPath().TrimEnd('/', '\\'), returnFinalTarget: true)?.FullName
            ?? System.IO.Path.GetTempPath();
        if (OperatingSystem.IsMacOS() && temp.StartsWith("/var/", StringComparison.Ordinal))
            temp = "/private" + temp;
        Path = System.IO.Path.Combine(temp, $"covh-{Guid.NewGuid():N}");
        Directory.CreateDirectory(Path);
    }

    /// <summary>Absolute, without links.</summary>
    public string Path { get; }

    /// <summary>The absolute path of something below; nothing is created.</summary>
    public string this[string relativePath] => System.IO.Path.Combine(Path, relativePath);

    /// <summary>Writes UTF-8 without a byte order mark and creates the folders on the way.</summary>
    /// <returns>The absolute path.</returns>
    public string Write(string relativePath, string content)
    {
        var path = this[relativePath];
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    /// <returns>The absolute path.</returns>
    public string CreateSubdirectory(string relativePath) => Directory.CreateDirectory(this[relativePath]).FullName;

    public void Dispose()
    {
        // Git makes its object files read-only, which stops a delete on Windows.
        if (OperatingSystem.IsWindows())
        {
            foreach (var file in Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories))
                File.SetAttributes(file, FileAttributes.Normal);
        }
        Directory.Delete(Path, recursive: true);
    }
}
