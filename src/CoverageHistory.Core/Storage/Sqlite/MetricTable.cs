using CoverageHistory.Model;

namespace CoverageHistory.Storage.Sqlite;

/// <summary>Named metrics and their values.</summary>
internal sealed class MetricTable(StoreConnection connection)
{
    private readonly Dictionary<Metric, long> _ids = [];

    public void Add(long session, IReadOnlyList<MetricValue> values)
    {
        foreach (var value in values)
        {
            connection.Prepare("INSERT INTO session_value (session_id, metric_id, value, spread) VALUES (?, ?, ?, ?)")
                .Bind(session).Bind(IdOf(value.Metric)).Bind(value.Value).Bind(value.Spread).Run();
        }
    }

    /// <summary>In the order of a record.</summary>
    public List<MetricValue> Read(long session)
    {
        var rows = connection.Prepare("""
            SELECT metric.name, metric.unit, metric.better, session_value.value, session_value.spread
            FROM session_value JOIN metric ON metric.id = session_value.metric_id
            WHERE session_value.session_id = ?
            """).Bind(session);
        return ReadValues(rows);
    }

    /// <summary>Of rows with name, unit, direction, value and spread; in the order of a record.</summary>
    public static List<MetricValue> ReadValues(Statement rows)
    {
        var values = new List<MetricValue>();
        while (rows.Step())
            values.Add(new MetricValue(ReadMetric(rows), rows.Double(), rows.OptionalText()));
        values.Sort(MetricOrder.Compare);
        return values;
    }

    /// <summary>Those of which a run has a value, in the order they came.</summary>
    public List<Metric> List()
    {
        var rows = connection.Prepare("""
            SELECT name, unit, better FROM metric
            WHERE EXISTS (SELECT 1 FROM session_value WHERE session_value.metric_id = metric.id) ORDER BY id
            """);
        var metrics = new List<Metric>();
        while (rows.Step())
            metrics.Add(ReadMetric(rows));
        return metrics;
    }

    /// <summary>The value of each run that has one; the last session's where several do.</summary>
    public Dictionary<Guid, double> ListValues(string name, string unit)
    {
        var rows = connection.Prepare("""
            SELECT run.uuid, session_value.value
            FROM metric
            JOIN session_value ON session_value.metric_id = metric.id
            JOIN session ON session.id = session_value.session_id
            JOIN run ON run.id = session.run_id
            WHERE metric.name = ? AND metric.unit = ? ORDER BY session.id
            """).Bind(name).Bind(unit);
        var values = new Dictionary<Guid, double>();
        while (rows.Step())
            values[new Guid(rows.Blob(), bigEndian: true)] = rows.Double();
        return values;
    }

    public long IdOf(Metric metric)
    {
        if (_ids.TryGetValue(metric, out var known))
            return known;
        connection.Prepare("INSERT INTO metric (name, unit, better) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
            .Bind(metric.Name).Bind(metric.Unit).Bind((long)metric.Better).Run();
        var row = connection.Prepare("SELECT id FROM metric WHERE name = ? AND unit = ? AND better = ?")
            .Bind(metric.Name).Bind(metric.Unit).Bind((long)metric.Better);
        row.Step();
        var id = row.Int64();
        row.Reset();
        return _ids[metric] = id;
    }

    private static Metric ReadMetric(Statement row)
    {
        var name = row.Text();
        return new Metric(name, row.Text(), (MetricDirection)row.Int32(), name);
    }
}
