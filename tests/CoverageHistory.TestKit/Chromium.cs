using System.Diagnostics;
using Xunit;

namespace CoverageHistory.TestKit;

/// <summary>A fact that needs a real browser; skipped where there is none, but never in CI, which installs one.</summary>
public sealed class ChromiumFactAttribute : FactAttribute
{
    public ChromiumFactAttribute()
    {
        if (Chromium.Path is null && Environment.GetEnvironmentVariable("CI") != "true")
            Skip = "needs chromium or google-chrome on the path: build/install-test-tools.sh installs it";
    }
}

/// <summary>Opens a page in a real browser without a window, a profile or a network.</summary>
public static class Chromium
{
    /// <summary>Absolute; null when there is none.</summary>
    public static string? Path { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator)
        .SelectMany(folder => new[] { "chromium", "chromium-browser", "google-chrome" }.Select(name => System.IO.Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);

    /// <returns>The document after its scripts have run, and what the page wrote to the console.</returns>
    public static (string Document, IReadOnlyList<string> Console) Open(string file)
    {
        using var profile = new TemporaryDirectory();
        var start = new ProcessStartInfo(Path!)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList =
            {
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", "--user-data-dir=" + profile.Path, "--enable-logging=stderr",
                "--virtual-time-budget=2000", "--dump-dom", new Uri(file).AbsoluteUri,
            },
        };
        using var browser = Process.Start(start)!;
        var errors = browser.StandardError.ReadToEndAsync();
        var document = browser.StandardOutput.ReadToEnd();
        browser.WaitForExit();
        return (document, [.. errors.Result.Split('\n').Where(line => line.Contains(":CONSOLE", StringComparison.Ordinal))]);
    }
}
