using CoverageHistory.TestLogger;

namespace CoverageHistory.MSBuild;

/// <summary>Finds the coverage reports among what a run's data collectors attached (crash dumps, videos, logs).</summary>
internal static class CoverageAttachments
{
    private static readonly string[] Collectors =
    [
        "datacollector://microsoft/CoverletCodeCoverage/",
        "datacollector://microsoft/CodeCoverage/",
    ];

    /// <summary>The spellings of one report that a collector writes side by side, best first: only the first that is there is read.</summary>
    private static readonly string[] Preferred = [".cobertura.xml", ".opencover.xml", ".xml", ".json", ".info"];

    /// <summary>One report a folder: coverlet writes every format that was asked for into the same one.</summary>
    public static IReadOnlyList<string> Choose(IReadOnlyList<LoggedAttachment> attachments) =>
    [
        .. from attachment in attachments
           let rank = RankOf(attachment)
           where rank >= 0
           group (attachment.Path, rank) by Path.GetDirectoryName(attachment.Path) into folder
           let best = folder.Min(file => file.rank)
           from file in folder
           where file.rank == best
           select file.Path,
    ];

    private static int RankOf(LoggedAttachment attachment)
    {
        var rank = Array.FindIndex(Preferred, ending => attachment.Path.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
        var isCoverage = rank == 0
            || Array.Exists(Collectors, collector => attachment.Collector.StartsWith(collector, StringComparison.OrdinalIgnoreCase));
        return isCoverage ? rank : -1;
    }
}
