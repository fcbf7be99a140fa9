using System.Runtime.Versioning;

namespace CoverageHistory.Core.Tests.Storage;

[UnsupportedOSPlatform("windows")]
public sealed class ReadOnlyTests : StoreFixture
{
    private const UnixFileMode ReadAll = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode EnterAll = ReadAll | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    [UnprivilegedFact]
    public async Task A_history_in_a_folder_that_cannot_be_written_can_be_read()
    {
        Record(NewRun(key: "the run"), SessionOf(Coverage.File("a.cs", 1)));
        Assert.Equal("the run\n", await ListAsync());
        Assert.Equal([".gitignore", "history.db"], Directory.GetFiles(Folder[".coverage-history"]).Select(Path.GetFileName).Order());
    }

    [UnprivilegedFact]
    public async Task A_history_whose_log_is_left_behind_in_such_a_folder_is_refused_rather_than_read_by_half()
    {
        Record(NewRun(key: "first"), SessionOf());
        using (var connection = Database.Open(DatabasePath))
        {
            // Having read, it keeps the log from being tidied up.
            using var reading = connection.BeginTransaction(deferred: true);
            using var command = connection.CreateCommand();
            (command.Transaction, command.CommandText) = (reading, "SELECT count(*) FROM run");
            command.ExecuteScalar();
            Record(NewRun(key: "in the log"), SessionOf());
            foreach (var file in Directory.GetFiles(Folder[".coverage-history"]))
                File.Copy(file, Path.Combine(Folder.CreateSubdirectory("copy/.coverage-history"), Path.GetFileName(file)));
        }
        File.Delete(Folder["copy/.coverage-history/history.db-shm"]);
        var output = await ListAsync("copy/.coverage-history");
        Assert.Contains("COVH1030", output, StringComparison.Ordinal);
        Assert.Contains("permissions", output, StringComparison.Ordinal);
    }

    private async Task<string> ListAsync(string folder = ".coverage-history")
    {
        foreach (var file in Directory.GetFiles(Folder[folder]))
            File.SetUnixFileMode(file, ReadAll);
        File.SetUnixFileMode(Folder.Path, EnterAll);
        File.SetUnixFileMode(Folder[folder], EnterAll);
        try
        {
            using var process = StoreProcess.Start(UnprivilegedFactAttribute.Before, ["list", Folder[folder + "/history.db"]]);
            // Not its errors: where coverage is collected, a user without rights cannot add to the collector's counts when it ends.
            _ = process.StandardError.ReadToEndAsync();
            return await process.StandardOutput.ReadToEndAsync();
        }
        finally
        {
            File.SetUnixFileMode(Folder[folder], EnterAll | UnixFileMode.UserWrite);
            File.SetUnixFileMode(Folder.Path, EnterAll | UnixFileMode.UserWrite);
        }
    }
}
