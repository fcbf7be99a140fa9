using CoverageHistory.Model;

namespace CoverageHistory.Gates;

/// <summary><c>min-coverage</c>: the line rate is at least so high.</summary>
/// <param name="limit">0 to 1.</param>
internal sealed class MinCoverageRule(double limit) : IGateRule
{
    public const string Name = "min-coverage";

    public RuleResult Judge(GateInput input)
    {
        if (input.Lines is not { Total: > 0 } lines)
            return Result(Verdict.Inconclusive, null, "the run holds no coverage of any line");
        // Decimal, so that a limit of 0.7 over 10 lines is 7 lines, not one more.
        var needed = (long)Math.Ceiling((decimal)limit * lines.Total);
        var verdict = lines.Covered >= needed ? Verdict.Pass : Verdict.Fail;
        return Result(verdict, lines.Rate, $"{RuleText.Count(lines.Covered)} of {RuleText.Count(lines.Total)} lines are covered; {RuleText.Count(needed)} are needed");
    }

    private RuleResult Result(Verdict verdict, double? actual, string message) => new(Name, verdict, actual, limit, Metric.Ratio, message);
}
