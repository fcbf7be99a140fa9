using System.Globalization;
using System.Text;

namespace CoverageHistory.Configuration;

internal enum SettingKind
{
    Text,
    Boolean,
    WholeNumber,

    /// <summary>From 0 to 1.</summary>
    Rate,

    /// <summary>Several texts, such as patterns.</summary>
    Texts,

    /// <summary>Lists of texts, each with a name.</summary>
    NamedTexts,
}

/// <summary>A setting there is: where it can be given, what it may be and what it is when nobody says.</summary>
/// <param name="Key">In the file; a dot is one object within another.</param>
/// <param name="Default">In the form of the file, without quotes; null when the setting then has no value.</param>
internal sealed record SettingDefinition(string Key, SettingKind Kind, string? Default, string Description)
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

    public static SettingDefinition Include { get; } = new("include", SettingKind.Texts, null,
        "Patterns of the source files that are recorded, from the repository root. Without any, all.");

    public static SettingDefinition Exclude { get; } = new("exclude", SettingKind.Texts, null,
        "Patterns of the source files that are not recorded, such as **/*.g.cs. They are counted and shown as left out.");

    public static SettingDefinition Components { get; } = new("components", SettingKind.NamedTexts, null,
        "Named parts of the project, each with the patterns of its source files; a pattern after ! takes files out again.");

    public static SettingDefinition CarryForward { get; } = new("carryForward", SettingKind.Texts, null,
        "Patterns of the names of sessions that are carried over from the run before when a run lacks them.");

    public static SettingDefinition CarryForwardRuns { get; } = new("carryForwardRuns", SettingKind.WholeNumber, "5",
        "To how many runs in a row a session is carried over before it counts as missing.")
    {
        Minimum = 1,
        Maximum = 1000,
    };

    public static SettingDefinition ReleaseTags { get; } = new("releaseTags", SettingKind.Texts, null,
        "Patterns of tags: runs of commits that have one are kept by db prune. Without any, v* and *.*.*.");

    public static SettingDefinition SyncRemote { get; } = new("sync.remote", SettingKind.Text, "origin",
        "The remote of the repository that sync exchanges runs with.");

    public static SettingDefinition BenchmarkRenames { get; } = new("benchmarks.renames", SettingKind.Texts, null,
        "Benchmarks that were renamed, such as Shop.Old.* => Shop.New.*, so that their series go on; written by benchmarks rename.");

    public static SettingDefinition AcceptedBenchmarks { get; } = new("benchmarks.accepted", SettingKind.NamedTexts, null,
        "Patterns of benchmarks, each with the levels that were accepted: time and commit of the run, and the reason; written by benchmarks accept.");

    public static SettingDefinition MinCoverage { get; } = new("gate.minCoverage", SettingKind.Rate, null,
        "The line rate that check demands of a run at least.");

    public static SettingDefinition MaxDrop { get; } = new("gate.maxDrop", SettingKind.Rate, null,
        "How far below the run before the line rate may be for check to pass.");

    public static SettingDefinition IgnoreUnstableLines { get; } = new("gate.ignoreUnstableLines", SettingKind.Boolean, "false",
        "Leave lines that are covered by chance (show --unstable) out of what check judges.");

    /// <summary>In the order they are listed and documented.</summary>
    public static IReadOnlyList<SettingDefinition> All { get; } =
    [
        Database, KeepHitCounts, LockTimeoutSeconds, DefaultBranch, Include, Exclude, Components, CarryForward, CarryForwardRuns, ReleaseTags,
        SyncRemote, BenchmarkRenames, AcceptedBenchmarks,
        MinCoverage, MaxDrop, IgnoreUnstableLines,
    ];

    /// <summary>Smallest integer that is allowed.</summary>
    public int Minimum { get; private init; } = int.MinValue;

    /// <summary>Largest integer that is allowed.</summary>
    public int Maximum { get; private init; } = int.MaxValue;

    /// <summary>By one rule: <c>keepHitCounts</c> is <c>COVERAGE_HISTORY_KEEP_HIT_COUNTS</c>; only the database's is shorter.</summary>
    public string EnvironmentVariable
    {
        get => field ??= VariableOf(Key);
        private init;
    }

    /// <summary>What the value has to be, for messages.</summary>
    public string Expected => Kind switch
    {
        SettingKind.Boolean => "true or false",
        SettingKind.WholeNumber when Minimum != int.MinValue => string.Create(CultureInfo.InvariantCulture, $"a whole number from {Minimum} to {Maximum}"),
        SettingKind.WholeNumber => "a whole number",
        SettingKind.Rate => "a number from 0 to 1",
        SettingKind.Texts => "a list of texts",
        SettingKind.NamedTexts => "an object of lists of texts",
        _ => "a text that is not empty",
    };

    /// <summary>Null when there is none.</summary>
    public static SettingDefinition? Find(string key) => All.FirstOrDefault(setting => setting.Key == key);

    /// <summary>A key is one setting.</summary>
    public bool Equals(SettingDefinition? other) => other?.Key == Key;

    public override int GetHashCode() => Key.GetHashCode(StringComparison.Ordinal);

    /// <summary>A value from the command line or the environment, in the form it has everywhere else; null when it is not allowed.</summary>
    public string? Parse(string text)
    {
        text = text.Trim();
        return Kind switch
        {
            SettingKind.Boolean => text.ToUpperInvariant() switch { "TRUE" or "1" => "true", "FALSE" or "0" => "false", _ => null },
            SettingKind.WholeNumber => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                && number >= Minimum && number <= Maximum ? number.ToString(CultureInfo.InvariantCulture) : null,
            SettingKind.Rate => ParseRate(text),
            SettingKind.Texts => SettingList.Parse(text),
            SettingKind.NamedTexts => SettingList.ParseNamed(text),
            _ => text.Length > 0 && !text.Any(char.IsControl) ? text : null,
        };
    }

    private static string VariableOf(string key)
    {
        var name = new StringBuilder("COVERAGE_HISTORY_");
        foreach (var c in key)
        {
            if (char.IsAsciiLetterUpper(c))
                name.Append('_');
            name.Append(c == '.' ? '_' : char.ToUpperInvariant(c));
        }
        return name.ToString();
    }

    /// <summary>Also from percent, which people write: <c>80 %</c>.</summary>
    private static string? ParseRate(string text)
    {
        var isPercent = text.EndsWith('%');
        var number = isPercent ? text[..^1].TrimEnd() : text;
        return decimal.TryParse(number, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var value)
            && (isPercent ? value / 100 : value) is >= 0 and <= 1 and var rate
            ? rate.ToString("0.############", CultureInfo.InvariantCulture)
            : null;
    }
}
