using CoverageHistory.Reporting;
using CoverageHistory.Storage.Sync;

namespace CoverageHistory.Tool.Rendering;

/// <summary>What an exchange did, and what is where.</summary>
internal static class SyncText
{
    public static void Write(CommandContext context, SyncOutcome outcome)
    {
        if (context.IsJson)
        {
            WriteJson(context, outcome);
            return;
        }
        var parts = new List<string>();
        if (outcome.Taken is { } taken)
        {
            parts.Add($"{Runs(taken.Added)} taken in");
            if (taken.Extended > 0)
                parts.Add($"{RunText.Count(taken.Extended)} extended");
            if (taken.GivenUp > 0)
                parts.Add($"{RunText.Count(taken.GivenUp)} left out because they were deleted");
            if (taken.Deleted > 0)
                parts.Add($"{RunText.Count(taken.Deleted)} deleted because they were deleted elsewhere");
        }
        if (outcome.Pushed is { } pushed)
            parts.Add($"{Runs(pushed)} sent");
        if (outcome.Dropped is { } dropped)
            parts.Add($"{RunText.Count(dropped)} {(dropped == 1 ? "entry" : "entries")} dropped");
        context.Out.WriteLine($"{string.Join(", ", parts)}. {outcome.Remote} has {Runs(outcome.InSet)} ({outcome.Place}).");
    }

    public static void Write(CommandContext context, SyncStatus status)
    {
        if (context.IsJson)
        {
            WriteJson(context, status);
            return;
        }
        context.Out.WriteLine(status.Place is null
            ? $"{status.Remote} has no runs yet; {Runs(status.Here)} here."
            : $"{status.Remote} has {Runs(status.InSet)} ({status.Place}); {Runs(status.Here)} here.");
        context.Out.WriteLine($"To take in: {RunText.Count(status.ToPull)}. To send: {RunText.Count(status.ToPush)}.");
        if (status.GivenUpHere > 0)
            context.Out.WriteLine($"{Runs(status.GivenUpHere)} here will not be sent: deleted or pruned elsewhere.");
    }

    private static void WriteJson(CommandContext context, SyncOutcome outcome) => context.WriteJson(json =>
    {
        json.WriteStartObject();
        json.WriteString("remote", outcome.Remote);
        json.WriteString("ref", outcome.Place);
        json.WriteNumber("in_set", outcome.InSet);
        json.WriteStartObject("taken");
        json.WriteNumber("added", outcome.Taken?.Added ?? 0);
        json.WriteNumber("extended", outcome.Taken?.Extended ?? 0);
        json.WriteNumber("known", outcome.Taken?.Known ?? 0);
        json.WriteNumber("given_up", outcome.Taken?.GivenUp ?? 0);
        json.WriteNumber("deleted", outcome.Taken?.Deleted ?? 0);
        json.WriteEndObject();
        json.WriteNumber("sent", outcome.Pushed ?? 0);
        json.WriteNumber("dropped", outcome.Dropped ?? 0);
        json.WriteEndObject();
    });

    private static void WriteJson(CommandContext context, SyncStatus status) => context.WriteJson(json =>
    {
        json.WriteStartObject();
        json.WriteString("remote", status.Remote);
        json.WriteString("ref", status.Place);
        json.WriteNumber("here", status.Here);
        json.WriteNumber("in_set", status.InSet);
        json.WriteNumber("to_send", status.ToPush);
        json.WriteNumber("to_take_in", status.ToPull);
        json.WriteNumber("given_up_here", status.GivenUpHere);
        json.WriteEndObject();
    });

    private static string Runs(int count) => $"{RunText.Count(count)} {(count == 1 ? "run" : "runs")}";
}
