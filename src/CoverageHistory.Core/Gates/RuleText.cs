using System.Globalization;

namespace CoverageHistory.Gates;

/// <summary>Numbers in the messages of rules: near enough to the exact ones that a limit which is missed by little is not shown as met.</summary>
internal static class RuleText
{
    public static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>A rate, or a difference of rates, in percent without the sign for it.</summary>
    public static string Points(double rate) => (rate * 100).ToString("0.0###", CultureInfo.InvariantCulture);
}
