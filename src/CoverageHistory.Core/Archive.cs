using CoverageHistory.Formats;
using CoverageHistory.Formats.Histories;
using CoverageHistory.Formats.Input;
using CoverageHistory.Formats.TestResults;

namespace CoverageHistory;

/// <summary>The files of an import, looked through: which runs they are, but not yet what their reports say.</summary>
/// <param name="Runs">Oldest first.</param>
internal sealed record Archive(IReadOnlyList<ArchivedRun> Runs, int PassedOver)
{
    private const string ReportFormat = "reports";

    public bool HasReports => Runs.Any(run => run.Entry is null);

    public static Archive Open(IReadOnlyList<string> paths, CancellationToken cancellation)
    {
        var runs = new List<ArchivedRun>();
        var reports = new SortedDictionary<string, ArchivedRun>(StringComparer.Ordinal);
        var passedOver = 0;
        foreach (var (path, name) in paths.SelectMany(Expand))
        {
            cancellation.ThrowIfCancellationRequested();
            switch (Look(path, cancellation))
            {
                case { Format: var format, Entries: { } entries }:
                    runs.AddRange(entries.Select(entry => new ArchivedRun(entry.At, format, [path], entry.Commit?.Sha ?? entry.Tag, entry)));
                    break;
                case { Entries: null }:
                    Add(reports, path, name);
                    break;
                default:
                    passedOver++;
                    break;
            }
        }
        runs.AddRange(reports.Values);
        return new Archive([.. runs.OrderBy(run => run.At)], passedOver);
    }

    /// <summary>Whether a file is the history of another tool.</summary>
    /// <exception cref="ReportFormatException">It is one, and not sound.</exception>
    public static bool IsHistory(string path, CancellationToken cancellation) => Look(path, cancellation)?.Entries is not null;

    /// <summary>Files that name the same date are one run, as those of parallel jobs are; where no name tells, each file is one.</summary>
    private static void Add(SortedDictionary<string, ArchivedRun> reports, string path, string name)
    {
        var commit = DatedPath.FindCommit(name);
        var dated = DatedPath.FindDate(name);
        var key = dated is { } date ? $"{date:u} {commit}" : path;
        reports[key] = reports.TryGetValue(key, out var run)
            ? run with { Files = [.. run.Files, path] }
            : new ArchivedRun(dated ?? new DateTimeOffset(File.GetLastWriteTimeUtc(path), TimeSpan.Zero), ReportFormat, [path], commit, null);
    }

    /// <returns>Null for a file that is neither a history nor a report.</returns>
    private static Found? Look(string path, CancellationToken cancellation)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return ReportContent.Read(file, path, ReadLimits.Default, content =>
            {
                if (HistoryReaders.TryFind(content.Head, out var reader))
                    return new Found(reader.Format, reader.Read(content.Stream, path, cancellation));
                var isReport = CoverageReaders.TryFind(content.Head, out _) || TestResultReaders.TryFind(content.Head, out _) || MetricsJsonReader.Recognizes(content.Head);
                return isReport ? new Found(ReportFormat, null) : null;
            }, cancellation);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ReportFormatException(path, null, "a file that can be read", exception.Message, exception);
        }
    }

    /// <summary>A class: over a tuple the reading would be compiled anew in every process.</summary>
    /// <param name="Entries">Null for a report.</param>
    private sealed record Found(string Format, IReadOnlyList<HistoryEntry>? Entries);

    private static IEnumerable<(string Path, string Name)> Expand(string path) =>
        Directory.Exists(path) ? FilesBelow(new DirectoryInfo(path), "") : [(path, Path.GetFileName(path))];

    private static IEnumerable<(string Path, string Name)> FilesBelow(DirectoryInfo folder, string name)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos("*", new EnumerationOptions { IgnoreInaccessible = true, AttributesToSkip = 0 })
                     .OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            // A linked folder may lead back up; git's and our own hold no reports.
            if (entry is FileInfo file && file.Length > 0)
                yield return (file.FullName, name + file.Name);
            else if (entry is DirectoryInfo { LinkTarget: null, Name: not (".git" or ".coverage-history") } below)
            {
                foreach (var found in FilesBelow(below, name + below.Name + "/"))
                    yield return found;
            }
        }
    }
}

/// <summary>One run of an archive.</summary>
/// <param name="Files">Where it comes from; at least one.</param>
/// <param name="CommitName">What may name its commit; null when nothing does.</param>
/// <param name="Entry">Of another tool's history; null when the files are reports.</param>
internal sealed record ArchivedRun(DateTimeOffset At, string Format, IReadOnlyList<string> Files, string? CommitName, HistoryEntry? Entry);
