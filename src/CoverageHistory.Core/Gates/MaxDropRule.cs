using CoverageHistory.Comparison;
using CoverageHistory.Model;

namespace CoverageHistory.Gates;

/// <summary><c>max-drop</c>: the line rate is at most so far below that of the base run. Its actual value is the drop, negative for a rise.</summary>
/// <param name="limit">0 to 1; 0 allows no drop at all.</param>
internal sealed class MaxDropRule(double limit) : IGateRule
{
    public const string Name = "max-drop";

    /// <summary>Two rates that are equal as fractions may differ in the last bit as doubles.</summary>
    private const double Slack = 1e-12;

    public RuleResult Judge(GateInput input)
    {
        if (input.Lines?.Rate is not { } rate)
            return Result(Verdict.Inconclusive, null, "the run holds no coverage of any line");
        if (input.BaseLines?.Rate is not { } before)
            return Result(Verdict.Inconclusive, null, WhyNoBase(input));
        var drop = before - rate;
        return Result(drop <= limit + Slack ? Verdict.Pass : Verdict.Fail, drop,
            $"line coverage went from {RuleText.Points(before)} % to {RuleText.Points(rate)} %; a drop of {RuleText.Points(limit)} points is allowed");
    }

    private static string WhyNoBase(GateInput input) => input switch
    {
        { IsBaseUnknown: true } => Baseline.UnknownText + "; fetch them, or name the run to compare with",
        { Base: null } => "there is no run to compare with",
        _ => "the run to compare with holds no coverage of any line",
    };

    private RuleResult Result(Verdict verdict, double? actual, string message) => new(Name, verdict, actual, limit, Metric.Ratio, message);
}
