namespace CoverageHistory.Reliability.PowerCuts;

/// <summary>What a traced program asked of the disk, or said on its output. Paths are absolute.</summary>
internal abstract record DiskOperation
{
    private DiskOperation()
    {
    }

    /// <summary>Where there is a file of that name, it is as it was.</summary>
    public sealed record Create(string Path) : DiskOperation;

    public sealed record CreateFolder(string Path) : DiskOperation;

    public sealed record Write(string Path, long Offset, byte[] Data) : DiskOperation;

    public sealed record Resize(string Path, long Length) : DiskOperation;

    public sealed record Rename(string From, string To) : DiskOperation;

    /// <summary>A second name for a file.</summary>
    public sealed record Link(string Path, string Name) : DiskOperation;

    public sealed record Remove(string Path) : DiskOperation;

    /// <summary>Returns when the content of the file, or the names in the folder, are on the disk.</summary>
    public sealed record Flush(string Path) : DiskOperation;

    /// <summary>A line on the standard output: somebody relies on it.</summary>
    public sealed record Say(string Line) : DiskOperation;
}
