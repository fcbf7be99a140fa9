namespace CoverageHistory.Model;

/// <summary>A method and the lines it spans; what of it is covered follows from the file's lines.</summary>
/// <param name="Name">As the report gives it, without class and signature.</param>
/// <param name="Signature">Parameter list as the report gives it; empty where the format has none.</param>
/// <param name="Complexity">Cyclomatic complexity, at least 1; null where the report has none.</param>
/// <param name="Lines">Coverable line numbers, ascending and distinct; a subset of the file's lines.</param>
public sealed record MethodCoverage(string Name, string Signature, int? Complexity, int[] Lines)
{
    /// <summary>
    /// Change Risk Anti-Patterns score, complexity² × (1 − rate)³ + complexity; null without a complexity or a coverable line.
    /// Source: Savoia and Evans, "Pardon My French, But This Code Is C.R.A.P." (2007).
    /// </summary>
    public double? CrapScore(double? lineRate) =>
        Complexity is { } c && lineRate is { } rate ? (double)c * c * Math.Pow(1 - rate, 3) + c : null;
}
