using CoverageHistory.Model;

namespace CoverageHistory.Storage;

/// <summary>
/// One source file while it held one content, in sessions that are alike: of one name, configuration, framework, format, system, number
/// of tests and branch. Only sessions that passed, were measured and are free of doubts count, because the others have reasons to differ.
/// </summary>
/// <param name="IsCurrent">The file holds this in the newest of all the runs that have it.</param>
/// <param name="Stretches">At least two different ones, in the order of the runs.</param>
internal sealed record FileTimeline(RepoPath Path, ContentId Content, bool IsCurrent, IReadOnlyList<FileStretch> Stretches);

/// <summary>Sessions one after the other in which the file's coverage was the same.</summary>
/// <param name="First">Its first run.</param>
/// <param name="Last">Its last run.</param>
/// <param name="Runs">How many, at least 1.</param>
internal sealed record FileStretch(Guid First, Guid Last, int Runs, LineCoverage[] Lines);
