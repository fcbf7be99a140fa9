using CoverageHistory.Model;
using CoverageHistory.Storage.Maps;

namespace CoverageHistory.Storage;

/// <summary>A file of a session's coverage, by the addresses of its maps.</summary>
internal sealed record FileRecord(string Module, RepoPath Path, BlobKey Structure, BlobKey State, ContentId Content);
