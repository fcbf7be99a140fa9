namespace CoverageHistory.Gates;

/// <summary>What one rule says.</summary>
/// <param name="Rule">Name of the contract in <c>docs/cli.md</c>.</param>
/// <param name="Actual">In the rule's unit, unrounded; null when it is unknown.</param>
/// <param name="Limit">In the rule's unit.</param>
/// <param name="Unit">As that of a <see cref="Model.Metric"/>.</param>
/// <param name="Message">A sentence for a person, with the numbers and what is needed.</param>
internal sealed record RuleResult(string Rule, Verdict Verdict, double? Actual, double Limit, string Unit, string Message);
