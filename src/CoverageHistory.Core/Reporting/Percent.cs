using System.Globalization;
using CoverageHistory.Model;

namespace CoverageHistory.Reporting;

/// <summary>Rates as people read them: percent with one decimal, half to even, and never rounded to a claim that is not true.</summary>
internal static class Percent
{
    /// <summary>Shown where there is nothing to cover.</summary>
    public const string None = "n/a";

    /// <summary>Such as <c>71.5</c>; 100.0 only when all is covered, 0.0 only when nothing is.</summary>
    public static string Number(double rate)
    {
        var rounded = decimal.Round((decimal)rate * 100, 1, MidpointRounding.ToEven);
        if (rounded >= 100m && rate < 1)
            rounded = 99.9m;
        if (rounded <= 0m && rate > 0)
            rounded = 0.1m;
        return rounded.ToString("0.0", CultureInfo.InvariantCulture);
    }

    /// <summary>Such as <c>71.5 %</c>, or <see cref="None"/>.</summary>
    public static string Text(double? rate) => rate is { } value ? Number(value) + " %" : None;

    public static string Text(CoveredCount count) => Text(count.Rate);

    /// <summary>
    /// Percentage points with a sign, such as <c>+0.4</c>; <c>+&lt;0.1</c> for an increase too small to show, <c>0.0</c> for none at all.
    /// </summary>
    public static string Change(double rateChange)
    {
        var points = (decimal)rateChange * 100;
        var rounded = decimal.Round(points, 1, MidpointRounding.ToEven);
        if (rounded != 0m)
            return rounded.ToString("+0.0;-0.0", CultureInfo.InvariantCulture);
        // Two rates that are equal as fractions may differ in the last bit as doubles.
        if (Math.Abs(rateChange) < 1e-12)
            return "0.0";
        return rateChange > 0 ? "+<0.1" : "-<0.1";
    }

    /// <summary>Empty when there is nothing to compare.</summary>
    public static string Change(double? rateChange) => rateChange is { } change ? Change(change) : "";
}
