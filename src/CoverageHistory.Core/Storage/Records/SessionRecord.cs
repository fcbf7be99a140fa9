using CoverageHistory.Model;
using CoverageHistory.Storage.Maps;

namespace CoverageHistory.Storage;

/// <summary>A session as it stands in a <see cref="RunRecord"/>.</summary>
/// <param name="Session">With null content but for values of named metrics, and totals that came without lines.</param>
/// <param name="Files">The address of the list of its files, with the maps of each; null when it holds no coverage.</param>
/// <param name="Tests">Ordered by name, ordinally, then outcome and duration; null when the session holds no test results.</param>
internal sealed record SessionRecord(Session Session, BlobKey? Files, IReadOnlyList<TestResult>? Tests)
{
    /// <summary>What the session is in the run's canonical text.</summary>
    internal byte[] ToText()
    {
        var json = new CanonicalJson();
        RunRecordWriter.Write(json, this);
        return json.ToArray();
    }
}
