using System.Globalization;
using CoverageHistory.Model;

namespace CoverageHistory.Configuration;

/// <summary>The settings that hold: each from the command line, else the environment, else the file, else its default.</summary>
internal sealed class Settings
{
    private readonly Dictionary<string, SettingValue> _values;

    private Settings(Dictionary<string, SettingValue> values, IReadOnlyList<Diagnostic> diagnostics)
    {
        _values = values;
        Diagnostics = diagnostics;
    }

    /// <summary>Every setting there is, in the order of <see cref="SettingDefinition.All"/>.</summary>
    public IReadOnlyList<SettingValue> Values => [.. SettingDefinition.All.Select(setting => _values[setting.Key])];

    /// <summary>Unknown keys (warnings) and values that are not allowed (errors; what comes next in precedence holds instead).</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    public bool KeepHitCounts => this[SettingDefinition.KeepHitCounts].Value == "true";

    public TimeSpan LockTimeout =>
        TimeSpan.FromSeconds(int.Parse(this[SettingDefinition.LockTimeoutSeconds].Value!, CultureInfo.InvariantCulture));

    /// <summary>Null when nobody says.</summary>
    public string? DefaultBranch => this[SettingDefinition.DefaultBranch].Value;

    /// <summary>Which source files are recorded.</summary>
    public PathFilter Files => new(SettingList.Of(this[SettingDefinition.Include].Value), SettingList.Of(this[SettingDefinition.Exclude].Value));

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<Component> Components =>
        [.. SettingList.OfNamed(this[SettingDefinition.Components].Value).Select(list => new Component(list.Name, list.Texts))];

    /// <summary>Patterns of names of sessions.</summary>
    public IReadOnlyList<string> CarryForward => SettingList.Of(this[SettingDefinition.CarryForward].Value);

    public int CarryForwardRuns => int.Parse(this[SettingDefinition.CarryForwardRuns].Value!, CultureInfo.InvariantCulture);

    /// <summary>Patterns of tags of commits.</summary>
    public IReadOnlyList<string> ReleaseTags => SettingList.Of(this[SettingDefinition.ReleaseTags].Value) is { Count: > 0 } patterns ? patterns : ["v*", "*.*.*"];

    /// <summary>In the order they apply.</summary>
    public IReadOnlyList<string> BenchmarkRenames => SettingList.Of(this[SettingDefinition.BenchmarkRenames].Value);

    /// <summary>By pattern of names of benchmarks.</summary>
    public IReadOnlyList<(string Name, IReadOnlyList<string> Texts)> AcceptedBenchmarks => SettingList.OfNamed(this[SettingDefinition.AcceptedBenchmarks].Value);

    /// <summary>Name of a remote.</summary>
    public string SyncRemote => this[SettingDefinition.SyncRemote].Value!;

    /// <summary>Null when nobody says.</summary>
    public double? MinCoverage => Rate(SettingDefinition.MinCoverage);

    /// <summary>Null when nobody says.</summary>
    public double? MaxDrop => Rate(SettingDefinition.MaxDrop);

    public bool IgnoreUnstableLines => this[SettingDefinition.IgnoreUnstableLines].Value == "true";

    public SettingValue this[SettingDefinition setting] => _values[setting.Key];

    private double? Rate(SettingDefinition setting) =>
        this[setting].Value is { } value ? double.Parse(value, CultureInfo.InvariantCulture) : null;

    /// <param name="root">Folder whose <see cref="SettingsFile.RelativePath"/> is read; it may be missing.</param>
    /// <param name="options">From the command line, by key; null for none.</param>
    public static Settings Load(
        string root, IReadOnlyDictionary<string, string> variables, IReadOnlyDictionary<SettingDefinition, string>? options = null)
    {
        var file = SettingsFile.Read(Path.Combine(root, SettingsFile.RelativePath));
        var diagnostics = new List<Diagnostic>(file.Diagnostics);
        var values = SettingDefinition.All.ToDictionary(setting => setting.Key, setting => new SettingValue(setting, setting.Default, SettingSource.Default));
        foreach (var value in file.Values)
            values[value.Setting.Key] = value;
        foreach (var setting in SettingDefinition.All)
        {
            if (variables.TryGetValue(setting.EnvironmentVariable, out var variable) && variable.Length > 0)
                Take(setting, variable, SettingSource.EnvironmentVariable, setting.EnvironmentVariable);
            if (options is not null && options.TryGetValue(setting, out var option))
                Take(setting, option, SettingSource.Option, "the command line");
        }
        return new Settings(values, diagnostics);

        void Take(SettingDefinition setting, string text, SettingSource source, string where)
        {
            if (setting.Parse(text) is { } value)
                values[setting.Key] = new SettingValue(setting, value, source);
            else
                diagnostics.Add(new(DiagnosticCode.InvalidSetting, DiagnosticSeverity.Error, $"{setting.Key} from {where} is '{text}'; it has to be {setting.Expected}."));
        }
    }
}
