namespace CoverageHistory.Storage;

/// <summary>A history that was brought to another version of its schema.</summary>
/// <param name="From">As it was.</param>
/// <param name="To">As it is, or would be.</param>
/// <param name="Copy">The file as it was before; null when nothing was changed.</param>
internal sealed record SchemaChange(int From, int To, string? Copy);
