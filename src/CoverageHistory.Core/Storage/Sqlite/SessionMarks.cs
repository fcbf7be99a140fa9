namespace CoverageHistory.Storage.Sqlite;

/// <summary>What there is to say about the sessions of runs: how many were carried, and the doubts.</summary>
internal sealed class SessionMarks(StoreConnection connection)
{
    private const string Select = "SELECT run_id, carried_from IS NOT NULL, doubts FROM session WHERE (doubts IS NOT NULL OR carried_from IS NOT NULL)";

    private Dictionary<long, Marks>? _loaded;

    /// <summary>Reads those of all runs at once.</summary>
    public void Load() => _loaded = Read(connection.Prepare(Select));

    /// <summary>The summary with them.</summary>
    public RunSummary Mark(long run, RunSummary summary)
    {
        var marks = _loaded ?? Read(connection.Prepare(Select + " AND run_id = ?").Bind(run));
        return marks.TryGetValue(run, out var found) ? summary with { CarriedSessions = found.Carried, Doubts = [.. found.Doubts] } : summary;
    }

    private static Dictionary<long, Marks> Read(Statement rows)
    {
        var marks = new Dictionary<long, Marks>();
        while (rows.Step())
        {
            var run = rows.Int64();
            if (!marks.TryGetValue(run, out var found))
                marks.Add(run, found = new Marks());
            found.Carried += rows.Int32();
            foreach (var doubt in rows.OptionalText()?.Split(' ') ?? [])
                found.Doubts.Add(doubt);
        }
        return marks;
    }

    private sealed class Marks
    {
        public int Carried { get; set; }

        public SortedSet<string> Doubts { get; } = new(StringComparer.Ordinal);
    }
}
