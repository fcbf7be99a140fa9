using CoverageHistory.Formats;
using CoverageHistory.Tool.Rendering;
using CoverageHistory.Tool.Terminal;

namespace CoverageHistory.Tool.Commands;

/// <summary>The part of <c>record</c> that makes many runs: from histories of other tools and folders of dated reports.</summary>
internal static class PastRuns
{
    /// <summary>Whether a file is a history.</summary>
    public static bool IsIn(ReportFile file, CommandContext context) =>
        Naming([file], () => HistoryImporter.IsHistory(file.Path, context.Cancellation));

    /// <returns>The exit code.</returns>
    public static int Import(ImportRequest request, List<ReportFile> sources, CommandContext context)
    {
        var outcome = Naming(sources, () =>
        {
            using var progress = new Progress(context, "Importing");
            return new HistoryImporter(context.Host.Variables).Import(request with { Progress = progress.Report }, context.Cancellation);
        });
        context.Report(outcome.Diagnostics);
        if (outcome.Runs.Count == 0)
            throw new UsageException($"{string.Join(", ", sources.Select(source => $"'{source.Name}'"))} holds neither a report nor a history that is known.");
        // A file that was named, or piped, goes by its name.
        var runs = outcome.Runs.Select(run => run with
        {
            Path = sources.Find(source => source.Path == run.Path)?.Name ?? Path.GetRelativePath(context.Host.Directory, run.Path),
        });
        new ImportText(outcome with { Runs = [.. runs] }).Write(context);
        return ExitCode.Done;
    }

    /// <summary>People know the file by the name they gave it.</summary>
    private static ReportFormatException Named(ReportFormatException exception, List<ReportFile> files)
    {
        var name = files.Find(file => file.Path == exception.Path)?.Name ?? exception.Path;
        return new ReportFormatException(name, exception.Line, exception.Expected, exception.Found, exception);
    }

    private static T Naming<T>(List<ReportFile> files, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (ReportFormatException exception)
        {
            throw Named(exception, files);
        }
    }
}
