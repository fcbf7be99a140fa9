namespace CoverageHistory.Benchmarks.Processes;

/// <summary>A program that prints one line: what starting the runtime costs, whatever runs in it.</summary>
internal static class HelloWorld
{
    /// <returns>Path of the built assembly.</returns>
    public static string Build(string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "Hello.csproj"), """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <InvariantGlobalization>true</InvariantGlobalization>
              </PropertyGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(folder, "Hello.cs"), """System.Console.WriteLine("hello");""");
        ProcessCost.Of(folder, "dotnet", "build", "-c", "Release", "-m:1", "-o", Path.Combine(folder, "out"));
        return Path.Combine(folder, "out", "Hello.dll");
    }
}
