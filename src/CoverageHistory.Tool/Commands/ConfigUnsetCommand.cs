using System.CommandLine;
using CoverageHistory.Configuration;

namespace CoverageHistory.Tool.Commands;

internal sealed class ConfigUnsetCommand : ToolCommand
{
    private readonly Argument<string> _key = SettingArgument.Create();

    public ConfigUnsetCommand() : base("unset", "Takes a setting out of .config/coverage-history.json.") => Add(_key);

    public override int Execute(ParseResult parsed, CommandContext context)
    {
        var setting = SettingArgument.Find(parsed.GetValue(_key)!);
        ConfigSetCommand.Edit(context, file => SettingsFileEditor.Unset(file, setting));
        return ExitCode.Done;
    }
}
