using System.CommandLine;
using CoverageHistory.Configuration;

namespace CoverageHistory.Tool.Commands;

/// <summary>The name of a setting on the command line.</summary>
internal static class SettingArgument
{
    public static Argument<string> Create() => new("KEY")
    {
        Description = string.Join(", ", SettingDefinition.All.Select(setting => setting.Key)) + ".",
    };

    /// <exception cref="UsageException">There is no such setting.</exception>
    public static SettingDefinition Find(string key)
    {
        if (SettingDefinition.Find(key) is { } setting)
            return setting;
        var guess = Suggestion.For(key, SettingDefinition.All.Select(known => known.Key));
        throw new UsageException($"There is no setting '{key}'.{(guess is null ? " `dotnet coverage-trend config list` shows all." : $" Did you mean {guess}?")}");
    }
}
