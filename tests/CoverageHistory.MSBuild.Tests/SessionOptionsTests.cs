using CoverageHistory.Model;
using CoverageHistory.TestKit;

namespace CoverageHistory.MSBuild.Tests;

public sealed class SessionOptionsTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    [Fact]
    public void In_a_repository_its_top_is_the_working_directory_wherever_the_build_was_started()
    {
        _folder.CreateSubdirectory("repository/.git");

        Assert.Equal(_folder["repository"], Options("repository/tests/Own/Own.csproj", _folder["repository/tests"]).WorkingDirectory);
    }

    [Fact]
    public void In_a_linked_work_tree_git_is_a_file()
    {
        _folder.Write("tree/.git", "gitdir: elsewhere");

        Assert.Equal(_folder["tree"], Options("tree/Own/Own.csproj", _folder.Path).WorkingDirectory);
    }

    [Fact]
    public void Outside_a_repository_it_is_where_the_build_was_started_if_the_project_is_below()
    {
        Assert.Equal(_folder.Path, Options("tests/Own/Own.csproj", _folder.Path).WorkingDirectory);
        Assert.Equal(_folder["tests/Own"], Options("tests/Own/Own.csproj", _folder["elsewhere"]).WorkingDirectory);
        Assert.Equal(_folder["tests/Own"], Options("tests/Own/Own.csproj", "").WorkingDirectory);
    }

    [Fact]
    public void A_relative_database_is_below_where_the_build_was_started()
    {
        var options = Options("tests/Own/Own.csproj", _folder.Path);

        Assert.Null(options.DatabasePath);
        Assert.Equal(_folder["kept/own.db"], (options with { Database = "kept/own.db" }).DatabasePath);
        Assert.Equal(_folder["own.db"], (options with { Database = _folder["own.db"] }).DatabasePath);
    }

    [Theory]
    [InlineData("", 60, 0)]
    [InlineData("5", 5, 0)]
    [InlineData("0", 60, 1)]
    [InlineData("-1", 60, 1)]
    [InlineData("1e9", 60, 1)]
    [InlineData("86401", 60, 1)]
    public void A_timeout_that_is_none_is_told_and_the_default_holds(string text, int seconds, int warnings)
    {
        var diagnostics = new List<Diagnostic>();

        var timeout = (Options("Own.csproj", "") with { TimeoutSeconds = text }).Timeout(diagnostics);

        Assert.Equal(seconds, timeout.TotalSeconds);
        Assert.Equal(warnings, diagnostics.Count(diagnostic => diagnostic.Code == DiagnosticCode.InvalidSetting));
    }

    public void Dispose() => _folder.Dispose();

    private SessionOptions Options(string project, string startup) =>
        new() { SessionFile = "", ProjectFile = _folder[project], StartupDirectory = startup };
}
