using CoverageHistory.Gates;
using CoverageHistory.Reporting;
using CoverageHistory.Tool.Terminal;

namespace CoverageHistory.Tool.Rendering;

/// <summary>A verdict in the terminal: a line a rule.</summary>
internal sealed class GateText(TerminalWriter terminal, GateResult result)
{
    public static string Name(Verdict verdict) => verdict switch
    {
        Verdict.Pass => "pass",
        Verdict.Fail => "fail",
        _ => "inconclusive",
    };

    public void Write()
    {
        foreach (var rule in result.Rules)
            terminal.Write(Name(rule.Verdict), StyleOf(rule.Verdict)).Write("  ").WriteSentence($"{rule.Rule}: {rule.Message}");
        var head = result.Input.Head;
        terminal.WriteSentence($"Judged was {RunText.Describe(head)}{(result.Input.Base is { } before ? $", compared with {RunText.Place(before.Run)}" : "")}.", Style.Quiet);
        if (result.Input.UnstableLines > 0)
            terminal.WriteSentence($"Left out: {RunText.Count(result.Input.UnstableLines)} unstable {(result.Input.UnstableLines == 1 ? "line" : "lines")} (show --unstable lists them).", Style.Quiet);
        if (head.CarriedSessions > 0)
            terminal.WriteSentence($"Counted with it: {RunText.Count(head.CarriedSessions)} of {RunText.Count(head.Sessions)} sessions, carried over from other runs (runs show).", Style.Quiet);
    }

    private static Style StyleOf(Verdict verdict) => verdict switch
    {
        Verdict.Pass => Style.Good,
        Verdict.Fail => Style.Bad,
        _ => Style.Warning,
    };
}
