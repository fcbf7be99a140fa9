using CoverageHistory.Model;

namespace CoverageHistory.Storage.Maps;

/// <summary>A file of a manifest, by the database's own ids.</summary>
internal sealed record ManifestEntry(long Module, long File, long Structure, long State, ContentId Content) : IComparable<ManifestEntry>
{
    public int CompareTo(ManifestEntry? other) => other is null ? 1
        : Module != other.Module ? Module.CompareTo(other.Module) : File.CompareTo(other.File);
}
