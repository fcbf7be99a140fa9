using System.CommandLine;
using CoverageHistory.Reporting;
using CoverageHistory.Storage;
using CoverageHistory.Tool.Rendering;
using CoverageHistory.Tool.Terminal;

namespace CoverageHistory.Tool.Commands;

internal sealed class DbCompactCommand() : ToolCommand("compact",
    "Removes what deleted and pruned runs left behind, and gives the space back. Recordings wait meanwhile; the result is verified before it is kept.")
{
    public override bool TakesItsTime => true;

    public override int Execute(ParseResult parsed, CommandContext context)
    {
        var store = context.OpenHistory();
        CompactedHistory outcome;
        using (var progress = new Progress(context, "Compacting"))
            outcome = store.Compact(context.Cancellation);
        if (context.IsJson)
        {
            context.WriteJson(json =>
            {
                json.WriteStartObject();
                json.WriteNumber("bytes_before", outcome.BytesBefore);
                json.WriteNumber("bytes_after", outcome.BytesAfter);
                json.WriteNumber("file_lists", outcome.FileLists);
                json.WriteNumber("maps", outcome.Maps);
                json.WriteNumber("names", outcome.Names);
                json.WriteNumber("left_over_files", outcome.LeftOver);
                json.WriteEndObject();
            });
            return ExitCode.Done;
        }
        context.Out.WriteLine($"{SizeText.Of(outcome.BytesBefore)} before, {SizeText.Of(outcome.BytesAfter)} now: {RunText.Count(outcome.FileLists)} lists of files, "
            + $"{RunText.Count(outcome.Maps)} maps of lines and {RunText.Count(outcome.Names)} names removed.");
        if (outcome.LeftOver > 0)
            context.Out.WriteLine($"{RunText.Count(outcome.LeftOver)} unfinished {(outcome.LeftOver == 1 ? "file" : "files")} of killed processes removed.");
        return ExitCode.Done;
    }
}
