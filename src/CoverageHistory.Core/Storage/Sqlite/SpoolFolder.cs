using CoverageHistory.Model;

namespace CoverageHistory.Storage.Sqlite;

/// <summary>Records that wait beside the database because its lock was not free in time.</summary>
internal sealed class SpoolFolder(string path)
{
    private const string Extension = ".run";

    private const int MostBytes = 1 << 30;

    public int Count => Files().Length;

    /// <returns>The file, on the disk when this returns.</returns>
    public string Add(RunBundle bundle)
    {
        if (new DirectoryInfo(path).LinkTarget is { } elsewhere)
            throw new IOException($"{path} is a link to {elsewhere}");
        DurableFile.CreateFolder(path);
        // Time-ordered names keep the order of the records.
        var target = Path.Combine(path, Guid.CreateVersion7().ToString("N") + Extension);
        var content = RunLines.Write(bundle);
        DurableFile.Publish(target, temporary => DurableFile.Write(temporary, content));
        return target;
    }

    /// <summary>Adds what waits, oldest first, within the writer's transaction.</summary>
    /// <returns>The files to delete when the transaction is committed.</returns>
    public IReadOnlyList<string> TakeIn(StoreConnection connection, out IReadOnlyList<Diagnostic> diagnostics)
    {
        var taken = new List<string>();
        var unreadable = new List<Diagnostic>();
        foreach (var file in Files())
        {
            try
            {
                var bundle = RunLinesReader.ReadWhole(new MemoryStream(ReadBytes(file))).Single();
                connection.InSavepoint(() => new RunWriter(connection).Add(bundle));
                taken.Add(file);
            }
            catch (FileNotFoundException)
            {
                // The writer before us has taken it in and deletes what it took.
            }
            catch (Exception exception) when (IsUnreadable(exception))
            {
                // One bad file must not keep others, and every later record, from being stored.
                unreadable.Add(new Diagnostic(DiagnosticCode.UnreadableSpool, DiagnosticSeverity.Warning,
                    $"a spooled record cannot be taken in and stays where it is: {exception.Message}; delete it if it is of no use", file));
            }
        }
        diagnostics = unreadable;
        return taken;
    }

    /// <summary>What keeps files from being taken in.</summary>
    public List<Finding> Check()
    {
        var findings = new List<Finding>();
        foreach (var file in Files())
        {
            try
            {
                _ = RunLinesReader.ReadWhole(new MemoryStream(ReadBytes(file))).Single();
            }
            catch (FileNotFoundException)
            {
                // Taken in meanwhile.
            }
            catch (Exception exception) when (IsUnreadable(exception))
            {
                findings.Add(new Finding(FindingKind.Waiting, null, $"{file}: {exception.Message}"));
            }
        }
        return findings;
    }

    public static void Remove(IReadOnlyList<string> taken)
    {
        // A record that cannot be deleted is stored. To the next writer it is a duplicate, and it tries again.
        foreach (var file in taken)
            _ = TryDelete(file);
    }

    /// <summary>Deletes what processes left that were killed before their record was whole; nobody was told that it waits.</summary>
    /// <returns>How many.</returns>
    public int RemoveLeftOver(DateTime untouchedSinceUtc) => !Directory.Exists(path) ? 0
        : Directory.GetFiles(path, "*" + Extension + ".*.new").Count(file => File.GetLastWriteTimeUtc(file) < untouchedSinceUtc && TryDelete(file));

    private static bool TryDelete(string file)
    {
        try
        {
            File.Delete(file);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool IsUnreadable(Exception exception) => exception is RunFormatException or InvalidDataException or IOException
        or UnauthorizedAccessException or StoreException or ArithmeticException or InvalidOperationException;

    private static byte[] ReadBytes(string file)
    {
        var info = new FileInfo(file);
        if (info.LinkTarget is not null)
            throw new InvalidDataException("it is a link");
        if (info.Length > MostBytes)
            throw new InvalidDataException($"it has {info.Length} bytes, more than {MostBytes}");
        return File.ReadAllBytes(file);
    }

    private string[] Files()
    {
        if (!Directory.Exists(path))
            return [];
        var files = Directory.GetFiles(path, "*" + Extension);
        Array.Sort(files, StringComparer.Ordinal);
        return files;
    }
}
