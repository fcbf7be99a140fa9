-- Schema version 3. Benchmarks and what they measured; totals that stay of a run whose lines were dropped.

-- What stays of a benchmark from run to run. Empty texts where there is nothing.
CREATE TABLE benchmark (
    id INTEGER PRIMARY KEY,
    namespace TEXT NOT NULL,
    type TEXT NOT NULL,
    method TEXT NOT NULL CHECK (method <> ''),
    parameters TEXT NOT NULL,
    job TEXT NOT NULL,
    UNIQUE (method, type, namespace, parameters, job)
) STRICT;

-- What a session says of a benchmark; all null when it has no result. Times of one operation. samples_ns: a JSON array, for looking at.
-- The key puts one benchmark's series side by side.
CREATE TABLE measurement (
    benchmark_id INTEGER NOT NULL REFERENCES benchmark (id),
    session_id INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    mean_ns REAL CHECK (mean_ns >= 0),
    median_ns REAL CHECK (median_ns >= 0),
    std_dev_ns REAL CHECK (std_dev_ns >= 0),
    sample_count INTEGER NOT NULL CHECK (sample_count >= 0),
    launches INTEGER NOT NULL CHECK (launches >= 0),
    allocated_bytes REAL CHECK (allocated_bytes >= 0),
    gen0_per_1000 REAL CHECK (gen0_per_1000 >= 0),
    gen1_per_1000 REAL CHECK (gen1_per_1000 >= 0),
    gen2_per_1000 REAL CHECK (gen2_per_1000 >= 0),
    samples_ns TEXT,
    PRIMARY KEY (benchmark_id, session_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX measurement_by_session ON measurement (session_id);

-- What else a session says of a benchmark.
CREATE TABLE measurement_value (
    session_id INTEGER NOT NULL,
    benchmark_id INTEGER NOT NULL,
    metric_id INTEGER NOT NULL REFERENCES metric (id),
    value REAL NOT NULL,
    spread TEXT,
    PRIMARY KEY (session_id, benchmark_id, metric_id),
    FOREIGN KEY (benchmark_id, session_id) REFERENCES measurement (benchmark_id, session_id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE INDEX measurement_value_by_metric ON measurement_value (metric_id);

-- What bears on a session's times beside its environment, as "key: value".
CREATE TABLE session_note (
    session_id INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    note TEXT NOT NULL,
    PRIMARY KEY (session_id, note)
) STRICT, WITHOUT ROWID;

-- Totals of a run and of its modules, of which no lines are left to count them from; JSON as the run's record has it.
CREATE TABLE kept_totals (
    run_id INTEGER PRIMARY KEY REFERENCES run (id) ON DELETE CASCADE,
    totals TEXT NOT NULL
) STRICT;

CREATE VIEW measurements AS
SELECT
    session.run_id,
    measurement.session_id,
    benchmark.namespace,
    benchmark.type,
    benchmark.method,
    benchmark.parameters,
    benchmark.job,
    environment.fingerprint AS environment,
    measurement.mean_ns,
    measurement.median_ns,
    measurement.std_dev_ns,
    measurement.sample_count,
    measurement.launches,
    measurement.allocated_bytes,
    measurement.gen0_per_1000,
    measurement.gen1_per_1000,
    measurement.gen2_per_1000,
    measurement.samples_ns
FROM measurement
JOIN benchmark ON benchmark.id = measurement.benchmark_id
JOIN session ON session.id = measurement.session_id
JOIN environment ON environment.id = session.environment_id;
