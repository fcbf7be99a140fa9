using CoverageHistory.Model;

namespace CoverageHistory.Storage.Sqlite;

/// <summary>Benchmarks and what sessions say of them.</summary>
internal sealed class MeasurementTable(StoreConnection connection, MetricTable metrics)
{
    private const string Numbers = """
        measurement.mean_ns, measurement.median_ns, measurement.std_dev_ns, measurement.sample_count, measurement.launches,
        measurement.allocated_bytes, measurement.gen0_per_1000, measurement.gen1_per_1000, measurement.gen2_per_1000
        """;

    private const string Names = "benchmark.namespace, benchmark.type, benchmark.method, benchmark.parameters, benchmark.job";

    private readonly Dictionary<Benchmark, long> _ids = [];

    public void Add(long session, IReadOnlyList<Measurement> measurements)
    {
        foreach (var measurement in measurements)
        {
            var benchmark = IdOf(measurement.Benchmark);
            connection.Prepare("""
                INSERT INTO measurement (benchmark_id, session_id, mean_ns, median_ns, std_dev_ns, sample_count, launches,
                    allocated_bytes, gen0_per_1000, gen1_per_1000, gen2_per_1000, samples_ns)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
                .Bind(benchmark).Bind(session)
                .Bind(measurement.MeanNs).Bind(measurement.MedianNs).Bind(measurement.StdDevNs)
                .Bind(measurement.SampleCount).Bind(measurement.Launches).Bind(measurement.AllocatedBytes)
                .Bind(measurement.Gen0Per1000).Bind(measurement.Gen1Per1000).Bind(measurement.Gen2Per1000)
                .Bind(MeasurementText.WriteSamples(measurement.SamplesNs)).Run();
            foreach (var value in measurement.Values)
            {
                connection.Prepare("INSERT INTO measurement_value (session_id, benchmark_id, metric_id, value, spread) VALUES (?, ?, ?, ?, ?)")
                    .Bind(session).Bind(benchmark).Bind(metrics.IdOf(value.Metric)).Bind(value.Value).Bind(value.Spread).Run();
            }
        }
    }

    /// <summary>In the order of a record; null when the session holds none.</summary>
    public List<Measurement>? Read(long session)
    {
        var rows = connection.Prepare($"""
            SELECT {Names}, {Numbers}, measurement.samples_ns, measurement.benchmark_id
            FROM measurement JOIN benchmark ON benchmark.id = measurement.benchmark_id
            WHERE measurement.session_id = ?
            """).Bind(session);
        List<Measurement>? measurements = null;
        List<long> benchmarks = [];
        while (rows.Step())
        {
            var measurement = ReadNumbers(rows, ReadBenchmark(rows));
            (measurements ??= []).Add(measurement with { SamplesNs = MeasurementText.ReadSamples(rows.OptionalText()) });
            benchmarks.Add(rows.Int64());
        }
        if (measurements is null)
            return null;
        for (var i = 0; i < measurements.Count; i++)
        {
            if (ReadValues(session, benchmarks[i]) is { Count: > 0 } values)
                measurements[i] = measurements[i] with { Values = values };
        }
        measurements.Sort(MeasurementOrder.Compare);
        return measurements;
    }

    /// <summary>Every benchmark that some session measured.</summary>
    public List<Benchmark> List()
    {
        var rows = connection.Prepare($"""
            SELECT {Names} FROM benchmark
            WHERE EXISTS (SELECT 1 FROM measurement WHERE measurement.benchmark_id = benchmark.id)
            """);
        var benchmarks = new List<Benchmark>();
        while (rows.Step())
            benchmarks.Add(ReadBenchmark(rows));
        benchmarks.Sort(MeasurementOrder.Compare);
        return benchmarks;
    }

    /// <summary>What was measured of these benchmarks, session by session, without samples and other values.</summary>
    /// <param name="chosen">Null: all.</param>
    public List<StoredMeasurement> ReadSeries(IReadOnlySet<Benchmark>? chosen)
    {
        var benchmarks = new List<(long Id, Benchmark Benchmark)>();
        var names = connection.Prepare($"SELECT benchmark.id, {Names} FROM benchmark");
        while (names.Step())
        {
            var id = names.Int64();
            if (ReadBenchmark(names) is var benchmark && chosen?.Contains(benchmark) != false)
                benchmarks.Add((id, benchmark));
        }
        var environments = new Dictionary<long, ExecutionEnvironment>();
        var measurements = new List<StoredMeasurement>();
        foreach (var (id, benchmark) in benchmarks)
        {
            var rows = connection.Prepare($"""
                SELECT run.uuid, session.id, session.environment_id, {Numbers}
                FROM measurement
                JOIN session ON session.id = measurement.session_id
                JOIN run ON run.id = session.run_id
                WHERE measurement.benchmark_id = ? ORDER BY measurement.session_id
                """).Bind(id);
            while (rows.Step())
            {
                var run = new Guid(rows.Blob(), bigEndian: true);
                var session = rows.Int64();
                var environment = rows.Int64();
                if (!environments.TryGetValue(environment, out var known))
                    environments.Add(environment, known = ReadEnvironment(environment));
                measurements.Add(new StoredMeasurement(run, session, known, ReadNumbers(rows, benchmark)));
            }
        }
        return measurements;
    }

    /// <summary>What bears on the times of a session; ascending.</summary>
    public List<string> ReadNotes(long session)
    {
        var rows = connection.Prepare("SELECT note FROM session_note WHERE session_id = ?").Bind(session);
        var notes = new List<string>();
        while (rows.Step())
            notes.Add(rows.Text());
        notes.Sort(StringComparer.Ordinal);
        return notes;
    }

    public void AddNotes(long session, IReadOnlyList<string> notes)
    {
        foreach (var note in notes)
            connection.Prepare("INSERT INTO session_note (session_id, note) VALUES (?, ?)").Bind(session).Bind(note).Run();
    }

    private long IdOf(Benchmark benchmark)
    {
        if (_ids.TryGetValue(benchmark, out var known))
            return known;
        var find = Bind(connection.Prepare(
            "SELECT id FROM benchmark WHERE namespace = ? AND type = ? AND method = ? AND parameters = ? AND job = ?"), benchmark);
        if (find.Step())
        {
            known = find.Int64();
            find.Reset();
            return _ids[benchmark] = known;
        }
        Bind(connection.Prepare("INSERT INTO benchmark (namespace, type, method, parameters, job) VALUES (?, ?, ?, ?, ?)"), benchmark).Run();
        return _ids[benchmark] = connection.LastId;
    }

    private static Statement Bind(Statement statement, Benchmark benchmark) =>
        statement.Bind(benchmark.Namespace).Bind(benchmark.Type).Bind(benchmark.Method).Bind(benchmark.Parameters).Bind(benchmark.Job);

    private static Benchmark ReadBenchmark(Statement row) => new(row.Text(), row.Text(), row.Text(), row.Text(), row.Text());

    private static Measurement ReadNumbers(Statement row, Benchmark benchmark) => new()
    {
        Benchmark = benchmark,
        MeanNs = row.OptionalDouble(),
        MedianNs = row.OptionalDouble(),
        StdDevNs = row.OptionalDouble(),
        SampleCount = row.Int32(),
        Launches = row.Int32(),
        AllocatedBytes = row.OptionalDouble(),
        Gen0Per1000 = row.OptionalDouble(),
        Gen1Per1000 = row.OptionalDouble(),
        Gen2Per1000 = row.OptionalDouble(),
    };

    private List<MetricValue> ReadValues(long session, long benchmark)
    {
        var rows = connection.Prepare("""
            SELECT metric.name, metric.unit, metric.better, measurement_value.value, measurement_value.spread
            FROM measurement_value JOIN metric ON metric.id = measurement_value.metric_id
            WHERE measurement_value.session_id = ? AND measurement_value.benchmark_id = ?
            """).Bind(session).Bind(benchmark);
        return MetricTable.ReadValues(rows);
    }

    private ExecutionEnvironment ReadEnvironment(long id)
    {
        var row = connection.Prepare("SELECT cpu_model, cores, os, architecture, runtime FROM environment WHERE id = ?").Bind(id);
        row.Step();
        var environment = new ExecutionEnvironment(row.Text(), row.Int32(), row.Text(), row.Text(), row.Text());
        row.Reset();
        return environment;
    }
}
