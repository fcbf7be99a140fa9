using CoverageHistory.Model;
using CoverageHistory.Storage.Maps;

namespace CoverageHistory.Storage;

/// <summary>A list of files, whole or as what differs from another one.</summary>
/// <param name="From">The other list; null: <paramref name="Set"/> is all of it.</param>
/// <param name="Set">Files that are new or have other maps, ordered by module, then path, ordinally.</param>
/// <param name="Gone">Files of the other list that this one lacks.</param>
internal sealed record FileListDelta(BlobKey? From, IReadOnlyList<FileRecord> Set, IReadOnlyList<(string Module, RepoPath Path)> Gone)
{
    /// <summary>Whether the list was checked against its address when it was read.</summary>
    public bool IsChecked { get; init; }

    public static FileListDelta Whole(IReadOnlyList<FileRecord> files) => new(null, files, []);
}
