using System.CommandLine;

namespace CoverageHistory.Tool.Commands;

internal sealed class ConfigGetCommand : ToolCommand
{
    private readonly Argument<string> _key = SettingArgument.Create();

    public ConfigGetCommand() : base("get", "The value of a setting; nothing when it has none.") => Add(_key);

    public override int Execute(ParseResult parsed, CommandContext context)
    {
        var value = context.Settings[SettingArgument.Find(parsed.GetValue(_key)!)];
        if (context.IsJson)
        {
            context.WriteJson(json =>
            {
                json.WriteStartObject();
                ConfigListCommand.WriteMembers(json, value);
                json.WriteEndObject();
            });
        }
        else if (value.Value is { } text)
            context.Out.WriteLine(text);
        return ExitCode.Done;
    }
}
