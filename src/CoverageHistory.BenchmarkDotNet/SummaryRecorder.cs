using System.Globalization;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using CoverageHistory.Model;
using CoverageHistory.Reporting;
using CoverageHistory.Storage;
using Measurement = CoverageHistory.Model.Measurement;

namespace CoverageHistory.BenchmarkDotNet;

/// <summary>Records the summaries of one process, which become one run, and tells of each in BenchmarkDotNet's log.</summary>
/// <param name="directory">Where the repository is looked for first; null: the current folder.</param>
/// <param name="variables">The environment; null: this process's.</param>
internal sealed class SummaryRecorder(string? directory = null, IReadOnlyDictionary<string, string>? variables = null)
{
    private string? _runKey;
    private BenchmarkCounts _recorded;

    public void Record(Summary summary, ILogger logger)
    {
        var report = SummaryReport.Of(summary);
        if (report.Measurements.Count == 0)
            return;
        try
        {
            var outcome = new HistoryRecorder(variables: variables).Record(RequestFor(summary, report), CancellationToken.None);
            // Joined to the tests of the commit or a run of its own: the next summary belongs to it.
            _runKey = outcome.Run.Key;
            foreach (var diagnostic in outcome.Diagnostics.Where(diagnostic => diagnostic.Severity != DiagnosticSeverity.Info))
                Warn(logger, diagnostic.Code, diagnostic.Message);
            if (outcome.Stored.Summary is { } run)
                logger.WriteLineInfo(LineOf(run.Run, report.Measurements));
        }
        catch (StoreException trouble)
        {
            Warn(logger, trouble.Code, $"These benchmarks are not recorded: {trouble.Message}");
        }
        catch (TimeoutException trouble)
        {
            Warn(logger, DiagnosticCode.DeadlinePassed, $"These benchmarks are not recorded: {trouble.Message}");
        }
    }

    private RecordRequest RequestFor(Summary summary, Model.BenchmarkReport report) => new()
    {
        WorkingDirectory = FolderFor(summary),
        RunKey = _runKey,
        Sessions = [new SessionInput { Name = BenchmarkSessionName.Of(report.Measurements), Benchmarks = report }],
    };

    /// <summary>The first of these that is in a work tree: somebody may run benchmarks from anywhere.</summary>
    private string FolderFor(Summary summary)
    {
        var current = directory ?? Directory.GetCurrentDirectory();
        return Array.Find([current, Path.GetFullPath(summary.ResultsDirectoryPath, current), AppContext.BaseDirectory], IsInWorkTree) ?? current;
    }

    private static bool IsInWorkTree(string path)
    {
        var folder = new DirectoryInfo(path);
        // In linked work trees and submodules it is a file.
        while (folder is not null && !Path.Exists(Path.Combine(folder.FullName, ".git")))
            folder = folder.Parent;
        return folder is not null;
    }

    private string LineOf(Run run, IReadOnlyList<Measurement> measurements)
    {
        var counts = BenchmarkCounts.Of(measurements);
        _recorded = new BenchmarkCounts(_recorded.Total + counts.Total, _recorded.WithoutResult + counts.WithoutResult);
        var without = _recorded.WithoutResult > 0 ? string.Create(CultureInfo.InvariantCulture, $" ({_recorded.WithoutResult} without result)") : "";
        return LogText.Clean(string.Create(CultureInfo.InvariantCulture,
            $"CoverageHistory: {_recorded.Total} benchmark{(_recorded.Total == 1 ? "" : "s")}{without}, {RunText.RunAndPlace(run)}"));
    }

    private static void Warn(ILogger logger, string code, string message) =>
        logger.WriteLineError(LogText.Clean($"CoverageHistory: warning {code}: {message}"));
}
