using System.Runtime.InteropServices;

namespace CoverageHistory.Storage.Sqlite;

/// <summary>Files that are on the disk when a call returns.</summary>
internal static class DurableFile
{
    /// <summary>The same on Linux and macOS.</summary>
    private const int FileExists = 17;

    private const int CurrentFolder = -100;
    private const uint DoNotReplace = 1;
    private const uint DoNotReplaceOnMac = 4;

    /// <summary>Writes a new file that only its owner may read, and waits until it is on the disk.</summary>
    /// <exception cref="IOException">The file exists, be it as a link.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var stream = new FileStream(path, options);
        stream.Write(content);
        stream.Flush(flushToDisk: true);
    }

    /// <summary>
    /// Lets <paramref name="write"/> make a file under another name and gives it its name when it is whole. Does nothing where there is a
    /// file of that name already.
    /// </summary>
    public static void Publish(string path, Action<string> write)
    {
        if (File.Exists(path))
            return;
        var temporary = $"{path}.{Guid.CreateVersion7():N}.new";
        try
        {
            write(temporary);
            GiveName(temporary, path);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process was faster, and its file is as good.
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>
    /// Gives a file a name that nobody else took. On Unix with a link, or, where the file system has none, by asking for a move that
    /// replaces nothing: a move alone looks whether there is a file of that name and then replaces whatever came in between, which may hold
    /// runs by now.
    /// </summary>
    /// <exception cref="IOException">There is a file of that name.</exception>
    public static void GiveName(string temporary, string path)
    {
        if (OperatingSystem.IsWindows())
            File.Move(temporary, path, overwrite: false);
        else if (Link(temporary, path) == 0)
            File.Delete(temporary);
        else if (Marshal.GetLastPInvokeError() == FileExists)
            throw new IOException($"{path} exists");
        else
            MoveUnlessThere(temporary, path);
        FlushFolder(Path.GetDirectoryName(path)!);
    }

    /// <summary>For file systems without links, such as FAT.</summary>
    /// <exception cref="IOException">There is a file of that name.</exception>
    internal static void MoveUnlessThere(string temporary, string path)
    {
        try
        {
            var isMoved = OperatingSystem.IsMacOS()
                ? RenameExclusively(temporary, path, DoNotReplaceOnMac) == 0
                : RenameAt(CurrentFolder, temporary, CurrentFolder, path, DoNotReplace) == 0;
            if (isMoved)
                return;
            if (Marshal.GetLastPInvokeError() == FileExists)
                throw new IOException($"{path} exists");
        }
        catch (EntryPointNotFoundException)
        {
            // A C library that is older than the call.
        }
        // Neither links nor such moves: what comes in the moment between looking and moving is replaced.
        File.Move(temporary, path, overwrite: false);
    }

    /// <summary>Waits until a file that was written by other means is on the disk.</summary>
    public static void Flush(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
        stream.Flush(flushToDisk: true);
    }

    /// <summary>Creates a folder, and those above it that are missing, so that a power cut does not take it with all that is in it.</summary>
    public static void CreateFolder(string path)
    {
        if (Directory.Exists(path))
            return;
        if (Path.GetDirectoryName(path) is { } above)
        {
            CreateFolder(above);
            Directory.CreateDirectory(path);
            FlushFolder(above);
        }
    }

    /// <summary>Makes a new or renamed entry of the folder last; Windows does so by itself.</summary>
    public static void FlushFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            return;
        var descriptor = Open(path, flags: 0);
        if (descriptor < 0)
            return;
        _ = Sync(descriptor);
        _ = Close(descriptor);
    }

    [DllImport("libc", EntryPoint = "link", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Link([MarshalAs(UnmanagedType.LPUTF8Str)] string path, [MarshalAs(UnmanagedType.LPUTF8Str)] string name);

    [DllImport("libc", EntryPoint = "renameat2", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int RenameAt(
        int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int otherFolder, [MarshalAs(UnmanagedType.LPUTF8Str)] string name, uint flags);

    [DllImport("libc", EntryPoint = "renamex_np", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int RenameExclusively(
        [MarshalAs(UnmanagedType.LPUTF8Str)] string path, [MarshalAs(UnmanagedType.LPUTF8Str)] string name, uint flags);

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Sync(int descriptor);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int descriptor);
}
