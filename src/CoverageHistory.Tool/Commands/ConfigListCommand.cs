using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using CoverageHistory.Configuration;
using CoverageHistory.Reporting.Json;
using CoverageHistory.Tool.Terminal;

namespace CoverageHistory.Tool.Commands;

internal sealed class ConfigListCommand() : ToolCommand("list", "All settings: what each is, and who says so.")
{
    public override int Execute(ParseResult parsed, CommandContext context)
    {
        var values = context.Settings.Values;
        if (context.IsJson)
            context.WriteJson(json => Write(json, values));
        else
            Render(context, values);
        return ExitCode.Done;
    }

    private static void Render(CommandContext context, IReadOnlyList<SettingValue> values)
    {
        var table = new TextTable(
            new Column("SETTING"),
            new Column("VALUE") { IsFlexible = true, KeepsEnd = true },
            new Column("FROM") { IsFlexible = true, KeepsEnd = true },
            new Column("MEANING") { IsFlexible = true, DropOrder = 1 });
        foreach (var value in values)
            table.Add(value.Setting.Key, value.Value, new Cell(Source(value, context.Directory), Style.Quiet), new Cell(value.Setting.Description, Style.Quiet));
        table.Render(context.Out);
    }

    private static string Source(SettingValue value, string directory) => value.Source switch
    {
        SettingSource.Option => "the command line",
        SettingSource.EnvironmentVariable => value.Setting.EnvironmentVariable,
        SettingSource.File => string.Create(CultureInfo.InvariantCulture, $"{Path.GetRelativePath(directory, value.Path!)}({value.Line})"),
        _ => "default",
    };

    private static void Write(Utf8JsonWriter json, IReadOnlyList<SettingValue> values)
    {
        json.WriteStartObject();
        json.WriteStartArray("settings");
        foreach (var value in values)
        {
            json.WriteStartObject();
            WriteMembers(json, value);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    internal static void WriteMembers(Utf8JsonWriter json, SettingValue value)
    {
        json.WriteString("key", value.Setting.Key);
        json.WritePropertyName("value");
        if (value.Value is not { } text)
            json.WriteNullValue();
        else if (value.Setting.Kind == SettingKind.Text)
            json.WriteStringValue(text);
        else
            json.WriteRawValue(text);
        json.WriteString("source", value.Source switch
        {
            SettingSource.Option => "option",
            SettingSource.EnvironmentVariable => "environment",
            SettingSource.File => "file",
            _ => "default",
        });
        json.WriteString("path", value.Path);
        json.WriteInteger("line", value.Line);
        json.WriteString("variable", value.Setting.EnvironmentVariable);
        json.WriteString("description", value.Setting.Description);
    }
}
