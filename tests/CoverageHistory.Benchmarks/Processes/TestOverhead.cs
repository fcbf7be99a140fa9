using System.Globalization;

namespace CoverageHistory.Benchmarks.Processes;

/// <summary>What the package adds to <c>dotnet test --no-build</c>, whole process against whole process, on a project whose tests take a second.</summary>
internal static class TestOverhead
{
    /// <param name="packages">Folder with the packed package <c>CoverageHistory</c>.</param>
    public static int Run(string packages, int rounds)
    {
        var folder = Directory.CreateTempSubdirectory("coverage-history-bench-").FullName;
        try
        {
            var without = MakeProject(Path.Combine(folder, "Without"), folder, packages, """<PackageReference Include="coverlet.collector" Version="6.0.0" />""");
            var with = MakeProject(Path.Combine(folder, "With"), folder, packages, """<PackageReference Include="CoverageHistory" Version="*-*" />""");
            List<ProcessCost> plain = [], collecting = [], recording = [];
            for (var round = 0; round < rounds; round++)
            {
                plain.Add(ProcessCost.Of(without, "dotnet", "test", "--no-build"));
                collecting.Add(ProcessCost.Of(without, "dotnet", "test", "--no-build", "--collect", "XPlat Code Coverage"));
                recording.Add(ProcessCost.Of(with, "dotnet", "test", "--no-build"));
            }
            if (!File.Exists(Path.Combine(folder, "With", ".coverage-history", "history.db")))
                throw new InvalidOperationException("nothing was recorded, so nothing was measured");
            ProcessCost.Print("dotnet test --no-build, no coverage", plain);
            ProcessCost.Print("the same with coverlet.collector collecting", collecting);
            ProcessCost.Print("the same with CoverageHistory, which collects and records", recording);
            var added = ProcessCost.Median(recording, cost => cost.CpuSeconds) / ProcessCost.Median(collecting, cost => cost.CpuSeconds) - 1;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"recording adds {added:+0.0 %;-0.0 %} CPU time to collecting"));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A built test project of a small library, in a git repository of its own.</summary>
    private static string MakeProject(string repository, string folder, string packages, string reference)
    {
        var library = Directory.CreateDirectory(Path.Combine(repository, "Sample")).FullName;
        var tests = Directory.CreateDirectory(Path.Combine(repository, "Sample.Tests")).FullName;
        File.WriteAllText(Path.Combine(repository, ".gitignore"), "bin/\nobj/\nTestResults/\n");
        File.WriteAllText(Path.Combine(library, "Sample.csproj"), """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
              </PropertyGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(library, "Product.cs"), """
            public static class Product
            {
                public static int Of(int left, int right) => left * right;
            }
            """);
        // Packages of an earlier build of the same version must not be measured: the cache is this project's own.
        File.WriteAllText(Path.Combine(tests, "Sample.Tests.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <RestorePackagesPath>{folder}/packages</RestorePackagesPath>
                <RestoreAdditionalProjectSources>{packages}</RestoreAdditionalProjectSources>
              </PropertyGroup>
              <ItemGroup>
                <ProjectReference Include="../Sample/Sample.csproj" />
                <PackageReference Include="Microsoft.NET.Test.Sdk" Version="17.14.1" />
                <PackageReference Include="xunit" Version="2.9.3" />
                <PackageReference Include="xunit.runner.visualstudio" Version="3.1.4" />
                {reference}
              </ItemGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(tests, "Tests.cs"), """
            public class Tests
            {
                [Xunit.Fact]
                public void Takes_a_second()
                {
                    var clock = System.Diagnostics.Stopwatch.StartNew();
                    while (clock.ElapsedMilliseconds < 1000)
                        Xunit.Assert.Equal(12, Product.Of(3, 4));
                }
            }
            """);
        ProcessCost.Of(repository, "git", "init", "-q");
        ProcessCost.Of(repository, "git", "add", ".");
        ProcessCost.Of(repository, "git", "-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-q", "-m", "First");
        ProcessCost.Of(tests, "dotnet", "build");
        return tests;
    }
}
