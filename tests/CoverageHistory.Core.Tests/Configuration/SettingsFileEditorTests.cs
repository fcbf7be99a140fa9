using System.Text;
using System.Text.Json;
using CoverageHistory.Configuration;
using CoverageHistory.TestKit;
using CsCheck;

namespace CoverageHistory.Core.Tests.Configuration;

public sealed class SettingsFileEditorTests
{
    [Fact]
    public void A_new_file_holds_what_was_set()
    {
        Assert.Equal("""
            {
              "keepHitCounts": true
            }

            """, SettingsFileEditor.Set("", SettingDefinition.KeepHitCounts, "true"));
    }

    [Theory]
    [InlineData("{}", "{\n  \"lockTimeoutSeconds\": 7\n}")]
    [InlineData("{\n}\n", "{\n  \"lockTimeoutSeconds\": 7\n}\n")]
    [InlineData("{\n  // nothing yet\n}\n", "{\n  // nothing yet\n  \"lockTimeoutSeconds\": 7\n}\n")]
    [InlineData("{\"a\": 1}", "{\"a\": 1, \"lockTimeoutSeconds\": 7}")]
    [InlineData("{\"a\": 1,}", "{\"a\": 1, \"lockTimeoutSeconds\": 7}")]
    [InlineData("{\n    \"a\": 1 // one\n}\n", "{\n    \"a\": 1, // one\n    \"lockTimeoutSeconds\": 7\n}\n")]
    [InlineData("{\n\t\"a\": [1,\n\t2], // one\n\t/* two */\n}\n", "{\n\t\"a\": [1,\n\t2], // one\n\t/* two */\n\t\"lockTimeoutSeconds\": 7,\n}\n")]
    [InlineData("{\r\n  \"a\": 1\r\n}\r\n", "{\r\n  \"a\": 1,\r\n  \"lockTimeoutSeconds\": 7\r\n}\r\n")]
    [InlineData("{\n  \"lockTimeoutSeconds\": 1, // why\n  \"a\": 1\n}", "{\n  \"lockTimeoutSeconds\": 7, // why\n  \"a\": 1\n}")]
    [InlineData("{\n  \"lockTimeoutSeconds\": {\"wrong\": 1}\n}", "{\n  \"lockTimeoutSeconds\": 7\n}")]
    public void Setting_a_value_leaves_the_rest_as_it_is(string before, string after) =>
        Assert.Equal(after, SettingsFileEditor.Set(before, SettingDefinition.LockTimeoutSeconds, "7"));

    [Theory]
    [InlineData("{\n  \"a\": 1\n}\n", "{\n  \"a\": 1,\n  \"branch\": {\n    \"default\": \"größe \\u0022\"\n  }\n}\n")]
    [InlineData("{\n  \"branch\": {}\n}\n", "{\n  \"branch\": {\n    \"default\": \"größe \\u0022\"\n  }\n}\n")]
    [InlineData("{\n  \"branch\": {\n    \"other\": 1\n  }\n}\n", "{\n  \"branch\": {\n    \"other\": 1,\n    \"default\": \"größe \\u0022\"\n  }\n}\n")]
    [InlineData("{\n  \"branch\": \"wrong\"\n}\n", "{\n  \"branch\": {\n    \"default\": \"größe \\u0022\"\n  }\n}\n")]
    [InlineData("{\n  \"branch\": { \"default\": \"main\" }\n}\n", "{\n  \"branch\": { \"default\": \"größe \\u0022\" }\n}\n")]
    public void A_value_within_an_object_makes_the_object_when_it_is_missing(string before, string after) =>
        Assert.Equal(after, SettingsFileEditor.Set(before, SettingDefinition.DefaultBranch, "größe \""));

    [Theory]
    [InlineData("", "")]
    [InlineData("{}", "{}")]
    [InlineData("{\"a\": 1}", "{\"a\": 1}")]
    [InlineData("{\"lockTimeoutSeconds\": 1}", "{}")]
    [InlineData("{\n  \"lockTimeoutSeconds\": 1\n}\n", "{\n}\n")]
    [InlineData("{\n  \"lockTimeoutSeconds\": 1,\n  \"a\": 1\n}\n", "{\n  \"a\": 1\n}\n")]
    [InlineData("{\n  \"a\": 1,\n  \"lockTimeoutSeconds\": 1\n}\n", "{\n  \"a\": 1\n}\n")]
    [InlineData("{\n  \"a\": 1,\n  \"lockTimeoutSeconds\": 1,\n}\n", "{\n  \"a\": 1,\n}\n")]
    [InlineData("{\n  \"a\": 1, // one\n  \"lockTimeoutSeconds\": 1\n}\n", "{\n  \"a\": 1 // one\n}\n")]
    [InlineData("{ \"a\": 1, \"lockTimeoutSeconds\": 1 }", "{ \"a\": 1 }")]
    [InlineData("{ \"lockTimeoutSeconds\": 1, \"a\": 1 }", "{  \"a\": 1 }")]
    public void Unsetting_a_value_leaves_the_rest_as_it_is(string before, string after) =>
        Assert.Equal(after, SettingsFileEditor.Unset(before, SettingDefinition.LockTimeoutSeconds));

    [Theory]
    [InlineData("{\n  \"branch\": {\n    \"default\": \"main\"\n  }\n}\n", "{\n  \"branch\": {\n    \"default\": \"main\"\n  }\n}\n", false)]
    [InlineData("{\n  \"a\": 1,\n  \"branch\": {\n    \"default\": \"main\"\n  }\n}\n", "{\n  \"a\": 1\n}\n", true)]
    [InlineData("{\n  \"branch\": {\n    \"default\": \"main\",\n    \"b\": 1\n  }\n}\n", "{\n  \"branch\": {\n    \"b\": 1\n  }\n}\n", true)]
    public void An_object_that_would_be_empty_goes_with_its_last_value(string before, string after, bool unset)
    {
        var setting = unset ? SettingDefinition.DefaultBranch : SettingDefinition.Database;
        Assert.Equal(after, SettingsFileEditor.Unset(before, setting));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"a\": 1, \"a\": 2}")]
    public void A_file_that_is_not_sound_is_not_touched(string text)
    {
        Assert.ThrowsAny<JsonException>(() => SettingsFileEditor.Set(text, SettingDefinition.KeepHitCounts, "true"));
        Assert.ThrowsAny<JsonException>(() => SettingsFileEditor.Unset(text, SettingDefinition.KeepHitCounts));
    }

    [Fact]
    public void Whatever_is_set_is_read_back_and_unset_again_with_every_comment_kept()
    {
        var gap = Gen.OneOf("", " ", "\n", "\n  ", " // note\n", " /* note, } */ ", "\r\n\t");
        var member = Gen.OneOf("\"a\":1", "\"b\" : {\"c\":[1,{}]}", "\"branch\":{\"default\":\"x\"}", "\"branch\":{}", "\"branch\":{\"o\":1}", "\"database\":\"d\"", "\"keepHitCounts\":false");
        var document = Gen.Select(member.Array[0, 4], gap.Array[12], Gen.Bool, (members, gaps, trailing) =>
        {
            var distinct = members.DistinctBy(text => text.Split('"')[1]).ToArray();
            var body = string.Concat(distinct.Select((text, i) => gaps[2 * i] + text + gaps[2 * i + 1] + (i + 1 < distinct.Length || trailing ? "," : "")));
            return $"{gaps[9]}{{{body}{gaps[10]}}}{gaps[11]}";
        });

        Gen.Select(document, Gen.Int[0, SettingDefinition.All.Count - 1]).Sample((text, index) =>
        {
            var setting = SettingDefinition.All[index];
            var value = setting.Kind switch { SettingKind.Boolean => "true", SettingKind.WholeNumber => "7", SettingKind.Rate => "0.5", SettingKind.Texts => """["a", "größe"]""", SettingKind.NamedTexts => """{"größe": ["a"]}""", _ => "größe" };

            var set = SettingsFileEditor.Set(text, setting, value);
            var unset = SettingsFileEditor.Unset(set, setting);

            Assert.Equal(value, Read(set).Values.Single(one => one.Setting == setting).Value);
            Assert.DoesNotContain(Read(unset).Values, one => one.Setting == setting);
            Assert.Equal(Others(text, setting), Others(set, setting));
            Assert.Equal(Others(text, setting), Others(unset, setting));
            Assert.Equal(text.Split("note").Length, unset.Split("note").Length);
        }, seed: "0000KOIKFkV4", iter: 2_000);

        static IEnumerable<string> Others(string text, SettingDefinition setting) =>
            Read(text).Values.Where(one => one.Setting != setting).Select(one => one.Setting.Key + one.Value).Order();
    }

    [Fact]
    public void Writing_makes_the_folder_and_leaves_nothing_else_behind()
    {
        using var folder = new TemporaryDirectory();

        SettingsFileEditor.Write(folder[SettingsFile.RelativePath], "{}\n");
        SettingsFileEditor.Write(folder[SettingsFile.RelativePath], "{ }\n");

        Assert.Equal("{ }\n", File.ReadAllText(folder[SettingsFile.RelativePath]));
        Assert.Single(Directory.EnumerateFileSystemEntries(folder[".config"]));
    }

    private static SettingsFile Read(string text) => SettingsFile.Parse("file", Encoding.UTF8.GetBytes(text));
}
