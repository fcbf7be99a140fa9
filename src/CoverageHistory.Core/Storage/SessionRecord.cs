using CoverageHistory.Model;

namespace CoverageHistory.Storage;

/// <summary>A session as it stands in a <see cref="RunRecord"/>.</summary>
/// <param name="Session">With null content but for values of named metrics, and totals that came without lines.</param>
/// <param name="Files">Ordered by module, then path, ordinally; null when the session holds no coverage.</param>
/// <param name="Tests">Ordered by name, ordinally, then outcome and duration; null when the session holds no test results.</param>
public sealed record SessionRecord(Session Session, IReadOnlyList<FileRecord>? Files, IReadOnlyList<TestResult>? Tests);
