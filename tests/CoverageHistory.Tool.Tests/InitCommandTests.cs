using CoverageHistory.TestKit;

namespace CoverageHistory.Tool.Tests;

public sealed class InitCommandTests : ToolFixture
{
    private const string TestProject = """
        <Project Sdk="Microsoft.NET.Sdk">
        	<!-- tabs, and a comment -->
        	<ItemGroup>
        		<PackageReference Include="Microsoft.NET.Test.Sdk" Version="18.0.0" />
        		<PackageReference Include="xunit" Version="2.9.3" />
        	</ItemGroup>
        </Project>
        """;

    private static readonly string Version = ProductVersion.Text;

    [Fact]
    public void The_change_is_shown_first_and_made_after_a_yes()
    {
        Folder.Write("src/App/App.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />");
        Folder.Write("tests/App.Tests/App.Tests.csproj", TestProject);
        Folder.Write("global.json", "{}");
        Answer = "y";

        var result = Run("init");

        Assert.Equal(0, result.Code);
        Snapshot.Match(result.Output, "init.txt");
        Assert.Equal(
            TestProject.Replace("18.0.0\" />", $"18.0.0\" />\n\t\t<PackageReference Include=\"CoverageHistory\" Version=\"{Version}\" PrivateAssets=\"all\" />", StringComparison.Ordinal),
            File.ReadAllText(Folder["tests/App.Tests/App.Tests.csproj"]));
        Assert.Equal("<Project Sdk=\"Microsoft.NET.Sdk\" />", File.ReadAllText(Folder["src/App/App.csproj"]));
        Assert.True(File.Exists(Folder["dotnet-tools.json"]));
        Assert.True(File.Exists(Folder[".config/coverage-history.json"]));
        Assert.True(File.Exists(Folder[".github/workflows/coverage-history.yml"]));
    }

    [Fact]
    public void A_second_time_there_is_nothing_to_change()
    {
        Folder.Write("tests/App.Tests/App.Tests.csproj", TestProject);
        Run("init", "--yes");
        var files = Contents();

        var result = Run("init", "--yes");

        Assert.Contains("nothing to change", result.Output, StringComparison.Ordinal);
        Assert.Equal(files, Contents());
    }

    [Theory]
    [InlineData("--dry-run", null, 0)]
    [InlineData(null, "n", 130)]
    [InlineData(null, null, 2)]
    public void Nothing_is_written_without_a_yes(string? option, string? answer, int code)
    {
        Folder.Write("tests/App.Tests/App.Tests.csproj", TestProject);
        var files = Contents();
        Answer = answer;

        Assert.Equal(code, Run(option is null ? ["init"] : ["init", option]).Code);
        Assert.Equal(files, Contents());
    }

    [Fact]
    public void With_central_package_management_the_version_goes_to_the_central_file()
    {
        Folder.Write("tests/App.Tests/App.Tests.csproj", TestProject.Replace(" Version=\"18.0.0\"", "", StringComparison.Ordinal));
        Folder.Write("Directory.Packages.props", """
            <Project>
              <PropertyGroup><ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally></PropertyGroup>
              <ItemGroup>
                <PackageVersion Include="Alpha" Version="1.0.0" />
                <PackageVersion Include="Microsoft.NET.Test.Sdk" Version="18.0.0" />
              </ItemGroup>
            </Project>
            """);

        Run("init", "--yes", "--no-ci");

        Assert.Contains(
            $"Version=\"1.0.0\" />\n    <PackageVersion Include=\"CoverageHistory\" Version=\"{Version}\" />\n    <PackageVersion Include=\"Microsoft",
            File.ReadAllText(Folder["Directory.Packages.props"]), StringComparison.Ordinal);
        Assert.Contains("<PackageReference Include=\"CoverageHistory\" PrivateAssets=\"all\" />", File.ReadAllText(Folder["tests/App.Tests/App.Tests.csproj"]), StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_central_file_gets_an_item_group()
    {
        Folder.Write("App.Tests.csproj", TestProject);
        Folder.Write("Directory.Packages.props", "<Project>\n  <PropertyGroup>\n    <ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally>\n  </PropertyGroup>\n</Project>\n");

        Run("init", "--yes", "--no-ci");

        Assert.EndsWith($"  <ItemGroup>\n    <PackageVersion Include=\"CoverageHistory\" Version=\"{Version}\" />\n  </ItemGroup>\n</Project>\n", File.ReadAllText(Folder["Directory.Packages.props"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_all_projects_get_their_test_sdk_from_one_file_that_file_is_changed()
    {
        Folder.Write("Directory.Build.props", """
            <Project>
              <ItemGroup Condition="'$(IsTestProject)' == 'true'">
                <PackageReference Include="Microsoft.NET.Test.Sdk"
                                  Version="18.0.0" Condition="'1' > '0'">
                  <PrivateAssets>none</PrivateAssets>
                </PackageReference>
              </ItemGroup>
            </Project>
            """);
        Folder.Write("tests/App.Tests/App.Tests.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />");

        Run("init", "--yes", "--no-ci");

        Assert.Contains($"    </PackageReference>\n    <PackageReference Include=\"CoverageHistory\" Version=\"{Version}\" PrivateAssets=\"all\" />\n  </ItemGroup>", File.ReadAllText(Folder["Directory.Build.props"]), StringComparison.Ordinal);
        Assert.Equal("<Project Sdk=\"Microsoft.NET.Sdk\" />", File.ReadAllText(Folder["tests/App.Tests/App.Tests.csproj"]));
    }

    [Fact]
    public void Line_ends_and_byte_order_marks_stay()
    {
        var path = Folder["App.Tests.csproj"];
        File.WriteAllText(path, TestProject.ReplaceLineEndings("\r\n"), new System.Text.UTF8Encoding(true));

        Run("init", "--yes", "--no-ci");

        var bytes = File.ReadAllBytes(path);
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        var text = File.ReadAllText(path);
        Assert.Contains("CoverageHistory", text, StringComparison.Ordinal);
        Assert.Equal(text.Count(c => c == '\n'), text.Count(c => c == '\r'));
    }

    [Theory]
    [InlineData("dotnet-tools.json", "{\n  \"version\": 1,\n  \"isRoot\": true,\n  \"tools\": {}\n}\n")]
    [InlineData(".config/dotnet-tools.json", "{ \"version\": 1, \"isRoot\": true,\n  \"tools\": {\n    \"other\": { \"version\": \"1.0.0\", \"commands\": [ \"other\" ] }\n  }\n}\n")]
    public void An_existing_manifest_gets_an_entry_and_keeps_the_others(string path, string before)
    {
        Folder.Write(path, before);

        Run("init", "--yes", "--no-ci");

        using var manifest = System.Text.Json.JsonDocument.Parse(File.ReadAllText(Folder[path]));
        var tools = manifest.RootElement.GetProperty("tools");
        Assert.Equal(Version, tools.GetProperty("dotnet-coverage-trend").GetProperty("version").GetString());
        Assert.Equal(before.Contains("other", StringComparison.Ordinal), tools.TryGetProperty("other", out _));
    }

    [Theory]
    [InlineData("App.Tests.csproj", "<Project><PackageReference Include=\"Microsoft.NET.Test.Sdk\"></Project>")]
    [InlineData("dotnet-tools.json", "{ \"tools\": ")]
    [InlineData("dotnet-tools.json", "{}")]
    public void A_file_that_is_not_understood_stops_everything(string path, string content)
    {
        Folder.Write(path, content);
        Folder.Write("Good.Tests.csproj", TestProject);
        var files = Contents();

        var result = Run("init", "--yes");

        Assert.Equal(2, result.Code);
        Assert.Contains(path, result.Error, StringComparison.Ordinal);
        Assert.Equal(files, Contents());
    }

    [Theory]
    [InlineData(".gitlab-ci.yml", ".gitlab/coverage-history.gitlab-ci.yml")]
    [InlineData("azure-pipelines.yml", ".azure/coverage-history.yml")]
    public void Another_ci_system_gets_its_own_file_and_a_line_to_add(string existing, string created)
    {
        Folder.Write(existing, "# mine");

        var result = Run("init", "--yes");

        Assert.True(File.Exists(Folder[created]));
        Assert.False(Directory.Exists(Folder[".github"]));
        Assert.Equal("# mine", File.ReadAllText(Folder[existing]));
        Assert.Contains("note: Add to", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_output_is_not_searched()
    {
        Folder.Write("obj/Generated.csproj", TestProject);

        var result = Run("init", "--dry-run");

        Assert.Contains("No project here references Microsoft.NET.Test.Sdk", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_plan_is_available_as_json()
    {
        Folder.Write("App.Tests.csproj", TestProject);

        var json = Run("init", "--dry-run", "--format", "json").Json();

        Assert.False(json.GetProperty("applied").GetBoolean());
        Assert.Equal("App.Tests.csproj", json.GetProperty("changes")[0].GetProperty("path").GetString());
    }

    private Dictionary<string, string> Contents() =>
        Directory.EnumerateFiles(Folder.Path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToDictionary(path => path, File.ReadAllText);
}
