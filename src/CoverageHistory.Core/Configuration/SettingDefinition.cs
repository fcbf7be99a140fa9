using System.Globalization;

namespace CoverageHistory.Configuration;

public enum SettingKind
{
    Text,
    Boolean,
    WholeNumber,
}

/// <summary>A setting there is: where it can be given, what it may be and what it is when nobody says.</summary>
/// <param name="Key">In the file; a dot is one object within another.</param>
/// <param name="Default">In the form of the file, without quotes; null when the setting then has no value.</param>
public sealed record SettingDefinition(string Key, SettingKind Kind, string? Default, string Description)
{
    public static SettingDefinition Database { get; } = new("database", SettingKind.Text, null,
        "Database file, relative to the repository root (of the main work tree). Without it .coverage-history/history.db.")
    {
        EnvironmentVariable = "COVERAGE_HISTORY_DB",
    };

    public static SettingDefinition KeepHitCounts { get; } = new("keepHitCounts", SettingKind.Boolean, "false",
        "Store how often each line ran, not only whether it did. Counts that change from run to run make the database grow.");

    public static SettingDefinition LockTimeoutSeconds { get; } = new("lockTimeoutSeconds", SettingKind.WholeNumber, "20",
        "How long, in seconds, to wait for another writer before the run is put aside for the next one to take in.")
    {
        Minimum = 0,
        Maximum = 3600,
    };

    public static SettingDefinition DefaultBranch { get; } = new("branch.default", SettingKind.Text, null,
        "The branch that reports compare with. Without it main, or master where there is no main.");

    /// <summary>In the order they are listed and documented.</summary>
    public static IReadOnlyList<SettingDefinition> All { get; } = [Database, KeepHitCounts, LockTimeoutSeconds, DefaultBranch];

    /// <summary>Smallest integer that is allowed.</summary>
    public int Minimum { get; private init; } = int.MinValue;

    /// <summary>Largest integer that is allowed.</summary>
    public int Maximum { get; private init; } = int.MaxValue;

    /// <summary>By one rule: <c>keepHitCounts</c> is <c>COVERAGE_HISTORY_KEEP_HIT_COUNTS</c>; only the database's is shorter.</summary>
    public string EnvironmentVariable
    {
        get => field ?? "COVERAGE_HISTORY_" + string.Concat(Key.Select(c => c == '.' ? "_" : char.IsAsciiLetterUpper(c) ? $"_{c}" : $"{char.ToUpperInvariant(c)}"));
        private init;
    }

    /// <summary>What the value has to be, for messages.</summary>
    public string Expected => Kind switch
    {
        SettingKind.Boolean => "true or false",
        SettingKind.WholeNumber when Minimum != int.MinValue => string.Create(CultureInfo.InvariantCulture, $"a whole number from {Minimum} to {Maximum}"),
        SettingKind.WholeNumber => "a whole number",
        _ => "a text that is not empty",
    };

    /// <summary>Null when there is none.</summary>
    public static SettingDefinition? Find(string key) => All.FirstOrDefault(setting => setting.Key == key);

    /// <summary>A value from the command line or the environment, in the form it has everywhere else; null when it is not allowed.</summary>
    public string? Parse(string text)
    {
        text = text.Trim();
        return Kind switch
        {
            SettingKind.Boolean => text.ToUpperInvariant() switch { "TRUE" or "1" => "true", "FALSE" or "0" => "false", _ => null },
            SettingKind.WholeNumber => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                && number >= Minimum && number <= Maximum ? number.ToString(CultureInfo.InvariantCulture) : null,
            _ => text.Length > 0 && !text.Any(char.IsControl) ? text : null,
        };
    }
}
