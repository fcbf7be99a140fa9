using CoverageHistory.TestLogger;

namespace CoverageHistory.MSBuild;

/// <summary>Finds the coverage reports of a run: absolute paths.</summary>
internal static class CoverageReports
{
    private static readonly string[] Collectors =
    [
        "datacollector://microsoft/CoverletCodeCoverage/",
        "datacollector://microsoft/CodeCoverage/",
    ];

    /// <summary>The spellings of one report that a collector writes side by side, best first: only the first that is there is read.</summary>
    private static readonly string[] Endings = [".cobertura.xml", ".opencover.xml", ".xml", ".json", ".info"];

    /// <summary>The reports among what data collectors attached (besides crash dumps, videos, logs).</summary>
    public static IReadOnlyList<string> Of(IEnumerable<LoggedAttachment> attachments) => BestOfEachFolder(
        from attachment in attachments
        where RankOf(attachment.Path) == 0
            || Array.Exists(Collectors, collector => attachment.Collector.StartsWith(collector, StringComparison.OrdinalIgnoreCase))
        select attachment.Path);

    /// <summary>
    /// What coverlet.msbuild wrote since the session started. Its items do not name the file when the coverage is below its threshold.
    /// </summary>
    /// <param name="output">Its <c>CoverletOutput</c>: a folder, or the beginning of a file name.</param>
    public static IReadOnlyList<string> WrittenBy(string output, SessionOptions options, DateTimeOffset startedAt)
    {
        var path = Path.GetFullPath(output, options.ProjectDirectory);
        var (folder, beginning) = Directory.Exists(path) ? (path, "coverage.") : (Path.GetDirectoryName(path)!, Path.GetFileNameWithoutExtension(path));
        if (!Directory.Exists(folder))
            return [];
        var written = new DirectoryInfo(folder).EnumerateFiles()
            .Where(file => file.Name.StartsWith(beginning, StringComparison.Ordinal) && file.LastWriteTimeUtc >= startedAt.UtcDateTime)
            .Select(file => file.FullName).ToList();
        // Frameworks run side by side into one folder, and then their name is part of the file's.
        var ofFramework = written.FindAll(file => Path.GetFileName(file).Contains($".{options.Framework}.", StringComparison.Ordinal));
        return BestOfEachFolder(ofFramework.Count > 0 ? ofFramework : written);
    }

    private static List<string> BestOfEachFolder(IEnumerable<string> paths)
    {
        var reports = paths.Where(path => RankOf(path) >= 0).ToList();
        var best = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var report in reports)
        {
            var folder = Path.GetDirectoryName(report)!;
            best[folder] = Math.Min(RankOf(report), best.GetValueOrDefault(folder, int.MaxValue));
        }
        return reports.FindAll(report => RankOf(report) == best[Path.GetDirectoryName(report)!]);
    }

    private static int RankOf(string path) =>
        Array.FindIndex(Endings, ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
}
