using CoverageHistory.Configuration;
using CoverageHistory.Model;
using CoverageHistory.TestKit;

namespace CoverageHistory.Core.Tests.Configuration;

public sealed class SettingsTests
{
    private static readonly Dictionary<string, string> NoVariables = [];

    [Fact]
    public void Without_a_file_every_setting_has_its_default()
    {
        using var folder = new TemporaryDirectory();

        var settings = Settings.Load(folder.Path, NoVariables);

        Assert.Equal(SettingDefinition.All, settings.Values.Select(value => value.Setting));
        Assert.All(settings.Values, value => Assert.Equal((SettingSource.Default, value.Setting.Default), (value.Source, value.Value)));
        Assert.Equal((false, TimeSpan.FromSeconds(20), null), (settings.KeepHitCounts, settings.LockTimeout, settings.DefaultBranch));
        Assert.Empty(settings.Diagnostics);
    }

    [Fact]
    public void A_file_may_hold_comments_trailing_commas_and_a_byte_order_mark()
    {
        var settings = Load("""
            // What we keep.
            {
              "$schema": "https://example.com/schema.json",
              "keepHitCounts": true, /* for the
              heat map */
              "branch": {
                "default": "größe",
              },
              "lockTimeoutSeconds": 5,
            }
            """, withMark: true);

        Assert.Equal((true, TimeSpan.FromSeconds(5), "größe"), (settings.KeepHitCounts, settings.LockTimeout, settings.DefaultBranch));
        Assert.Equal((SettingSource.File, 7), (settings[SettingDefinition.DefaultBranch].Source, settings[SettingDefinition.DefaultBranch].Line));
        Assert.EndsWith("coverage-history.json", settings[SettingDefinition.DefaultBranch].Path, StringComparison.Ordinal);
        Assert.Empty(settings.Diagnostics);
    }

    [Fact]
    public void Each_setting_comes_from_option_then_variable_then_file_then_default()
    {
        foreach (var setting in SettingDefinition.All)
        {
            var (low, middle, high) = setting.Kind switch
            {
                SettingKind.Boolean => ("true", "false", "true"),
                SettingKind.WholeNumber => ("1", "2", "3"),
                SettingKind.Rate => ("0.5", "0.75", "1"),
                SettingKind.Texts => ("""["src/**"]""", """["lib/**", "größe"]""", "[]"),
                SettingKind.NamedTexts => ("""{"a": ["src/**"]}""", """{"b": [], "c": ["x", "!y"]}""", "{}"),
                _ => ("one", "two", "three"),
            };
            var json = setting.Kind == SettingKind.Text ? $"\"{low}\"" : low;
            var content = setting.Key.Split('.').Reverse().Aggregate(json, (inner, key) => $"{{\"{key}\": {inner}}}");
            Dictionary<string, string> variables = new() { [setting.EnvironmentVariable] = middle };
            Dictionary<SettingDefinition, string> options = new() { [setting] = high };

            Assert.Equal((low, SettingSource.File), Of(Load(content)));
            Assert.Equal((middle, SettingSource.EnvironmentVariable), Of(Load(content, variables)));
            Assert.Equal((high, SettingSource.Option), Of(Load(content, variables, options)));
            Assert.Equal((low, SettingSource.File), Of(Load(content, new() { [setting.EnvironmentVariable] = "" })));

            (string?, SettingSource) Of(Settings settings) => (settings[setting].Value, settings[setting].Source);
        }
    }

    [Fact]
    public void Variables_are_named_by_one_rule()
    {
        Assert.Equal(
            ["COVERAGE_HISTORY_DB", "COVERAGE_HISTORY_KEEP_HIT_COUNTS", "COVERAGE_HISTORY_LOCK_TIMEOUT_SECONDS", "COVERAGE_HISTORY_BRANCH_DEFAULT"],
            SettingDefinition.All.Take(4).Select(setting => setting.EnvironmentVariable));
        Assert.Equal("COVERAGE_HISTORY_GATE_IGNORE_UNSTABLE_LINES", SettingDefinition.IgnoreUnstableLines.EnvironmentVariable);
    }

    [Theory]
    [InlineData("keepHitCount", "keepHitCounts")]
    [InlineData("KEEPHITCOUNTS", "keepHitCounts")]
    [InlineData("databse", "database")]
    [InlineData("zzz", null)]
    public void An_unknown_key_is_a_warning_that_says_what_may_have_been_meant(string key, string? meant)
    {
        var settings = Load($$"""
            {
              "{{key}}": {"nested": [1, 2]},
              "lockTimeoutSeconds": 5
            }
            """);

        var diagnostic = Assert.Single(settings.Diagnostics);
        Assert.Equal(("COVH1011", DiagnosticSeverity.Warning, 2), (diagnostic.Code, diagnostic.Severity, diagnostic.Line));
        Assert.Contains($"'{key}'", diagnostic.Message, StringComparison.Ordinal);
        Assert.Equal(meant is not null, diagnostic.Message.Contains($"Did you mean '{meant}'?", StringComparison.Ordinal));
        Assert.Equal(TimeSpan.FromSeconds(5), settings.LockTimeout);
    }

    [Fact]
    public void An_unknown_key_within_an_object_is_named_in_full()
    {
        var diagnostic = Assert.Single(Load("""{"branch": {"defualt": "main"}}""").Diagnostics);

        Assert.Contains("'branch.defualt'. Did you mean 'branch.default'?", diagnostic.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"keepHitCounts\": \"true\"", "'keepHitCounts' is \"true\"; it has to be true or false.")]
    [InlineData("\"keepHitCounts\": null", "'keepHitCounts' is null; it has to be true or false.")]
    [InlineData("\"lockTimeoutSeconds\": 1.5", "'lockTimeoutSeconds' is 1.5; it has to be a whole number from 0 to 3600.")]
    [InlineData("\"lockTimeoutSeconds\": 1e999", "'lockTimeoutSeconds' is 1e999; it has to be a whole number from 0 to 3600.")]
    [InlineData("\"lockTimeoutSeconds\": 3601", "'lockTimeoutSeconds' is 3601; it has to be a whole number from 0 to 3600.")]
    [InlineData("\"database\": \"\"", "'database' is \"\"; it has to be a text that is not empty.")]
    [InlineData("\"database\": \"a\\u0000b\"", "'database' is \"a\\u0000b\"; it has to be a text that is not empty.")]
    [InlineData("\"database\": {\"path\": \"x\"}", "'database' is {\"path\": \"x\"}; it has to be a text that is not empty.")]
    [InlineData("\"branch\": \"main\"", "'branch' has to be an object.")]
    public void A_value_that_is_not_allowed_is_an_error_with_its_line_and_the_default_holds(string property, string message)
    {
        var settings = Load($"{{\n{property}\n}}");

        var diagnostic = Assert.Single(settings.Diagnostics);
        Assert.Equal(("COVH1011", DiagnosticSeverity.Error, 2, message), (diagnostic.Code, diagnostic.Severity, diagnostic.Line, diagnostic.Message));
        Assert.All(settings.Values, value => Assert.Equal(SettingSource.Default, value.Source));
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("{", null)]
    [InlineData("{\n\"keepHitCounts\": true\n\"database\": \"x\"}", 3)]
    [InlineData("[]", 1)]
    [InlineData("{} {}", 1)]
    [InlineData("{\"keepHitCounts\": true,\n\"database\": \"x\",\n\"keepHitCounts\": true}", 3)]
    [InlineData("{\"branch\": {\"default\": \"a\"},\n\"branch\": {\"default\": \"b\"}}", 2)]
    [InlineData("{\"x\": {\"y\": 1,\n\"y\": 2}}", 2)]
    [InlineData("{\"database\":\n\"\\ud800\"}", 2)]
    public void A_file_that_is_no_sound_JSON_or_says_something_twice_counts_for_nothing(string content, int? line)
    {
        var settings = Load(content);

        var diagnostic = Assert.Single(settings.Diagnostics);
        Assert.Equal(("COVH1011", DiagnosticSeverity.Error), (diagnostic.Code, diagnostic.Severity));
        Assert.StartsWith("The configuration is not read: ", diagnostic.Message, StringComparison.Ordinal);
        if (line is not null)
            Assert.Equal(line, diagnostic.Line);
        Assert.All(settings.Values, value => Assert.Equal(SettingSource.Default, value.Source));
    }

    [Fact]
    public void A_file_nested_without_end_counts_for_nothing()
    {
        foreach (var content in (string[])[Repeat("{\"a\":", 100_000), "{\"a\":" + Repeat("[", 100_000), "{\"database\":\"" + new string('x', 2_000_000) + "\"}"])
            Assert.Equal(DiagnosticSeverity.Error, Assert.Single(Load(content).Diagnostics).Severity);

        static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
    }

    [Fact]
    public void A_variable_that_is_not_allowed_is_an_error_and_the_file_holds()
    {
        var settings = Load("""{"lockTimeoutSeconds": 5}""", new() { ["COVERAGE_HISTORY_LOCK_TIMEOUT_SECONDS"] = "soon" });

        Assert.Equal(TimeSpan.FromSeconds(5), settings.LockTimeout);
        Assert.Equal(
            "lockTimeoutSeconds from COVERAGE_HISTORY_LOCK_TIMEOUT_SECONDS is 'soon'; it has to be a whole number from 0 to 3600.",
            Assert.Single(settings.Diagnostics).Message);
    }

    [Theory]
    [InlineData("1", "true")]
    [InlineData("TRUE", "true")]
    [InlineData("False", "false")]
    [InlineData("0", "false")]
    [InlineData("yes", null)]
    public void Truth_may_be_given_as_a_word_or_a_digit(string text, string? expected) =>
        Assert.Equal(expected, SettingDefinition.KeepHitCounts.Parse(text));

    [Theory]
    [InlineData("0.8", "0.8")]
    [InlineData("80%", "0.8")]
    [InlineData("72.5 %", "0.725")]
    [InlineData("1", "1")]
    [InlineData("8e-1", "0.8")]
    [InlineData("80", null)]
    [InlineData("-1", null)]
    [InlineData("NaN", null)]
    [InlineData("1,5%", null)]
    public void A_rate_may_be_given_in_percent(string text, string? expected) =>
        Assert.Equal(expected, SettingDefinition.MinCoverage.Parse(text));

    [Theory]
    [InlineData("a; b ;", """["a", "b"]""")]
    [InlineData("""["a;b"]""", """["a;b"]""")]
    [InlineData("[1]", null)]
    [InlineData("""[""]""", null)]
    [InlineData("[", null)]
    public void A_list_may_be_given_with_semicolons_or_as_json(string text, string? expected) =>
        Assert.Equal(expected, SettingDefinition.Exclude.Parse(text));

    [Fact]
    public void Lists_are_read_from_the_file()
    {
        var settings = Load("""
            {
              "include": ["src/**"], // ours
              "exclude": ["**/*.g.cs", "src/Old/**",],
              "components": {"core": ["src/Core/**", "!src/Core/Old/**"], "web": ["src/Web/**"]},
              "carryForward": ["Slow.*"],
              "gate": {"minCoverage": 0.8, "maxDrop": 5e-3, "ignoreUnstableLines": true}
            }
            """);

        Assert.Empty(settings.Diagnostics);
        Assert.Equal([true, false, false, false], new[] { "src/A.cs", "src/A.g.cs", "src/Old/A.cs", "lib/A.cs" }.Select(path => settings.Files.Keeps(new(path))));
        Assert.Equal(["core", "web"], settings.Components.Select(component => component.Name));
        Assert.Equal([true, false, false], new[] { "src/Core/A.cs", "src/Core/Old/A.cs", "src/Web/A.cs" }.Select(path => settings.Components[0].Holds(new(path))));
        Assert.Equal(["Slow.*"], settings.CarryForward);
        Assert.Equal((0.8, 0.005, true, 5), (settings.MinCoverage, settings.MaxDrop, settings.IgnoreUnstableLines, settings.CarryForwardRuns));
    }

    [Theory]
    [InlineData("\"exclude\": \"**/*.g.cs\"", "'exclude' is \"**/*.g.cs\"; it has to be a list of texts.")]
    [InlineData("\"exclude\": [\"a\", 1]", "'exclude' is [\"a\", 1]; it has to be a list of texts.")]
    [InlineData("\"components\": {\"a\": \"b\"}", "'components' is {\"a\": \"b\"}; it has to be an object of lists of texts.")]
    [InlineData("\"gate\": {\"minCoverage\": 80}", "'gate.minCoverage' is 80; it has to be a number from 0 to 1.")]
    public void A_list_or_rate_that_is_not_allowed_is_an_error(string property, string message) =>
        Assert.Equal(message, Assert.Single(Load($"{{{property}}}").Diagnostics).Message);

    private static Settings Load(
        string content, Dictionary<string, string>? variables = null, Dictionary<SettingDefinition, string>? options = null, bool withMark = false)
    {
        using var folder = new TemporaryDirectory();
        folder.Write(SettingsFile.RelativePath, (withMark ? "\uFEFF" : "") + content);
        return Settings.Load(folder.Path, variables ?? NoVariables, options);
    }
}
