using System.IO.Compression;
using System.Text.RegularExpressions;

namespace CoverageHistory.EndToEnd;

public sealed class PackageReferenceTests
{
    [Fact]
    public void One_plain_reference_is_enough() => Scenario.Run(scenario =>
    {
        var project = scenario.AddTestProject(
            references: $"""<PackageReference Include="CoverageHistory" Version="{FreshPackage.Version}" PrivateAssets="all" />""");

        AssertRecorded(scenario, project);
    });

    [Fact]
    public void A_reference_in_Directory_Build_props_records_test_projects_only() => Scenario.Run(scenario =>
    {
        scenario.Write("Directory.Build.props", SampleProjects.BuildProps.Replace("</Project>", $"""
              <ItemGroup><PackageReference Include="CoverageHistory" Version="{FreshPackage.Version}" PrivateAssets="all" /></ItemGroup>
            </Project>
            """, StringComparison.Ordinal));
        var project = scenario.AddTestProject(references: "");
        scenario.Write("Shop.slnx", $"""
            <Solution><Project Path="src/Shop/Shop.csproj" /><Project Path="{project}" /></Solution>
            """);

        AssertRecorded(scenario, "Shop.slnx");
        AssertUntouched(scenario);
    });

    [Fact]
    public void Central_package_management_works() => Scenario.Run(scenario =>
    {
        Centralize(scenario, $"""<PackageVersion Include="CoverageHistory" Version="{FreshPackage.Version}" />""");
        var project = scenario.AddTestProject(references: """<PackageReference Include="CoverageHistory" PrivateAssets="all" />""");
        WithoutVersions(scenario, project);

        AssertRecorded(scenario, project);
    });

    [Fact]
    public void A_global_reference_records_test_projects_only() => Scenario.Run(scenario =>
    {
        Centralize(scenario, $"""<GlobalPackageReference Include="CoverageHistory" Version="{FreshPackage.Version}" />""");
        var project = scenario.AddTestProject(references: "");
        WithoutVersions(scenario, project);
        scenario.Write("Shop.slnx", $"""
            <Solution><Project Path="src/Shop/Shop.csproj" /><Project Path="{project}" /></Solution>
            """);

        AssertRecorded(scenario, "Shop.slnx");
        AssertUntouched(scenario);
    });

    [Theory]
    [InlineData("6.0.0")]
    [InlineData("6.0.4")]
    [InlineData("8.0.1")]
    public void The_collector_the_project_references_itself_is_the_one_that_collects(string version) => Scenario.Run(scenario =>
    {
        var project = scenario.AddTestProject(references: SampleProjects.PackageReference
            + $"""<PackageReference Include="coverlet.collector" Version="{version}" PrivateAssets="all" />""");

        AssertRecorded(scenario, project);
        var targets = Assert.Single(
            File.ReadLines(Path.Combine(scenario.Root, "tests/Shop.Tests/obj/Shop.Tests.csproj.nuget.g.targets")),
            line => line.Contains("coverlet.collector.targets", StringComparison.Ordinal));
        Assert.Contains($"/coverlet.collector/{version}/", targets, StringComparison.Ordinal);
    });

    private static void AssertRecorded(Scenario scenario, string projectOrSolution)
    {
        var result = scenario.Dotnet("test", projectOrSolution);
        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.LinesWith("warning"));
        Assert.Equal(new CoveredCount(2, 4), scenario.History.OnlyRun.Coverage?.Lines);
        Assert.Equal("Shop.Tests", Assert.Single(scenario.History.Sessions).Session.Name);
    }

    /// <summary>The library's output and its package know nothing of the product.</summary>
    private static void AssertUntouched(Scenario scenario)
    {
        Assert.DoesNotContain("CoverageHistory", scenario.Read("src/Shop/bin/Debug/net10.0/Shop.deps.json"), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(["Shop.deps.json", "Shop.dll", "Shop.pdb"],
            Directory.EnumerateFiles(Path.Combine(scenario.Root, "src/Shop/bin/Debug/net10.0"), "*", SearchOption.AllDirectories)
                .Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));
        Assert.Equal(0, scenario.Dotnet("pack", "src/Shop/Shop.csproj", "-o", scenario.Around["packed"]).ExitCode);
        using var package = ZipFile.OpenRead(Assert.Single(Directory.EnumerateFiles(scenario.Around["packed"])));
        using var nuspec = new StreamReader(package.GetEntry("Shop.nuspec")!.Open());
        Assert.DoesNotContain("<dependency ", nuspec.ReadToEnd(), StringComparison.Ordinal);
    }

    private static void Centralize(Scenario scenario, string line) => scenario.Write("Directory.Packages.props", $"""
        <Project>
          <PropertyGroup><ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally></PropertyGroup>
          <ItemGroup>
            {string.Concat(new[] { "Microsoft.NET.Test.Sdk", "xunit", "xunit.runner.visualstudio" }.Select(package =>
                $"""<PackageVersion Include="{package}" Version="{FreshPackage.VersionOf(package)}" />"""))}
            {line}
          </ItemGroup>
        </Project>
        """);

    private static void WithoutVersions(Scenario scenario, string project) =>
        scenario.Write(project, Regex.Replace(scenario.Read(project), " Version=\"[^\"]*\"", ""));
}
