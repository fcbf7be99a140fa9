namespace CoverageHistory.Tool.Rendering;

/// <summary>Whether there is a run to compare with, in the words of the JSON.</summary>
internal static class BaselineText
{
    public static string Name(bool exists, bool isUnknown) => exists ? "known" : isUnknown ? "unknown" : "none";
}
