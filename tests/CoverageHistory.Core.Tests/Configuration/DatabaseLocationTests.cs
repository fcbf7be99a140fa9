using CoverageHistory.Configuration;
using CoverageHistory.Core.Tests.Git;
using CoverageHistory.TestKit;

namespace CoverageHistory.Core.Tests.Configuration;

public sealed class DatabaseLocationTests
{
    [Fact]
    public void By_default_it_is_in_a_folder_of_its_own_at_the_repository_root()
    {
        using var repository = new TemporaryRepository();

        Assert.Equal(
            new DatabaseLocation(repository[".coverage-history/history.db"], SettingSource.Default),
            Resolve(repository, repository.Around.CreateSubdirectory("repository/src")));
    }

    [Fact]
    public void Linked_work_trees_share_the_main_ones()
    {
        using var repository = new TemporaryRepository();
        repository.Commit();
        repository.Git("worktree", "add", "--quiet", repository.Around["linked"]);

        Assert.Equal(repository[".coverage-history/history.db"], Resolve(repository, repository.Around["linked"]).Path);
    }

    [Fact]
    public void A_submodule_has_its_own()
    {
        using var repository = new TemporaryRepository("outer");
        using var inner = new TemporaryRepository("inner");
        inner.Commit();
        repository.Git("submodule", "--quiet", "add", inner.Root, "inner");

        Assert.Equal(repository["inner/.coverage-history/history.db"], Resolve(repository, repository["inner"]).Path);
    }

    [Fact]
    public void The_file_and_the_environment_mean_a_path_from_the_root_and_the_command_line_one_from_here()
    {
        using var repository = new TemporaryRepository();
        repository.Write(SettingsFile.RelativePath, """{"database": "data/file.db"}""");
        var here = repository.Around.CreateSubdirectory("repository/src");

        Assert.Equal(repository["data/file.db"], Resolve(repository, here).Path);
        Assert.Equal(repository["variable.db"], Resolve(repository, here, variable: "variable.db").Path);
        Assert.Equal(new DatabaseLocation(repository["src/option.db"], SettingSource.Option), Resolve(repository, here, "variable.db", "option.db"));
        Assert.Equal(repository.Around["absolute.db"], Resolve(repository, here, option: repository.Around["absolute.db"]).Path);
    }

    [Fact]
    public void Outside_a_repository_the_nearest_history_upwards_counts()
    {
        using var folder = new TemporaryDirectory();
        folder.CreateSubdirectory(".coverage-history");
        var below = folder.CreateSubdirectory("a/b");

        Assert.Equal(folder.Path, HistoryRoot.Find(null, below));

        folder.Write("a/" + SettingsFile.RelativePath, "{}");
        Assert.Equal(folder["a"], HistoryRoot.Find(null, below));
    }

    [Fact]
    public void Outside_a_repository_without_a_history_it_is_the_working_directory()
    {
        using var folder = new TemporaryDirectory();

        Assert.Equal(folder["a"], HistoryRoot.Find(null, folder.CreateSubdirectory("a")));
    }

    [UnixFact]
    public void A_history_where_anybody_may_write_is_not_taken_from_below()
    {
        using var folder = new TemporaryDirectory();
        folder.CreateSubdirectory("shared/.coverage-history");
        var below = folder.CreateSubdirectory("shared/mine");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder["shared"], (UnixFileMode)0b111_111_111);

        Assert.Equal(below, HistoryRoot.Find(null, below));
        Assert.Equal(folder["shared"], HistoryRoot.Find(null, folder["shared"]));
    }

    private static DatabaseLocation Resolve(TemporaryRepository repository, string directory, string? variable = null, string? option = null)
    {
        var found = repository.Discover(directory);
        var settings = Settings.Load(
            found.WorkTree!,
            variable is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["COVERAGE_HISTORY_DB"] = variable },
            option is null ? null : new Dictionary<SettingDefinition, string> { [SettingDefinition.Database] = option });
        return DatabaseLocation.Resolve(settings, found, directory);
    }
}
