using CoverageHistory.Formats.Input;
using CoverageHistory.Model;

namespace CoverageHistory.Formats.Totals;

/// <summary>Finds out why a report's own totals differ from those of its lines. Reads the report again; only for who asks.</summary>
internal static class TotalsExplainer
{
    private const int MaxFiles = 20;
    private const int MaxLines = 20;
    private const int MaxNames = 5;

    /// <param name="report">With mapped paths.</param>
    /// <param name="path">Where it was read from.</param>
    /// <returns>Nothing when the totals agree; at most 20 files a cause, the rest of a cause in one.</returns>
    public static IReadOnlyList<TotalsExplanation> Explain(CoverageReport report, SourcePathMapper mapper, string path, CancellationToken cancellation)
    {
        if (StatedTotalsCheck.Compare(report) is null)
            return [];
        var mentions = ReadMentions(report, mapper, path, cancellation);
        var ways = new CountingWays(mentions ?? FromModel(report.Files), hasLists: mentions is not null);
        var way = ways.FindBy(report.Stated!, CoverageCounts.Of(report.Files));
        var causes = way.Causes
            .GroupBy(part => (part.Cause, part.File))
            .Select(parts => new TotalsExplanation(path, parts.Key.Cause, parts.Key.File,
                [.. parts.Select(part => part.Line).Distinct().Order().Take(MaxLines)],
                parts.Sum(part => part.LineCount), parts.Sum(part => part.BranchCount),
                [.. parts.SelectMany(part => part.Names).Distinct(StringComparer.Ordinal).Take(MaxNames)]))
            .OrderBy(part => part.Cause).ThenByDescending(part => Math.Abs(part.LineCount)).ThenBy(part => part.File, StringComparer.Ordinal)
            .GroupBy(part => part.Cause)
            .SelectMany(Bound)
            .ToList();
        // Without a cause, it is only which of them are covered.
        if (way.Lines != 0 || way.Branches != 0 || causes.Count == 0)
            causes.Add(new TotalsExplanation(path, CauseOf(report, way), null, [], way.Lines, way.Branches, []));
        return causes;
    }

    /// <summary>Of what is left: what is not listed counts as listed where the producer is known for it.</summary>
    private static TotalsCause CauseOf(CoverageReport report, CountingWay way) =>
        way is { Lines: 0, Branches: > 0 } && report.Stated!.Branches == report.Listed?.Branches ? TotalsCause.UnlistedBranches : TotalsCause.Unexplained;

    private static IEnumerable<TotalsExplanation> Bound(IGrouping<TotalsCause, TotalsExplanation> files)
    {
        var all = files.ToList();
        if (all.Count <= MaxFiles)
            return all;
        var rest = all.Skip(MaxFiles - 1).ToList();
        return all.Take(MaxFiles - 1).Append(new TotalsExplanation(
            rest[0].Report, files.Key, null, [], rest.Sum(part => part.LineCount), rest.Sum(part => part.BranchCount), [$"{rest.Count} more files"]));
    }

    /// <summary>Null for a format whose model tells as much as the report.</summary>
    private static List<LineMention>? ReadMentions(CoverageReport report, SourcePathMapper mapper, string path, CancellationToken cancellation)
    {
        if (!CoverageReaders.All.Any(reader => reader is ILineLister && reader.Format == report.Format))
            return null;
        var (read, _) = ReportContent.Read(path, ReadLimits.Default,
            content => CoverageReaders.TryFind(content.Head, out var reader) && reader is ILineLister lister ? lister.List(content.Stream, path, cancellation) : [],
            cancellation);
        var mapped = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in read.Select(mention => mention.File).Distinct(StringComparer.Ordinal))
            mapped.Add(file, MapAlone(report, mapper, file));
        return [.. read.Select(mention => mention with { File = mapped[mention.File] })];
    }

    private static string MapAlone(CoverageReport report, SourcePathMapper mapper, string file) => mapper.Map(new CoverageReport
    {
        Format = report.Format,
        SourceRoots = report.SourceRoots,
        Files = [new FileCoverage { Path = new RepoPath(file), Module = "", Lines = [] }],
    }).Files[0].Path.Value;

    private static List<LineMention> FromModel(IReadOnlyList<FileCoverage> files)
    {
        var mentions = new List<LineMention>();
        foreach (var file in files)
        {
            var byNumber = file.Lines.ToDictionary(line => line.Number);
            void Add(string type, string? method, LineCoverage line) => mentions.Add(new LineMention(
                file.Module, type, method, file.Path.Value, line.Number, line.BranchesTotal));
            foreach (var type in file.Classes)
            {
                foreach (var method in type.Methods)
                {
                    foreach (var number in method.Lines)
                        Add(type.Name, method.Name + method.Signature, byNumber[number]);
                }
            }
            var inMethods = file.Classes.SelectMany(type => type.Methods).SelectMany(method => method.Lines).ToHashSet();
            foreach (var line in file.Lines.Where(line => !inMethods.Contains(line.Number)))
                Add("", null, line);
        }
        return mentions;
    }
}
