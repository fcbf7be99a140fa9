using System.Text.Json;
using System.Text.Json.Nodes;
using CoverageHistory.Configuration;
using CoverageHistory.TestKit;

namespace CoverageHistory.Core.Tests.Configuration;

public sealed class SettingsSchemaTests
{
    [Fact]
    public void The_published_schema_holds_exactly_the_settings_there_are()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs/coverage-history.schema.json")));
        Assert.Equal("urn:coverage-history:configuration", schema.RootElement.GetProperty("$id").GetString());

        var described = Describe(schema.RootElement, "").Order().ToArray();

        Assert.Equal(SettingDefinition.All.Select(Describe).Append("$schema: {\"type\":\"string\"}").Order(), described);
    }

    [Fact]
    public void The_documentation_lists_exactly_the_settings_there_are()
    {
        var rows = File.ReadLines(Path.Combine(RepositoryRoot.Path, "docs/configuration.md"))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal) && line.Contains("COVERAGE_HISTORY_", StringComparison.Ordinal));

        Assert.Equal(
            SettingDefinition.All.Select(setting =>
                $"| `{setting.Key}` | `{setting.EnvironmentVariable}` | {setting.Expected} | {(setting.Default is null ? "" : $"`{setting.Default}`")} | {setting.Description} |"),
            rows);
    }

    private static IEnumerable<string> Describe(JsonElement parent, string prefix)
    {
        Assert.False(parent.GetProperty("additionalProperties").GetBoolean());
        foreach (var property in parent.GetProperty("properties").EnumerateObject())
        {
            if (property.Value.GetProperty("type").GetString() != "object" || !property.Value.TryGetProperty("properties", out _))
                yield return $"{prefix}{property.Name}: {JsonSerializer.Serialize(property.Value)}";
            else
            {
                foreach (var inner in Describe(property.Value, $"{prefix}{property.Name}."))
                    yield return inner;
            }
        }
    }

    private static JsonObject Texts() => new() { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "string", ["minLength"] = 1 } };

    private static string Describe(SettingDefinition setting)
    {
        var schema = setting.Kind switch
        {
            SettingKind.Boolean => new JsonObject { ["type"] = "boolean" },
            SettingKind.WholeNumber => new JsonObject { ["type"] = "integer" },
            SettingKind.Rate => new JsonObject { ["type"] = "number" },
            SettingKind.Texts => Texts(),
            SettingKind.NamedTexts => new JsonObject { ["type"] = "object", ["additionalProperties"] = Texts() },
            _ => new JsonObject { ["type"] = "string" },
        };
        if (setting.Default is not null)
            schema["default"] = setting.Kind == SettingKind.Text ? setting.Default : JsonNode.Parse(setting.Default);
        if (setting.Kind == SettingKind.Text)
            schema["minLength"] = 1;
        if (setting.Kind == SettingKind.Rate)
            (schema["minimum"], schema["maximum"]) = (0, 1);
        if (setting.Minimum != int.MinValue)
            schema["minimum"] = setting.Minimum;
        if (setting.Maximum != int.MaxValue)
            schema["maximum"] = setting.Maximum;
        schema["description"] = setting.Description;
        return $"{setting.Key}: {schema.ToJsonString()}";
    }
}
