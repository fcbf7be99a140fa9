using System.Globalization;
using CoverageHistory.Model;

namespace CoverageHistory.Storage.Sqlite;

/// <summary>Copies of the history: made, put back in its place, and saved out of a damaged file.</summary>
internal sealed class HistoryCopies(StoreAccess access)
{
    /// <summary>Copies the history as it is now, while others may write, and checks the copy before it gets its name.</summary>
    /// <param name="target">Absolute.</param>
    /// <param name="overwrite">Whether a file of that name is replaced.</param>
    /// <exception cref="StoreException">The history, or its copy, is damaged, or there is a file already.</exception>
    public Verification Backup(string target, bool overwrite, CancellationToken cancellation) => access.Translate(() =>
    {
        // Before the work is done; the name is given only where nobody took it meanwhile.
        if (!overwrite && File.Exists(target))
            throw TargetExists();
        var deadline = access.Begin(cancellation);
        // Brings an older history up to date, as every use does.
        access.History.Read(deadline, _ => true);
        var temporary = TemporaryName(target);
        try
        {
            access.Rework.CopyTo(temporary, deadline);
            var outcome = HistoryUpkeep.VerifyCopy(temporary, access.Options, access.Location, cancellation);
            if (overwrite)
            {
                File.Move(temporary, target, overwrite: true);
                DurableFile.FlushFolder(Path.GetDirectoryName(target)!);
            }
            else
                DurableFile.GiveName(temporary, target);
            return outcome;
        }
        catch (IOException) when (!overwrite && File.Exists(target))
        {
            throw TargetExists();
        }
        finally
        {
            File.Delete(temporary);
        }

        StoreException TargetExists() => new(
            DiagnosticCode.StoreRefused, $"{target} exists; it is left as it is; name another file, or replace it with --force");
    });

    /// <summary>Puts a copy in the history's place, once it is checked. What was there is kept aside, and may be damaged.</summary>
    /// <param name="source">Absolute. It is not changed.</param>
    /// <returns>What the copy holds, and the name of the file that was replaced; null when there was none.</returns>
    public (Verification Checked, string? Aside) Restore(string source, CancellationToken cancellation) => access.Translate(() =>
    {
        if (!File.Exists(source))
            throw new StoreException(DiagnosticCode.StoreMissing, $"there is no file {source}; nothing was changed");
        access.History.Place.MakeFolder();
        var temporary = TemporaryName(access.Location);
        try
        {
            File.Copy(source, temporary);
            if (File.Exists(source + "-wal"))
                File.Copy(source + "-wal", temporary + "-wal");
            var outcome = HistoryUpkeep.VerifyCopy(temporary, access.Options, source, cancellation);
            var deadline = access.Begin(cancellation);
            new HistoryRework(new HistoryFile(temporary, Schema.Current, avoidLog: true)).CopyTo(temporary + ".compact", deadline);
            return (outcome, access.Rework.Replace(temporary + ".compact", AsideName, deadline));
        }
        finally
        {
            foreach (var file in Directory.GetFiles(Path.GetDirectoryName(temporary)!, Path.GetFileName(temporary) + "*"))
                File.Delete(file);
        }
    });

    /// <summary>Gets what is sound out of a damaged file into this history, which must not exist yet. The damaged file is not touched.</summary>
    /// <exception cref="StoreException">There is something at this history's place, or the damaged file cannot be copied.</exception>
    public RecoveredHistory Recover(string damaged, CancellationToken cancellation) => access.Translate(() =>
    {
        if (access.Exists)
            throw new StoreException(DiagnosticCode.StoreRefused, $"{access.Location} exists; a history is recovered into a new file");
        var folder = Directory.CreateTempSubdirectory("coverage-history-");
        try
        {
            var copy = Path.Combine(folder.FullName, "damaged.db");
            File.Copy(damaged, copy);
            if (File.Exists(damaged + "-wal"))
                File.Copy(damaged + "-wal", copy + "-wal");
            return access.Write(connection =>
            {
                var givenUp = new GivenUpTable(connection);
                var now = access.Options.TimeProvider.GetUtcNow();
                // A writer each: one whose run was undone remembers ids that are no more.
                return Salvage.Read(copy, access.Begin(cancellation),
                    run => connection.InSavepoint(() => new RunTaker(connection, new ManifestTable(connection), takeGivenUp: true).Take(run)),
                    id => givenUp.Bury(id, now));
            }, cancellation);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    });

    private static string TemporaryName(string path) => $"{path}.{Guid.CreateVersion7():N}.new";

    private string AsideName()
    {
        var name = $"{access.Location}.{access.Options.TimeProvider.GetUtcNow().UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}.replaced";
        for (var number = 2; File.Exists(name); number++)
            name = $"{Path.ChangeExtension(name, null)}.{number.ToString(CultureInfo.InvariantCulture)}.replaced";
        return name;
    }
}
