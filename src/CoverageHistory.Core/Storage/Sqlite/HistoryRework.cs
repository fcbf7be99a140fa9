using System.Globalization;
using CoverageHistory.Model;

namespace CoverageHistory.Storage.Sqlite;

/// <summary>Copies a history as a whole, and puts another one in its place: a copy, one of another schema, one without what nobody needs.</summary>
internal sealed class HistoryRework(HistoryFile file)
{
    private HistoryPlace Place => file.Place;

    private string Path => Place.Path;

    /// <summary>Copies one state of the history into a new file, compactly, while others write.</summary>
    public void CopyTo(string target, Deadline deadline)
    {
        using var connection = file.OpenForReading(deadline);
        connection.InTransaction("BEGIN", () =>
        {
            file.Check(connection);
            return true;
        });
        connection.Prepare("VACUUM INTO ?").Bind(target).Run();
        DurableFile.Flush(target);
    }

    /// <summary>Puts the content of another history in this one's place; what was here goes aside.</summary>
    /// <param name="with">A whole file that nobody uses, in the same folder. It may be gone afterwards.</param>
    /// <param name="nameAside">A name that no file has.</param>
    /// <returns>Where that is that was here; null when there was nothing.</returns>
    public string? Replace(string with, Func<string> nameAside, Deadline deadline)
    {
        Place.RefuseLinks();
        if (file.UsesLog)
            HistoryFile.BeginLog(with, deadline);
        DurableFile.Flush(with);
        string? aside = null;
        // Where there was nothing a moment ago, or nothing of use, somebody may have begun a history since.
        while (!IsPublished(with))
        {
            var name = nameAside();
            aside ??= name;
            try
            {
                file.CheckHeader(deadline);
                Replacement.Overwrite(Path, with, name, deadline);
                break;
            }
            catch (StoreException exception) when (exception.Code is DiagnosticCode.NotAHistory or DiagnosticCode.StoreDamaged)
            {
                Replacement.MoveAside(Path, name);
            }
        }
        File.Delete(Place.HeldMark);
        return aside;
    }

    /// <summary>
    /// Brings the history to a version of the schema, older or newer. All of it is done on a copy, which takes the history's place, in one
    /// transaction, when <paramref name="validate"/> has passed it.
    /// </summary>
    /// <param name="isDry">Whether it ends before that.</param>
    public SchemaChange Migrate(int version, bool isDry, Action<string> validate, Deadline deadline)
    {
        file.CheckHeader(deadline);
        using var connection = StoreConnection.Open(Path, deadline);
        Replacement.LockAlone(connection);
        var from = file.Schema.CheckHeader(connection);
        file.Schema.At(from).CheckObjects(connection);
        if (from == version)
        {
            if (!isDry && version == file.Schema.Version)
                File.Delete(Place.HeldMark);
            return new SchemaChange(from, version, null);
        }
        var temporary = $"{Path}.{Guid.CreateVersion7():N}.new";
        try
        {
            connection.Prepare("VACUUM INTO ?").Bind(temporary).Run();
            using var copy = StoreConnection.Open(temporary, deadline);
            file.Schema.Migrate(copy, version);
            file.Schema.At(version).CheckObjects(copy);
            validate(temporary);
            if (isDry)
                return new SchemaChange(from, version, null);
            var kept = file.KeepCopy(connection, from);
            // The mark comes first: without it the next use would bring the history up again. Beside a current file it means nothing.
            if (version < file.Schema.Version && !File.Exists(Place.HeldMark))
                DurableFile.Write(Place.HeldMark, "Kept at an older schema: dotnet coverage-trend db migrate brings it up.\n"u8);
            connection.CopyFrom(copy);
            if (version == file.Schema.Version)
                File.Delete(Place.HeldMark);
            return new SchemaChange(from, version, kept);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Lets a copy be changed and checked, and puts it in the history's place in one transaction. Others wait meanwhile.</summary>
    public T Change<T>(Func<StoreConnection, T> change, Action<string> validate, Deadline deadline)
    {
        file.CheckHeader(deadline);
        using var connection = StoreConnection.Open(Path, deadline);
        Replacement.LockAlone(connection);
        connection.InTransaction("BEGIN", () =>
        {
            file.Check(connection);
            return true;
        });
        // The copy, what it is compacted into, and the log that takes it back.
        var (needed, free) = (3 * Place.SizeBytes, Place.FreeBytes);
        if (free < needed)
            throw new StoreException(DiagnosticCode.DiskFull, string.Create(CultureInfo.InvariantCulture,
                $"{Path} needs {needed} bytes to be compacted, and {free} are free; nothing was changed; make room, then try again"));
        var temporary = $"{Path}.{Guid.CreateVersion7():N}.new";
        try
        {
            connection.Prepare("VACUUM INTO ?").Bind(temporary).Run();
            using var copy = StoreConnection.Open(temporary, deadline);
            copy.ExecuteScript("PRAGMA foreign_keys = OFF; PRAGMA synchronous = OFF;");
            var result = change(copy);
            copy.ExecuteScript("VACUUM");
            validate(temporary);
            connection.CopyFrom(copy);
            connection.ExecuteScript("PRAGMA wal_checkpoint(TRUNCATE)");
            return result;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Whether it has the history's name now; false where there is something.</summary>
    private bool IsPublished(string with)
    {
        if (Place.Exists)
            return false;
        try
        {
            DurableFile.GiveName(with, Path);
            return true;
        }
        catch (IOException) when (Place.Exists)
        {
            return false;
        }
    }
}
