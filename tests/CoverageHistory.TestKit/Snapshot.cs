using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Xunit;

namespace CoverageHistory.TestKit;

/// <summary>
/// Compares what people read with the text kept in the test project's <c>Snapshots</c> folder. With <c>UPDATE_SNAPSHOTS=1</c> the kept
/// text is rewritten instead; the difference is then reviewed like code.
/// </summary>
public static partial class Snapshot
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Match(string actual, string fileName)
    {
        var path = Path.Combine(RepositoryRoot.Path, "tests", Assembly.GetCallingAssembly().GetName().Name!, "Snapshots", fileName);
        var text = Scrub(actual);
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
            return;
        }
        Assert.True(File.Exists(path), $"There is no snapshot {path} yet: run the test with UPDATE_SNAPSHOTS=1 and review the file.");
        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), text);
    }

    /// <summary>Takes out what differs from machine to machine and from build to build.</summary>
    private static string Scrub(string text)
    {
        text = text.ReplaceLineEndings("\n").Replace(RepositoryRoot.Path, "ROOT", StringComparison.Ordinal);
        text = TemporaryFolder().Replace(text, "TEMP");
        text = Hash().Replace(text, "sha256-HASH");
        return Version().Replace(text, "$1VERSION");
    }

    [GeneratedRegex(@"[^\s'""]*covh-[0-9a-f]{32}")]
    private static partial Regex TemporaryFolder();

    [GeneratedRegex("sha256-[A-Za-z0-9+/=]+(&#x2B;[A-Za-z0-9+/=]*)*")]
    private static partial Regex Hash();

    [GeneratedRegex(@"(CoverageHistory |""version"": ""|Version="")\d+\.\d+\.\d+[-.\w]*")]
    private static partial Regex Version();
}
