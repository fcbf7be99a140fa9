using CoverageHistory.Model;

namespace CoverageHistory.Gates;

/// <summary>Evaluates rules. A run whose numbers are no good neither passes nor fails, whatever they are.</summary>
internal static class GateEvaluator
{
    public static GateResult Evaluate(IEnumerable<IGateRule> rules, GateInput input)
    {
        var unfit = WhyUnfit(input);
        return new GateResult(input,
        [
            .. rules.Select(rule => rule.Judge(input))
                .Select(result => unfit is null ? result : result with { Verdict = Verdict.Inconclusive, Message = unfit }),
        ]);
    }

    /// <summary>Null for a run that can be judged.</summary>
    private static string? WhyUnfit(GateInput input)
    {
        if (input.Head.Run.Status == RunStatus.Aborted)
            return "the run was aborted, so its tests did not get to their end";
        return input.Doubts.Count == 0 ? null : string.Join("; ", input.Doubts.Select(Describe));
    }

    private static string Describe(string doubt) => doubt switch
    {
        DiagnosticCode.EmptyReport => $"a report is empty ({doubt})",
        DiagnosticCode.NothingCovered => $"a session covers nothing ({doubt})",
        DiagnosticCode.StaleReport => $"a report is older than what it is to measure ({doubt})",
        _ => $"recording it gave {doubt}",
    };
}
