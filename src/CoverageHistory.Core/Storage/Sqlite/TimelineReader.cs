using CoverageHistory.Model;

namespace CoverageHistory.Storage.Sqlite;

/// <summary>Finds the files whose coverage differs between runs although they held the same.</summary>
internal sealed class TimelineReader(StoreConnection connection)
{
    private readonly ManifestTable _manifests = new(connection);

    /// <param name="runs">In order.</param>
    public List<FileTimeline> Read(IReadOnlyList<Guid> runs, CoverageFilter? filter)
    {
        var newest = new Dictionary<(long, long), (int Run, ContentId Content)>();
        var found = new List<(SessionSeries.Key Key, List<SessionSeries.Stretch> Stretches)>();
        foreach (var series in ReadSeries(runs))
        {
            foreach (var (key, stretches) in series.Stretches)
            {
                var file = (key.Module, key.File);
                if (!newest.TryGetValue(file, out var known) || known.Run < stretches[^1].Last)
                    newest[file] = (stretches[^1].Last, key.Content);
                if (stretches.Exists(stretch => (stretch.Structure, stretch.State) != (stretches[0].Structure, stretches[0].State)))
                    found.Add((key, stretches));
            }
        }
        var lines = new Dictionary<(long, long), LineCoverage[]>();
        var timelines = new List<FileTimeline>();
        foreach (var (key, stretches) in found)
        {
            if (_manifests.PathOf(key.Module, key.File, filter) is not { } path)
                continue;
            timelines.Add(new FileTimeline(path, key.Content, newest[(key.Module, key.File)].Content == key.Content, stretches.ConvertAll(stretch =>
            {
                var maps = (stretch.Structure, stretch.State);
                if (!lines.TryGetValue(maps, out var decoded))
                    lines.Add(maps, decoded = _manifests.ReadLines(stretch.Structure, stretch.State));
                return new FileStretch(runs[stretch.First], runs[stretch.Last], stretch.Runs, decoded);
            })));
        }
        return timelines;
    }

    private IEnumerable<SessionSeries> ReadSeries(IReadOnlyList<Guid> runs)
    {
        foreach (var alike in ListSessions(runs).GroupBy(session => session.Series))
        {
            var series = new SessionSeries();
            // Two that are alike in one run cannot be told apart in the next.
            foreach (var session in alike.GroupBy(session => session.Run).OrderBy(ofRun => ofRun.Key).Where(ofRun => ofRun.Count() == 1))
                series.Add(session.Key, _manifests.ReadEntries(session.Single().Manifest));
            series.End();
            yield return series;
        }
    }

    private List<AlikeSession> ListSessions(IReadOnlyList<Guid> runs)
    {
        var positions = new Dictionary<Guid, int>(runs.Count);
        for (var i = 0; i < runs.Count; i++)
            positions[runs[i]] = i;
        // A failing test stops where it fails, and what was carried or is doubtful was not measured here: such sessions differ for a reason.
        var rows = connection.Prepare("""
            SELECT run.uuid, session.manifest_id, session.name, session.configuration, session.framework, session.format,
                environment.os, environment.architecture, session.tests_passed, session.tests_skipped, run.branch_id
            FROM session
            JOIN run ON run.id = session.run_id
            JOIN environment ON environment.id = session.environment_id
            WHERE session.status = 0 AND session.manifest_id IS NOT NULL AND session.carried_from IS NULL AND session.doubts IS NULL
            ORDER BY session.id
            """);
        var sessions = new List<AlikeSession>();
        while (rows.Step())
        {
            if (!positions.TryGetValue(new Guid(rows.Blob(), bigEndian: true), out var run))
                continue;
            var manifest = rows.Int64();
            var identity = Session.IdentityOf(rows.Text(), rows.OptionalText(), rows.OptionalText());
            sessions.Add(new AlikeSession(run, manifest, string.Join('\n', identity, rows.OptionalText(), rows.Text(), rows.Text(),
                rows.OptionalInt64(), rows.OptionalInt64(), rows.OptionalInt64())));
        }
        return sessions;
    }

    private sealed record AlikeSession(int Run, long Manifest, string Series);
}
