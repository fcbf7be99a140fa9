using System.CommandLine;
using CoverageHistory.Reporting;
using CoverageHistory.Storage;

namespace CoverageHistory.Tool.Rendering;

/// <summary>What became of runs from elsewhere.</summary>
internal static class TakenText
{
    public static Option<bool> GivenUpOption() =>
        new("--undelete") { Description = "Also take in runs that were deleted or pruned here. Default: they stay away." };

    public static void Write(CommandContext context, TakenRuns taken)
    {
        if (context.IsJson)
        {
            context.WriteJson(json =>
            {
                json.WriteStartObject();
                json.WriteNumber("added", taken.Added);
                json.WriteNumber("extended", taken.Extended);
                json.WriteNumber("known", taken.Known);
                json.WriteNumber("given_up", taken.GivenUp);
                json.WriteEndObject();
            });
            return;
        }
        var text = $"{RunText.Count(taken.Added)} {(taken.Added == 1 ? "run" : "runs")} added";
        if (taken.Extended > 0)
            text += $", {RunText.Count(taken.Extended)} extended";
        if (taken.Known > 0)
            text += $", {RunText.Count(taken.Known)} known already";
        if (taken.GivenUp > 0)
            text += $", {RunText.Count(taken.GivenUp)} left out because they were deleted here (--undelete takes them in)";
        context.Out.WriteLine(text + ".");
    }
}
