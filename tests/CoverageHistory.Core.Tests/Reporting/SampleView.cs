using CoverageHistory.Reporting;
using CoverageHistory.Storage.Sqlite;
using CoverageHistory.TestKit;

namespace CoverageHistory.Core.Tests.Reporting;

/// <summary>The report on the sample history.</summary>
internal static class SampleView
{
    /// <param name="runs">How many runs there are.</param>
    /// <param name="number">The run reported on; null: the last one.</param>
    public static ReportView Of(int runs, int? number = null)
    {
        using var folder = new TemporaryDirectory();
        var store = new SqliteHistoryStore(folder["history.db"], new SqliteStoreOptions());
        SampleHistory.WriteTo(store, runs);
        return new TrendAnalyzer(store, new FixedClock(new(2026, 11, 23, 2, 0, 0, TimeSpan.Zero))).Report(
            new ReportQuery { Run = number is { } one ? SampleHistory.RunOf(one) : null }, CancellationToken.None)!;
    }

    public static string Render(this IReportRenderer renderer, ReportView view)
    {
        using var text = new StringWriter();
        renderer.Render(view, text);
        return text.ToString();
    }
}
