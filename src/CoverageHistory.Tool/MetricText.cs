using System.Globalization;
using CoverageHistory.Model;
using CoverageHistory.Reporting;
using CoverageHistory.Tool.Terminal;

namespace CoverageHistory.Tool;

/// <summary>A metric's values as people read them.</summary>
internal static class MetricText
{
    public static string Value(Metric metric, double? value) => value is not { } number ? "" : metric.Unit switch
    {
        Metric.Ratio => Percent.Text(number),
        Metric.Seconds => RunText.Duration(TimeSpan.FromSeconds(number)),
        _ => RunText.Count((long)number),
    };

    /// <summary>For an axis: as many decimals as its steps need.</summary>
    public static string Tick(Metric metric, double value, double step)
    {
        var (number, smallest, unit) = metric.Unit switch
        {
            Metric.Ratio => (value * 100, step * 100, " %"),
            Metric.Seconds => (value, step, " s"),
            _ => (value, step, ""),
        };
        var decimals = smallest >= 1 ? 0 : (int)Math.Ceiling(-Math.Log10(smallest) - 1e-9);
        return number.ToString("#,0." + new string('0', decimals), CultureInfo.InvariantCulture) + unit;
    }

    /// <summary>Signed; empty where there is nothing to compare.</summary>
    public static string Change(Metric metric, double? before, double? value)
    {
        if (value - before is not { } change)
            return "";
        return metric.Unit switch
        {
            Metric.Ratio => Percent.Change(change),
            Metric.Seconds when change == 0 => "0",
            Metric.Seconds => (change < 0 ? "-" : "+") + RunText.Duration(TimeSpan.FromSeconds(Math.Abs(change))),
            _ => change == 0 ? "0" : change.ToString("+#,0;-#,0", CultureInfo.InvariantCulture),
        };
    }

    public static Style ChangeStyle(Metric metric, double? before, double? value)
    {
        if (value - before is not { } change || change == 0)
            return Style.Quiet;
        return metric.Better switch
        {
            MetricDirection.None => Style.Plain,
            MetricDirection.Higher => change > 0 ? Style.Good : Style.Bad,
            _ => change < 0 ? Style.Good : Style.Bad,
        };
    }
}
