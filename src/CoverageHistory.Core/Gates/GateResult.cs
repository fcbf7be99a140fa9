namespace CoverageHistory.Gates;

/// <summary>The verdict over all rules: fail when one fails, else inconclusive when one is, else pass.</summary>
/// <param name="Rules">In the order they were given.</param>
internal sealed record GateResult(GateInput Input, IReadOnlyList<RuleResult> Rules)
{
    public Verdict Verdict => Has(Verdict.Fail) ? Verdict.Fail : Has(Verdict.Inconclusive) ? Verdict.Inconclusive : Verdict.Pass;

    private bool Has(Verdict verdict) => Rules.Any(rule => rule.Verdict == verdict);
}
