using System.Globalization;
using System.Text.RegularExpressions;
using CoverageHistory.TestKit;

namespace CoverageHistory.EndToEnd.Infrastructure;

/// <summary>The package as it is now, packed once a test run, apart from the build that is running, into a feed of its own.</summary>
internal static class FreshPackage
{
    private static readonly Lazy<TemporaryDirectory> Folder = new(() =>
    {
        var folder = new TemporaryDirectory();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Dispose();
        return folder;
    });

    private static readonly Lazy<string> LazyFeed = new(() => Pack(Path.Combine("nuget", "CoverageHistory")));

    private static readonly Lazy<string> LazyLibrary = new(() => Pack(Path.Combine("src", "CoverageHistory.Core")));

    private static readonly Lazy<string> LazyExporter = new(() => Pack(Path.Combine("src", "CoverageHistory.BenchmarkDotNet")));

    /// <summary>A version that is in no cache.</summary>
    public static string Version { get; } =
        $"0.0.1-e2e.{TimeProvider.System.GetUtcNow().ToString("yyyyMMddHHmmssfff", CultureInfo.InvariantCulture)}";

    /// <summary>Absolute path of the folder that holds the package.</summary>
    public static string Feed => LazyFeed.Value;

    public static string File => Path.Combine(Feed, $"CoverageHistory.{Version}.nupkg");

    /// <summary>Absolute path of the library's package, which is then in the same feed.</summary>
    public static string Library => Path.Combine(LazyLibrary.Value, $"CoverageHistory.Core.{Version}.nupkg");

    /// <summary>Absolute path of the package for BenchmarkDotNet, which is then in the same feed, as the library that it refers to.</summary>
    public static string Exporter => Library.Length > 0 ? Path.Combine(LazyExporter.Value, $"CoverageHistory.BenchmarkDotNet.{Version}.nupkg") : "";

    /// <summary>The version of another package that this repository uses, so that the cache of the machine has it.</summary>
    public static string VersionOf(string package)
    {
        var versions = System.IO.File.ReadAllText(Path.Combine(RepositoryRoot.Path, "Directory.Packages.props"));
        return Regex.Match(versions, $"Include=\"{Regex.Escape(package)}\" Version=\"([^\"]+)\"").Groups[1].Value;
    }

    private static string Pack(string project)
    {
        var feed = Folder.Value.CreateSubdirectory("feed");
        var result = Dotnet.Run(RepositoryRoot.Path, new Dictionary<string, string?>(),
            "pack", project, "--configuration", "Release", "--output", feed,
            "--artifacts-path", Folder.Value["artifacts"], $"-p:Version={Version}", "-nologo");
        return result.ExitCode == 0 ? feed : throw new InvalidOperationException("dotnet pack failed: " + result.Output);
    }
}
