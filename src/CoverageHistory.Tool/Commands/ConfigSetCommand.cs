using System.CommandLine;
using System.Text.Json;
using CoverageHistory.Configuration;

namespace CoverageHistory.Tool.Commands;

internal sealed class ConfigSetCommand : ToolCommand
{
    private readonly Argument<string> _key = SettingArgument.Create();

    private readonly Argument<string> _value = new("VALUE") { Description = "The new value." };

    public ConfigSetCommand() : base("set", "Sets a setting in .config/coverage-history.json; the rest of the file stays as it is.")
    {
        Add(_key);
        Add(_value);
    }

    public override IReadOnlyList<(string, string)> Examples =>
        [("dotnet coverage-trend config set branch.default develop", "Reports compare with the branch develop.")];

    public override int Execute(ParseResult parsed, CommandContext context)
    {
        var setting = SettingArgument.Find(parsed.GetValue(_key)!);
        var text = parsed.GetValue(_value)!;
        var value = setting.Parse(text) ?? throw new UsageException($"{setting.Key} has to be {setting.Expected}, not '{text}'.");
        Edit(context, file => SettingsFileEditor.Set(file, setting, value));
        return ExitCode.Done;
    }

    /// <exception cref="UsageException">The file is no sound configuration.</exception>
    internal static void Edit(CommandContext context, Func<string, string> change)
    {
        var path = context.ConfigurationPath;
        var before = File.Exists(path) ? File.ReadAllText(path) : "";
        try
        {
            if (change(before) is var after && after != before)
                SettingsFileEditor.Write(path, after);
        }
        catch (JsonException exception)
        {
            throw new UsageException($"{path} is no sound configuration, so it is left as it is: {exception.Message}");
        }
    }
}
