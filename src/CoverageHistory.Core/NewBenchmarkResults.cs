using System.Globalization;
using CoverageHistory.Formats;
using CoverageHistory.Git;
using CoverageHistory.Model;
using CoverageHistory.Storage;

namespace CoverageHistory;

/// <summary>
/// Takes of the benchmark results that lie about those that can be of what is checked out and that the history lacks. Nobody asked for
/// these files: trouble with one is told and keeps nothing else from being recorded.
/// </summary>
internal sealed class NewBenchmarkResults(RunFacts facts, IHistoryStore store)
{
    /// <param name="files">Absolute.</param>
    public IReadOnlyList<ReadSession> Read(IEnumerable<string> files, List<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        var read = new List<ReadSession>();
        foreach (var file in files.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            cancellation.ThrowIfCancellationRequested();
            if (!IsStale(file, diagnostics) && ReadOne(file, diagnostics, cancellation) is { } session)
                read.Add(session);
        }
        return read.Count == 0 ? [] : WithoutKnown(read, diagnostics, cancellation);
    }

    /// <summary>Whether it was measured before what is checked out was: then nobody can say which commit it is of.</summary>
    private bool IsStale(string file, List<Diagnostic> diagnostics)
    {
        if (Since is not { } since || new DateTimeOffset(File.GetLastWriteTimeUtc(file), TimeSpan.Zero) is var written && written >= since)
            return false;
        diagnostics.Add(new(DiagnosticCode.StaleReport, DiagnosticSeverity.Info, string.Create(CultureInfo.InvariantCulture,
            $"these benchmark results were written at {written:yyyy-MM-dd HH:mm:ss'Z'}, before this commit was made or checked out ({since.UtcDateTime:yyyy-MM-dd HH:mm:ss'Z'}), and are left out. To record them for a commit: `coverage-trend record FILE --commit SHA`."), file));
        return true;
    }

    private DateTimeOffset? Since => field ??= new[] { facts.Commit?.CommittedAt, facts.Repository is { } repository ? HeadMove.Last(repository) : null }.Max();

    private static ReadSession? ReadOne(string file, List<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        try
        {
            var report = ReportFile.Read(file, ReadLimits.Default, cancellation);
            if (report.Benchmarks is null)
                throw new ReportFormatException(file, null, "results of benchmarks", "a report in the format " + report.Format);
            return report.Benchmarks.Measurements.Count == 0 ? null
                : new ReadSession(new SessionInput { Name = BenchmarkSessionName.Of(report.Benchmarks.Measurements), Files = [file] }, [report]);
        }
        catch (ReportFormatException trouble)
        {
            diagnostics.Add(new(DiagnosticCode.UnreadableReport, DiagnosticSeverity.Warning,
                $"These benchmark results are left out: expected {trouble.Expected}, found {trouble.Found}. Run the benchmarks again, or delete the file; CoverageHistoryBenchmarkResults says where results are looked for.",
                file, trouble.Line));
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            diagnostics.Add(new(DiagnosticCode.UnreadableReport, DiagnosticSeverity.Warning, $"These benchmark results are left out: {trouble.Message}", file));
        }
        return null;
    }

    /// <summary>Of reports that say the same, such as a full and a brief one, the one that says most.</summary>
    private List<ReadSession> WithoutKnown(List<ReadSession> read, List<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        try
        {
            var known = store.FindKnownContent([.. read.Select(session => session.ContentHash)], cancellation);
            return [.. read.Where(session => !known.Contains(session.ContentHash))
                .GroupBy(session => session.ContentHash, StringComparer.Ordinal)
                .Select(alike => alike.MaxBy(session => session.Reports[0].Benchmarks!.Measurements.Sum(
                    measurement => measurement.SamplesNs.Count + measurement.Launches + measurement.Values.Count))!)];
        }
        catch (StoreException trouble)
        {
            // Whether they are new will be known another time.
            diagnostics.Add(new(trouble.Code, DiagnosticSeverity.Info, $"benchmark results are left out for now: {trouble.Message}"));
            return [];
        }
    }
}
