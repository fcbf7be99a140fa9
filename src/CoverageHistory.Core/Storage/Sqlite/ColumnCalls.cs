using System.Runtime.InteropServices;

namespace CoverageHistory.Storage.Sqlite;

/// <summary>
/// What is asked of every column of every row. SQLitePCLRaw counts a reference to the statement for each call and tells the collector that the
/// thread is elsewhere, which calls this short need not do. They are made on the library that it has loaded.
/// </summary>
internal static class ColumnCalls
{
    private const string Library = "e_sqlite3";

    /// <param name="statement">0 for one that is finished: SQLite answers null.</param>
    /// <param name="column">From 0; of one that is not there SQLite answers null.</param>
    [DllImport(Library, EntryPoint = "sqlite3_column_type", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    [SuppressGCTransition]
    public static extern int Type(nint statement, int column);

    /// <inheritdoc cref="Type"/>
    [DllImport(Library, EntryPoint = "sqlite3_column_int64", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    [SuppressGCTransition]
    public static extern long Int64(nint statement, int column);
}
