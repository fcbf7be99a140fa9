namespace CoverageHistory.Gates;

/// <summary>One clause of a gate.</summary>
internal interface IGateRule
{
    /// <summary>Judges a run that is sound in itself.</summary>
    RuleResult Judge(GateInput input);
}
