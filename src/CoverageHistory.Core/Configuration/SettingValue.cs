namespace CoverageHistory.Configuration;

/// <summary>Where a value comes from; a later one wins.</summary>
internal enum SettingSource
{
    Default,
    File,
    EnvironmentVariable,
    Option,
}

/// <summary>What a setting is, and who says so.</summary>
/// <param name="Value">In the form of the file, without quotes; null when the setting has no value.</param>
/// <param name="Path">Of the file it stands in; null when it comes from elsewhere.</param>
/// <param name="Line">1-based, in that file.</param>
internal sealed record SettingValue(SettingDefinition Setting, string? Value, SettingSource Source, string? Path = null, int? Line = null);
