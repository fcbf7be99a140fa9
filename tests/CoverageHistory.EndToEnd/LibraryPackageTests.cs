using System.IO.Compression;
using System.Text.RegularExpressions;
using CoverageHistory.TestKit;

namespace CoverageHistory.EndToEnd;

public sealed partial class LibraryPackageTests
{
    [Fact]
    public void The_examples_of_the_readmes_run_in_a_project_that_refers_to_the_package() => Scenario.Run(scenario =>
    {
        AssertContent(FreshPackage.Library);
        var code = string.Concat(((string[])["nuget/CoverageHistory.Core/README.md", "README.md"])
            .SelectMany(readme => Examples().Matches(File.ReadAllText(Path.Combine(RepositoryRoot.Path, readme)))).Select(match => match.Groups[1].Value));
        var isUsing = code.Split('\n').ToLookup(line => line.StartsWith("using ", StringComparison.Ordinal));
        scenario.Write("Reader/Reader.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
              </PropertyGroup>
              <ItemGroup><PackageReference Include="CoverageHistory.Core" Version="{FreshPackage.Version}" /></ItemGroup>
            </Project>
            """);
        scenario.Write("Reader/Program.cs", $"{string.Join('\n', isUsing[true].Distinct())}\nvar (repository, report) = (args[0], args[1]);\n{string.Join('\n', isUsing[false])}");
        scenario.Repository.Commit("First");
        // One that is read with ReportGenerator's parsers, whose library the package has to bring along.
        var report = scenario.Around.Write("scoverage.xml", """
            <scoverage statement-count="2" statements-invoked="1" statement-rate="50.00" branch-rate="0.00" version="1.0" timestamp="1">
              <packages><package name="shop" statement-count="2" statements-invoked="1" statement-rate="50.00"><classes>
                <class name="shop.Cart" filename="shop/Cart.scala" statement-count="2" statements-invoked="1" statement-rate="50.00" branch-rate="0.00"><methods>
                  <method name="shop.Cart/add" statement-count="2" statements-invoked="1" statement-rate="50.00" branch-rate="0.00"><statements>
                    <statement package="shop" class="Cart" class-type="Class" full-class-name="shop.Cart" source="shop/Cart.scala" method="add" start="1" end="2" line="3" branch="false" invocation-count="1" ignored="false"/>
                    <statement package="shop" class="Cart" class-type="Class" full-class-name="shop.Cart" source="shop/Cart.scala" method="add" start="3" end="4" line="4" branch="false" invocation-count="0" ignored="false"/>
                  </statements></method></methods></class></classes></package></packages>
            </scoverage>
            """);

        var result = scenario.Dotnet("run", "--project", "Reader", "--", scenario.Root, report);

        Assert.True(result.ExitCode == 0, result.Output);
        var run = Assert.Single(scenario.History.Runs);
        Assert.Contains($"run {run.Run.Id}:", result.Output, StringComparison.Ordinal);
        Assert.Contains($"{run.Run.Commit!.Sha} 0.5", result.Output, StringComparison.Ordinal);
        Assert.Contains("0.5, before ", result.Output, StringComparison.Ordinal);
        Assert.EndsWith($"\n0.5\n{run.Run.RecordedAt:u} 0.5", result.Output.ReplaceLineEndings("\n").TrimEnd(), StringComparison.Ordinal);
    });

    private static void AssertContent(string file)
    {
        using var package = ZipFile.OpenRead(file);
        string[] needed = ["README.md", "LICENSE", "THIRD-PARTY-NOTICES.txt", "icon.png", "lib/net10.0/CoverageHistory.Core.dll", "lib/net10.0/CoverageHistory.Core.xml",
            "buildTransitive/CoverageHistory.Core.targets", "reportgenerator/ReportGenerator.Core.dll"];
        Assert.Empty(needed.Except(package.Entries.Select(entry => entry.FullName)));
        using var reader = new StreamReader(package.Entries.Single(entry => entry.Name.EndsWith(".nuspec", StringComparison.Ordinal)).Open());
        var dependency = Assert.Single(Regex.Matches(reader.ReadToEnd(), "<dependency id=\"([^\"]+)\""));
        Assert.Equal("SQLitePCLRaw.bundle_e_sqlite3", dependency.Groups[1].Value);
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Examples();
}
