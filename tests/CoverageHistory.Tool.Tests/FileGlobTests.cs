using CoverageHistory.TestKit;

namespace CoverageHistory.Tool.Tests;

public sealed class FileGlobTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public FileGlobTests()
    {
        foreach (var path in (string[])["a.xml", "b.trx", "out/1/coverage.xml", "out/2/coverage.xml", "out/2/deep/coverage.xml", "out/.hidden/coverage.xml", ".git/coverage.xml"])
            _folder.Write(path, "x");
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a.xml", "a.xml")]
    [InlineData("*.xml", "a.xml")]
    [InlineData("out/*/coverage.xml", "out/.hidden/coverage.xml out/1/coverage.xml out/2/coverage.xml")]
    [InlineData("out/**/coverage.xml", "out/.hidden/coverage.xml out/1/coverage.xml out/2/coverage.xml out/2/deep/coverage.xml")]
    [InlineData("**/deep/*", "out/2/deep/coverage.xml")]
    [InlineData("./out/1/*.xml", "./out/1/coverage.xml")]
    [InlineData("out/../*.trx", "out/../b.trx")]
    [InlineData("**", "a.xml b.trx out/.hidden/coverage.xml out/1/coverage.xml out/2/coverage.xml out/2/deep/coverage.xml")]
    public void Files_are_named_as_the_pattern_names_them(string pattern, string expected)
    {
        var found = FileGlob.Expand(pattern, _folder.Path).ToList();

        Assert.Equal(expected.Split(' '), found.Select(file => file.Name));
        Assert.All(found, file => Assert.True(File.Exists(file.Path) && Path.IsPathFullyQualified(file.Path)));
    }

    [Fact]
    public void An_absolute_pattern_works_from_anywhere()
    {
        var found = FileGlob.Expand(_folder.Path + "/**/deep/*.xml", Path.GetTempPath());

        Assert.Equal([_folder["out/2/deep/coverage.xml"]], found.Select(file => file.Name));
    }

    [Theory]
    [InlineData("missing.xml", "There is no file 'missing.xml'")]
    [InlineData("*.json", "No file matches '*.json'")]
    [InlineData("nowhere/**/*.xml", "No file matches")]
    [InlineData("out", "'out' is a folder")]
    public void What_names_no_file_is_refused(string argument, string message) =>
        Assert.Contains(message, Assert.Throws<UsageException>(() => FileGlob.Expand(argument, _folder.Path)).Message, StringComparison.Ordinal);

    [UnixFact]
    public void A_link_to_a_folder_above_does_not_lead_in_circles()
    {
        Directory.CreateSymbolicLink(_folder["out/up"], _folder.Path);

        Assert.Equal(4, FileGlob.Expand("out/**/coverage.xml", _folder.Path).Count());
    }

    [UnixFact]
    public void A_file_whose_name_looks_like_a_pattern_is_that_file()
    {
        _folder.Write("*.xml", "x");

        Assert.Equal(["*.xml"], FileGlob.Expand("*.xml", _folder.Path).Select(file => file.Name));
    }
}
