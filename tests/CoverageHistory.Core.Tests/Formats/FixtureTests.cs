using CoverageHistory.Formats;
using CoverageHistory.Hashing;
using CoverageHistory.Model;

namespace CoverageHistory.Core.Tests.Formats;

public sealed class FixtureTests
{
    [Fact]
    public void Reports_of_real_tools_have_the_expected_totals() =>
        Assert.Equal(Directory.GetFiles(Fixtures.Folder, "*", SearchOption.AllDirectories).Length - 2, ExpectedTotals.Compare(Fixtures.Folder, _ => true).Count);

    [Fact]
    public void Coverlet_s_classes_and_methods_are_read_with_their_complexity()
    {
        var report = Reports.Read(Fixtures.Bytes("coverlet/coverage.cobertura.xml"));
        Assert.Equal(["Shop", "Shop", "Shop", "Shop", "Shop.Reports", "Shop.Reports"], report.Files.Select(file => file.Module));
        var order = report.Files.Single(file => file.Path.Value.EndsWith("Shop/Order.cs", StringComparison.Ordinal));
        var size = order.Classes.Single(type => type.Name == "Shop.Order").Methods.Single(method => method.Name == "Size");
        Assert.Equal("(System.Boolean)", size.Signature);
        Assert.Equal(6, size.Complexity);
        Assert.Equal([18, 19, 20, 21, 22, 23, 24], size.Lines);
        Assert.Equal(["/tmp/shop/dotnet/src/"], report.SourceRoots);
    }

    [Fact]
    public void A_file_compiled_into_two_assemblies_counts_once()
    {
        var report = Reports.Read(Fixtures.Bytes("coverlet/coverage.cobertura.xml"));
        var guards = report.Files.Where(file => file.Path.Value.EndsWith("Guard.cs", StringComparison.Ordinal)).ToList();
        Assert.Equal(["Shop", "Shop.Reports"], guards.Select(file => file.Module));
        Assert.Equal(guards[0].Lines.Length, CoverageCounts.Of(guards).Lines.Total);
        Assert.Equal(9, CoverageCounts.Of(guards).Lines.Covered);
    }

    [Fact]
    public void The_hash_is_of_the_file_s_bytes()
    {
        var path = Path.Combine(Fixtures.Folder, "coverlet/coverage.cobertura.xml");
        var hash = new XxHash128();
        hash.Append(File.ReadAllBytes(path));
        var expected = new byte[XxHash128.SizeInBytes];
        hash.Finish(expected);
        Assert.Equal(Convert.ToHexStringLower(expected), CoverageReaders.Read(path, ReadLimits.Default, CancellationToken.None).ContentHash);
    }
}
