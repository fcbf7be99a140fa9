namespace CoverageHistory.Gates;

/// <summary>One clause of a gate.</summary>
public interface IGateRule
{
    /// <summary>Judges a run that is sound in itself.</summary>
    RuleResult Judge(GateInput input);
}
