using CoverageHistory.Comparison;

namespace CoverageHistory.Tool.Rendering;

/// <summary>Where a run stands, and whether there is one to compare it with, in the words of the JSON.</summary>
internal static class BaselineText
{
    public static string Name(bool exists, bool isUnknown) => exists ? "known" : isUnknown ? "unknown" : "none";

    public static string Name(RunStanding standing) => standing switch
    {
        RunStanding.OnLine => "on",
        RunStanding.Superseded => "superseded",
        RunStanding.OtherBranch => "other_branch",
        _ => "unknown",
    };

    /// <summary>For people, who need not be told of what is as it should be.</summary>
    public static string Text(RunStanding standing) => standing == RunStanding.OnLine ? "" : Name(standing).Replace('_', ' ');
}
