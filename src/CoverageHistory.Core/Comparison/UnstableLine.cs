using CoverageHistory.Model;

namespace CoverageHistory.Comparison;

/// <summary>A line that is covered in some runs and not in others although its file held the same: chance decides.</summary>
/// <param name="Number">1-based.</param>
/// <param name="Content">What the file held; in another content the number says nothing.</param>
/// <param name="IsCurrent">The file still holds this in the newest run that has it.</param>
/// <param name="RunsCovered">In how many sessions it was covered.</param>
/// <param name="RunsSeen">In how many sessions it was coverable.</param>
/// <param name="Flips">How often its state changed from one run to the next.</param>
/// <param name="LastFlip">The newest run whose state differed from the run before.</param>
internal sealed record UnstableLine(
    RepoPath Path, int Number, ContentId Content, bool IsCurrent, int RunsCovered, int RunsSeen, int Flips, Run LastFlip);
