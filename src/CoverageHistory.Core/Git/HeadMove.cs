using System.Globalization;
using System.Text;

namespace CoverageHistory.Git;

/// <summary>When the work tree came to be at its commit: the last commit, checkout or pull, from the log that git keeps of its head.</summary>
internal static class HeadMove
{
    /// <summary>More than any entry takes.</summary>
    private const int TailBytes = 16_384;

    /// <summary>To the second; null where git keeps no such log.</summary>
    public static DateTimeOffset? Last(GitRepository repository)
    {
        try
        {
            using var log = new FileStream(Path.Combine(repository.GitDirectory, "logs", "HEAD"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            log.Seek(-Math.Min(log.Length, TailBytes), SeekOrigin.End);
            using var reader = new StreamReader(log, Encoding.UTF8);
            return Parse(reader.ReadToEnd().TrimEnd('\n').Split('\n')[^1]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Such as <c>OLD NEW Name &lt;mail&gt; 1767614400 +0100⇥commit: Add</c>.</summary>
    private static DateTimeOffset? Parse(string entry)
    {
        var who = entry.Split('\t')[0];
        var parts = who[(who.LastIndexOf('>') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return parts.Length > 0 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < 253_402_300_800
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
    }
}
