using System.Text.Json;
using CoverageHistory.Model;

namespace CoverageHistory.Configuration;

/// <summary>What <c>.config/coverage-history.json</c> says. Comments and trailing commas are allowed in it.</summary>
internal sealed class SettingsFile
{
    public const string RelativePath = ".config/coverage-history.json";

    internal const string SchemaKey = "$schema";
    private const long SizeLimitBytes = 1024 * 1024;

    private readonly string _path;
    private readonly Dictionary<string, SettingValue> _values = [];
    private readonly List<Diagnostic> _diagnostics = [];

    private SettingsFile(string path) => _path = path;

    public IReadOnlyCollection<SettingValue> Values => _values.Values;

    public IReadOnlyList<Diagnostic> Diagnostics => _diagnostics;

    /// <summary>
    /// A file that is no sound JSON, or says something twice, counts for nothing and gives one error. A key that is unknown is a warning, a
    /// value that is not allowed an error; all others hold.
    /// </summary>
    /// <param name="path">Need not exist.</param>
    public static SettingsFile Read(string path)
    {
        var file = new SettingsFile(path);
        try
        {
            if (!File.Exists(path))
                return file;
            if (new FileInfo(path).Length > SizeLimitBytes)
                file.Refuse(line: null, "the file is larger than 1 MB");
            else
                file.Parse(File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            file.Refuse(line: null, e.Message);
        }
        return file;
    }

    /// <param name="path">For messages.</param>
    internal static SettingsFile Parse(string path, ReadOnlySpan<byte> bytes)
    {
        var file = new SettingsFile(path);
        file.Parse(bytes);
        return file;
    }

    private void Parse(ReadOnlySpan<byte> bytes)
    {
        JsonSpan root;
        try
        {
            root = JsonSpan.Parse(bytes);
        }
        catch (JsonException e)
        {
            Refuse((int?)(e.LineNumber + 1), e.Message.Split(" LineNumber:", 2)[0].Split(" Path:", 2)[0]);
            return;
        }
        if (root.Properties is null)
            Refuse(root.Line, "the file has to hold an object");
        else
            Take(root, prefix: "");
    }

    private void Take(JsonSpan parent, string prefix)
    {
        foreach (var (name, value) in parent.Properties!.Select(property => (property.Name, property.Value)))
        {
            var key = prefix + name;
            if (key == SchemaKey)
                continue;
            if (SettingDefinition.Find(key) is { } setting)
                Take(setting, value);
            else if (!SettingDefinition.All.Any(known => known.Key.StartsWith(key + ".", StringComparison.Ordinal)))
                WarnOfUnknown(key, value.Line);
            else if (value.Properties is null)
                AddError(value.Line, $"'{key}' has to be an object.");
            else
                Take(value, key + ".");
        }
    }

    private void Take(SettingDefinition setting, JsonSpan value)
    {
        var expected = setting.Kind switch
        {
            SettingKind.Boolean => value.Token is JsonTokenType.True or JsonTokenType.False,
            SettingKind.WholeNumber or SettingKind.Rate => value.Token is JsonTokenType.Number,
            SettingKind.Texts => value.Token is JsonTokenType.StartArray,
            SettingKind.NamedTexts => value.Token is JsonTokenType.StartObject,
            _ => value.Token is JsonTokenType.String,
        };
        if (expected && setting.Parse(value.Text) is { } text)
            _values[setting.Key] = new SettingValue(setting, text, SettingSource.File, _path, value.Line);
        else
            AddError(value.Line, $"'{setting.Key}' is {Shorten(value.Source)}; it has to be {setting.Expected}.");
    }

    private void WarnOfUnknown(string key, int line)
    {
        var similar = Suggestion.For(key, SettingDefinition.All.Select(setting => setting.Key));
        _diagnostics.Add(new(DiagnosticCode.InvalidSetting, DiagnosticSeverity.Warning,
            $"There is no setting '{Shorten(key)}'{(similar is null ? "; dotnet coverage-trend config list shows them all." : $". Did you mean '{similar}'?")}", _path, line));
    }

    private void Refuse(int? line, string why)
    {
        _values.Clear();
        _diagnostics.Clear();
        AddError(line, $"The configuration is not read: {why}");
    }

    private void AddError(int? line, string message) =>
        _diagnostics.Add(new(DiagnosticCode.InvalidSetting, DiagnosticSeverity.Error, message, _path, line));

    private static string Shorten(string text) =>
        string.Concat((text.Length > 60 ? text[..57] + "..." : text).Select(c => char.IsControl(c) ? ' ' : c));
}
