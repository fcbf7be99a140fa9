namespace CoverageHistory.EndToEnd.Infrastructure;

/// <summary>The projects of a scenario. The library has four coverable lines, two of which each set of sample tests covers.</summary>
internal static class SampleProjects
{
    /// <summary>Nothing that only costs time.</summary>
    public const string BuildProps = """
        <Project>
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <Nullable>enable</Nullable>
            <RunAnalyzers>false</RunAnalyzers>
            <UseAppHost>false</UseAppHost>
            <NuGetAudit>false</NuGetAudit>
          </PropertyGroup>
        </Project>

        """;

    public const string LibraryFile = "src/Shop/Calculator.cs";

    /// <summary>Covers Add and Subtract: 2 of 4 lines.</summary>
    public const string AddingTests = """
        namespace Shop.Tests;

        public class AddingTests
        {
            [Fact] public void Adds() => Assert.Equal(3, Calculator.Add(1, 2));
            [Theory, InlineData(5, 3), InlineData(3, 1)] public void Subtracts(int a, int b) => Assert.Equal(2, Calculator.Subtract(a, b));
        }

        """;

    /// <summary>Covers Subtract and Multiply, so that the union with <see cref="AddingTests"/> is 3 of 4 lines.</summary>
    public const string MultiplyingTests = """
        namespace Shop.Tests;

        public class MultiplyingTests
        {
            [Fact] public void Subtracts() => Assert.Equal(0, Calculator.Subtract(1, 1));
            [Fact] public void Multiplies() => Assert.Equal(6, Calculator.Multiply(2, 3));
        }

        """;

    /// <summary><see cref="AddingTests"/> and one that fails.</summary>
    public const string FailingTests = """
        namespace Shop.Tests;

        public class AddingTests
        {
            [Fact] public void Adds() => Assert.Equal(3, Calculator.Add(1, 2));
            [Fact] public void Subtracts() => Assert.Equal(99, Calculator.Subtract(5, 3));
        }

        """;

    public static void AddLibrary(this Scenario scenario)
    {
        scenario.Write("src/Shop/Shop.csproj", """<Project Sdk="Microsoft.NET.Sdk" />""");
        scenario.Write(LibraryFile, """
            namespace Shop;

            public static class Calculator
            {
                public static int Add(int a, int b) => a + b;
                public static int Subtract(int a, int b) => a - b;
                public static int Multiply(int a, int b) => a * b;
                public static int Divide(int a, int b) => b == 0 ? 0 : a / b;
            }

            """);
    }

    /// <summary>Adds an xunit project that tests the library.</summary>
    /// <param name="properties">More properties, as XML.</param>
    /// <param name="references">The references to the product; by default the package as <c>dotnet add package</c> writes it.</param>
    /// <returns>The path of the project, relative to the repository.</returns>
    public static string AddTestProject(
        this Scenario scenario, string name = "Shop.Tests", string tests = AddingTests, string properties = "", string? references = null)
    {
        var project = $"tests/{name}/{name}.csproj";
        scenario.Write(project, $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>{properties}</PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Microsoft.NET.Test.Sdk" Version="{FreshPackage.VersionOf("Microsoft.NET.Test.Sdk")}" />
                <PackageReference Include="xunit" Version="{FreshPackage.VersionOf("xunit")}" />
                <PackageReference Include="xunit.runner.visualstudio" Version="{FreshPackage.VersionOf("xunit.runner.visualstudio")}" />
                {references ?? PackageReference}
                <ProjectReference Include="../../src/Shop/Shop.csproj" />
                <Using Include="Xunit" />
              </ItemGroup>
            </Project>

            """);
        scenario.Write($"tests/{name}/Tests.cs", tests);
        return project;
    }

    /// <summary>Adds a program with BenchmarkDotNet that runs two classes of benchmarks of the library, each as shortly as can be.</summary>
    /// <param name="job">An expression of type Job.</param>
    /// <param name="exporter">What is done to the configuration.</param>
    /// <returns>The folder of the project, relative to the repository.</returns>
    public static string AddBenchmarkProject(this Scenario scenario, string job, string exporter, string references = "")
    {
        const string folder = "benchmarks/Shop.Benchmarks";
        scenario.Write($"{folder}/Shop.Benchmarks.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><OutputType>Exe</OutputType></PropertyGroup>
              <ItemGroup>
                <PackageReference Include="BenchmarkDotNet" Version="{FreshPackage.VersionOf("BenchmarkDotNet")}" />
                {references}
                <ProjectReference Include="../../src/Shop/Shop.csproj" />
              </ItemGroup>
            </Project>

            """);
        scenario.Write($"{folder}/Program.cs", $$"""
            using BenchmarkDotNet.Attributes;
            using BenchmarkDotNet.Configs;
            using BenchmarkDotNet.Exporters.Json;
            using BenchmarkDotNet.Jobs;
            using BenchmarkDotNet.Running;
            using BenchmarkDotNet.Toolchains.InProcess.Emit;

            var config = DefaultConfig.Instance.AddJob({{job}}){{exporter}};
            BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(["--filter", "*"], config);

            namespace Shop.Benchmarks
            {
                [MemoryDiagnoser]
                public class Adding
                {
                    [Params(1, 2)]
                    public int Number { get; set; }

                    [Benchmark]
                    public int[] Add() => [Calculator.Add(Number, 2)];
                }

                public class Multiplying
                {
                    [Benchmark]
                    public int Multiply() => Calculator.Multiply(3, 4);
                }
            }

            """);
        return folder;
    }

    /// <summary>What <c>dotnet add package</c> writes for a development dependency.</summary>
    public static string PackageReference => $"""
        <PackageReference Include="CoverageHistory" Version="{FreshPackage.Version}">
          <IncludeAssets>runtime; build; native; contentfiles; analyzers; buildtransitive</IncludeAssets>
          <PrivateAssets>all</PrivateAssets>
        </PackageReference>
        """;
}
