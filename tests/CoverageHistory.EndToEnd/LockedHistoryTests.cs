using Microsoft.Data.Sqlite;

namespace CoverageHistory.EndToEnd;

public sealed class LockedHistoryTests
{
    [Fact]
    public void A_run_that_meets_a_locked_history_waits_in_a_spool_and_is_taken_in_by_the_next() => Scenario.Run(scenario =>
    {
        var project = scenario.AddTestProject();
        scenario.Write(".config/coverage-history.json", """{ "lockTimeoutSeconds": 1 }""");
        Assert.Equal(0, scenario.Dotnet("test", project).ExitCode);

        DotnetResult locked;
        using (Lock(scenario))
            locked = scenario.Dotnet("test", project, "--no-build");

        Assert.Equal(0, locked.ExitCode);
        Assert.Contains("warning COVH1005", Assert.Single(locked.LinesWith("COVH").Distinct()), StringComparison.Ordinal);
        Assert.Single(scenario.History.Runs);
        Assert.Equal(0, scenario.Dotnet("test", project, "--no-build").ExitCode);
        Assert.Equal(3, scenario.History.Runs.Count);
    });

    [Fact]
    public void A_locked_history_is_an_error_where_the_user_wants_errors() => Scenario.Run(scenario =>
    {
        var project = scenario.AddTestProject();
        scenario.Write(".config/coverage-history.json", """{ "lockTimeoutSeconds": 1 }""");
        Assert.Equal(0, scenario.Dotnet("test", project).ExitCode);

        DotnetResult locked;
        using (Lock(scenario))
            locked = scenario.Dotnet("test", project, "--no-build", "-p:CoverageHistoryFailOnError=true");

        Assert.Equal(1, locked.ExitCode);
        Assert.NotEmpty(locked.LinesWith("error COVH1005"));
    });

    private static SqliteConnection Lock(Scenario scenario)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(scenario.Root, ".coverage-history", "history.db"),
            Pooling = false,
        }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        command.ExecuteNonQuery();
        return connection;
    }
}
