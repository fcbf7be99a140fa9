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
        Metric.Count => RunText.Count((long)number),
        _ => Scaled(metric, number),
    };

    /// <summary>How many times as much, as a signed percentage: <c>+3.2 %</c>; from twice as much up as a factor: <c>2.4x</c>.</summary>
    public static string Ratio(double? ratio) => ratio is not { } number || !double.IsFinite(number) ? ""
        : number >= 1.995 ? number.ToString("#,0.0", CultureInfo.InvariantCulture) + "x"
        : ((number - 1) * 100).ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture) + " %";

    /// <summary>Times and sizes in the unit that people would take.</summary>
    private static string Scaled(Metric metric, double number)
    {
        var (unit, size) = UnitFor(metric, Math.Abs(number));
        return Amount(number / size) + unit;
    }

    private static (string Unit, double Size) UnitFor(Metric metric, double amount) => metric.Unit switch
    {
        "ns" => amount >= 1e9 ? (" s", 1e9) : amount >= 1e6 ? (" ms", 1e6) : amount >= 1e3 ? (" µs", 1e3) : (" ns", 1),
        "B" => amount >= 1 << 30 ? (" GB", 1 << 30) : amount >= 1 << 20 ? (" MB", 1 << 20) : amount >= 1 << 10 ? (" KB", 1 << 10) : (" B", 1),
        _ => (Unit(metric), 1),
    };

    /// <summary>For an axis: as many decimals as its steps need.</summary>
    public static string Tick(Metric metric, double value, double step)
    {
        var (number, smallest, unit) = metric.Unit switch
        {
            Metric.Ratio => (value * 100, step * 100, " %"),
            Metric.Seconds => (value, step, " s"),
            Metric.Count => (value, step, ""),
            _ => (value / UnitFor(metric, step).Size, step / UnitFor(metric, step).Size, UnitFor(metric, step).Unit),
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
            Metric.Count => change == 0 ? "0" : change.ToString("+#,0;-#,0", CultureInfo.InvariantCulture),
            _ => change == 0 ? "0" : (change < 0 ? "-" : "+") + Amount(Math.Abs(change)),
        };
    }

    /// <summary>About four significant digits, and all of a whole number.</summary>
    private static string Amount(double number)
    {
        var size = Math.Abs(number);
        var decimals = size == 0 || size >= 1e15 ? 0 : Math.Clamp(3 - (int)Math.Floor(Math.Log10(size)), 0, 12);
        return Math.Round(number, decimals).ToString(size >= 1e15 ? "0.###e0" : "#,0.############", CultureInfo.InvariantCulture);
    }

    private static string Unit(Metric metric) => metric.Unit.Length == 0 ? "" : " " + metric.Unit;

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
