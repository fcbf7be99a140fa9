using System.IO.Compression;
using System.Text.RegularExpressions;

namespace CoverageHistory.EndToEnd;

public sealed class PackageContentTests
{
    private const long MaximumBytes = 11_600_000;

    [Fact]
    public void The_package_is_a_small_development_dependency_that_brings_the_collector_along()
    {
        using var package = ZipFile.OpenRead(FreshPackage.File);
        using var reader = new StreamReader(package.Entries.Single(entry => entry.Name.EndsWith(".nuspec", StringComparison.Ordinal)).Open());
        var nuspec = reader.ReadToEnd();

        Assert.InRange(new FileInfo(FreshPackage.File).Length, 1, MaximumBytes);
        Assert.Contains("<developmentDependency>true</developmentDependency>", nuspec, StringComparison.Ordinal);
        Assert.Contains("<dependency id=\"coverlet.collector\" version=\"6.0.0\" include=\"All\" />", nuspec, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(nuspec, "<dependency "));
    }

    [Fact]
    public void The_package_holds_the_task_for_every_supported_platform_and_nothing_that_lands_in_an_output()
    {
        using var package = ZipFile.OpenRead(FreshPackage.File);
        var files = package.Entries.Select(entry => entry.FullName).ToList();

        string[] needed =
        [
            "README.md", "LICENSE", "THIRD-PARTY-NOTICES.txt", "icon.png",
            "build/CoverageHistory.props", "build/CoverageHistory.targets", "build/CoverageHistory.VSTest.targets",
            "logger/net10.0/CoverageHistory.TestLogger.dll",
            .. from folder in (string[])["any", "linux-x64", "win-x64"]
               from file in (string[])["CoverageHistory.MSBuild.dll", "CoverageHistory.MSBuild.deps.json", "CoverageHistory.Core.dll"]
               select $"tasks/net10.0/{folder}/{file}",
            "tasks/net10.0/reportgenerator/ReportGenerator.Core.dll", "tasks/net10.0/linux-x64/libe_sqlite3.so", "tasks/net10.0/win-x64/e_sqlite3.dll",
        ];
        Assert.Empty(needed.Except(files));
        Assert.Single(files, file => file.Contains("ReportGenerator", StringComparison.Ordinal));
        Assert.Equal(
            ["linux-arm64", "linux-musl-arm64", "linux-musl-x64", "osx-arm64", "osx-x64", "win-arm64", "win-x86"],
            files.Where(file => file.StartsWith("tasks/net10.0/any/runtimes/", StringComparison.Ordinal)).Select(file => file.Split('/')[4]).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(files, file => file.EndsWith(".pdb", StringComparison.Ordinal)
            || file.StartsWith("lib/", StringComparison.Ordinal) || file.StartsWith("buildTransitive/", StringComparison.Ordinal)
            || file.Contains("Microsoft.Build", StringComparison.Ordinal) || file.Contains("TestPlatform", StringComparison.Ordinal));
    }
}
