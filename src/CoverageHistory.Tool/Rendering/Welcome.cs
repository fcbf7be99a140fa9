using CoverageHistory.Storage;
using CoverageHistory.Tool.Terminal;

namespace CoverageHistory.Tool.Rendering;

/// <summary>What to do when there is nothing to show.</summary>
internal static class Welcome
{
    public static void Write(CommandContext context)
    {
        if (context.OpenStore().ListRuns(new RunQuery { Newest = 1 }, context.Cancellation).Count > 0)
        {
            context.Out.WriteLine("No run matches. `dotnet coverage-trend runs list` lists all of them.");
            return;
        }
        context.Out.WriteLine("Nothing is recorded here yet.", Style.Strong).WriteLine();
        if (context.Repository?.Remote is { } remote)
        {
            // Whether there is anything is not known here: only sync asks the network.
            context.Out.WriteLine($"If others share their history on {remote}:");
            context.Out.WriteLine("    dotnet coverage-trend sync pull", Style.Accent).WriteLine();
        }
        context.Out.WriteLine("To record every `dotnet test` from now on:");
        context.Out.WriteLine("    dotnet coverage-trend init", Style.Accent).WriteLine();
        context.Out.WriteLine("To record reports you have:");
        context.Out.WriteLine("    dotnet coverage-trend record 'TestResults/**/coverage.cobertura.xml'", Style.Accent);
    }
}
