using System.CommandLine;
using System.Text.Json;
using CoverageHistory.Reporting;
using CoverageHistory.Reporting.Json;
using CoverageHistory.Storage;
using CoverageHistory.Tool.Rendering;
using CoverageHistory.Tool.Terminal;

namespace CoverageHistory.Tool.Commands;

internal sealed class DbInfoCommand() : ToolCommand("info", "Where the history is, and how much it holds.")
{
    public override int Execute(ParseResult parsed, CommandContext context)
    {
        var info = context.OpenStore().GetInfo(context.Cancellation);
        if (context.IsJson)
            context.WriteJson(json => Write(json, info));
        else
            Render(context.Out, info);
        return ExitCode.Done;
    }

    private static void Render(TerminalWriter terminal, StoreInfo info)
    {
        (string Name, string Value)[] facts =
        [
            ("location", info.Location),
            ("size", SizeText.Of(info.SizeBytes)),
            ("schema version", RunText.Count(info.SchemaVersion)),
            ("engine", $"SQLite {info.EngineVersion}, journal {info.JournalMode}"),
            ("runs", RunText.Count(info.Runs)),
            ("sessions", RunText.Count(info.Sessions)),
            ("commits", RunText.Count(info.Commits)),
            ("source files", RunText.Count(info.SourceFiles)),
            ("first run", info.FirstRunAt is { } first ? RunText.Time(first) + " UTC" : ""),
            ("last run", info.LastRunAt is { } last ? RunText.Time(last) + " UTC" : ""),
            ("waiting", info.Spooled > 0 ? $"{info.Spooled} spooled records, which the next recording takes in" : ""),
            ("bytes a run", info.BytesPerRun is { } bytes ? RunText.Count((int)Math.Min(bytes, int.MaxValue)) : ""),
            .. info.Sizes.GroupBy(size => size.Kind).Select(kind => (Name: kind.Key, Bytes: kind.Sum(size => size.Bytes))).OrderByDescending(kind => kind.Bytes)
                .Select(kind => ("  " + kind.Name, SizeText.Of(kind.Bytes))),
        ];
        foreach (var (name, value) in facts.Where(fact => fact.Value.Length > 0))
            terminal.Write(name.PadRight(16), Style.Quiet).WriteLine(value);
    }

    private static void Write(Utf8JsonWriter json, StoreInfo info)
    {
        json.WriteStartObject();
        json.WriteString("location", info.Location);
        json.WriteNumber("schema_version", info.SchemaVersion);
        json.WriteNumber("size_bytes", info.SizeBytes);
        json.WriteString("journal_mode", info.JournalMode);
        json.WriteString("engine_version", info.EngineVersion);
        json.WriteNumber("runs", info.Runs);
        json.WriteNumber("sessions", info.Sessions);
        json.WriteNumber("commits", info.Commits);
        json.WriteNumber("source_files", info.SourceFiles);
        json.WriteNumber("spooled", info.Spooled);
        json.WriteTime("first_run_at", info.FirstRunAt);
        json.WriteTime("last_run_at", info.LastRunAt);
        if (info.BytesPerRun is { } bytes)
            json.WriteNumber("bytes_per_run", bytes);
        else
            json.WriteNull("bytes_per_run");
        json.WriteStartArray("sizes");
        foreach (var size in info.Sizes)
        {
            json.WriteStartObject();
            json.WriteString("table", size.Table);
            json.WriteString("kind", size.Kind);
            json.WriteNumber("bytes", size.Bytes);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartObject("pragmas");
        foreach (var (name, value) in info.Pragmas)
            json.WriteString(name, value);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
