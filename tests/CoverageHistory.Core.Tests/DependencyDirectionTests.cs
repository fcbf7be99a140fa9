using System.Text.RegularExpressions;
using CoverageHistory.TestKit;

namespace CoverageHistory.Core.Tests;

public sealed partial class DependencyDirectionTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Hashing"] = [],
        ["Model"] = ["Hashing"],
        ["Formats"] = ["Hashing", "Model"],
        ["Statistics"] = ["Model"],
        // Runs are exchanged through git.
        ["Storage"] = ["Hashing", "Model", "Git"],
        ["Git"] = ["Model"],
        ["Environments"] = ["Model"],
        ["Configuration"] = ["Model", "Git"],
        ["Comparison"] = ["Model", "Formats", "Statistics", "Storage", "Git", "Environments", "Configuration"],
        ["Gates"] = ["Model", "Formats", "Statistics", "Storage", "Git", "Environments", "Configuration", "Comparison"],
        ["Reporting"] = ["Hashing", "Model", "Formats", "Statistics", "Storage", "Git", "Environments", "Configuration", "Comparison", "Gates"],
    };

    private static readonly string Core = Path.Combine(RepositoryRoot.Path, "src", "CoverageHistory.Core");

    [Fact]
    public void Namespaces_of_the_core_depend_one_way()
    {
        var wrong = new List<string>();
        var seen = 0;
        foreach (var folder in SourceFolders())
        {
            foreach (var file in Directory.EnumerateFiles(Path.Combine(Core, folder), "*.cs", SearchOption.AllDirectories))
            {
                foreach (Match use in Reference().Matches(File.ReadAllText(file)))
                {
                    var target = use.Groups[1].Value;
                    if (target == folder || !Allowed.ContainsKey(target))
                        continue;
                    seen++;
                    if (!Allowed[folder].Contains(target))
                        wrong.Add($"{Path.GetRelativePath(Core, file)} uses CoverageHistory.{target}");
                }
            }
        }
        Assert.Empty(wrong);
        Assert.True(seen > 20, $"only {seen} references found: is the pattern still right?");
    }

    [Fact]
    public void Every_folder_of_the_core_has_its_place_in_the_order() =>
        Assert.Empty(SourceFolders().Except(Allowed.Keys, StringComparer.Ordinal));

    [Theory]
    [InlineData("CoverageHistory.Core", new string[0])]
    [InlineData("CoverageHistory.TestLogger", new string[0])]
    [InlineData("CoverageHistory.MSBuild", new[] { "CoverageHistory.Core" })]
    [InlineData("CoverageHistory.Tool", new[] { "CoverageHistory.Core" })]
    [InlineData("CoverageHistory.ReportGenerator", new[] { "CoverageHistory.Core" })]
    public void A_project_refers_only_to_those_below_it(string project, string[] allowed)
    {
        var text = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "src", project, project + ".csproj"));
        var references = ProjectReference().Matches(text).Select(match => match.Groups[1].Value);
        Assert.Equal(allowed, references);
    }

    private static IEnumerable<string> SourceFolders() =>
        Directory.EnumerateDirectories(Core).Select(path => Path.GetFileName(path)).Where(name => name is not ("bin" or "obj"));

    [GeneratedRegex(@"CoverageHistory\.(\w+)")]
    private static partial Regex Reference();

    [GeneratedRegex("""<ProjectReference Include="[^"]*/([^"/]+)\.csproj""")]
    private static partial Regex ProjectReference();
}
