using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using CoverageHistory.Model;
using CoverageHistory.Reporting;

namespace CoverageHistory.BenchmarkDotNet;

/// <summary>
/// Records each summary when BenchmarkDotNet exports it. All summaries of a process become one run, which is that of the tests of the same
/// commit where there is one.
/// </summary>
public sealed class CoverageHistoryExporter : IExporter
{
    private readonly SummaryRecorder _recorder;

    private CoverageHistoryExporter(SummaryRecorder recorder) => _recorder = recorder;

    /// <summary>The only one, because it remembers the run.</summary>
    public static CoverageHistoryExporter Default { get; } = new(new SummaryRecorder());

    public string Name => nameof(CoverageHistoryExporter);

    /// <summary>Writes nothing: a log is no history.</summary>
    public void ExportToLog(Summary summary, ILogger logger)
    {
    }

    /// <summary>Records the summary and says so in one line.</summary>
    /// <returns>No files.</returns>
    public IEnumerable<string> ExportToFiles(Summary summary, ILogger consoleLogger)
    {
        try
        {
            _recorder.Record(summary, consoleLogger);
        }
        // Whatever it is, an own version of BenchmarkDotNet that lacks what is used here included: the benchmarks ran, and stay.
        catch (Exception trouble)
        {
            consoleLogger.WriteLineError(LogText.Clean(
                $"CoverageHistory: warning {DiagnosticCode.RecordingFailed}: These benchmarks are not recorded: {trouble.Message} ({trouble.GetType().Name}). Report this as a bug."));
        }
        return [];
    }
}
