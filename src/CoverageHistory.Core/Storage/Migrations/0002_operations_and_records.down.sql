DROP VIEW metric_values;
DROP VIEW sessions;
CREATE TABLE new_session AS SELECT * FROM session;
DROP TABLE session;

CREATE TABLE session (
    id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    content_hash BLOB NOT NULL CHECK (length(content_hash) = 32),
    name TEXT NOT NULL,
    configuration TEXT,
    framework TEXT,
    format TEXT,
    status INTEGER NOT NULL CHECK (status BETWEEN 0 AND 2),
    excluded_files INTEGER NOT NULL CHECK (excluded_files >= 0),
    doubts TEXT,
    carried_from BLOB CHECK (length(carried_from) = 16),
    carried_runs INTEGER CHECK (carried_runs > 0 AND (carried_runs IS NULL) = (carried_from IS NULL)),
    environment_id INTEGER NOT NULL REFERENCES environment (id),
    manifest_id INTEGER REFERENCES manifest (id),
    test_results BLOB,
    files INTEGER CHECK (files >= 0 AND (manifest_id IS NULL OR files IS NOT NULL)),
    lines_covered INTEGER CHECK (lines_covered BETWEEN 0 AND lines_coverable),
    lines_coverable INTEGER,
    branches_covered INTEGER CHECK (branches_covered BETWEEN 0 AND branches_total),
    branches_total INTEGER,
    methods_covered INTEGER CHECK (methods_covered BETWEEN 0 AND methods_total),
    methods_total INTEGER,
    complexity_max INTEGER,
    tests_passed INTEGER CHECK ((tests_passed IS NULL) = (test_results IS NULL)),
    tests_failed INTEGER,
    tests_skipped INTEGER,
    test_duration_us INTEGER,
    UNIQUE (run_id, content_hash)
) STRICT;

INSERT INTO session (id, run_id, content_hash, name, configuration, framework, format, status, excluded_files, doubts,
    carried_from, carried_runs, environment_id, manifest_id, test_results, files, lines_covered,
    lines_coverable, branches_covered, branches_total, methods_covered, methods_total,
    complexity_max, tests_passed, tests_failed, tests_skipped, test_duration_us)
SELECT id, run_id, CASE length(content_hash) WHEN 16 THEN CAST(content_hash || zeroblob(16) AS BLOB) ELSE content_hash END, name,
    configuration, framework, format, status, excluded_files, doubts, carried_from, carried_runs, environment_id,
    manifest_id, test_results, files, lines_covered, lines_coverable, branches_covered, branches_total, methods_covered,
    methods_total, complexity_max, tests_passed, tests_failed, tests_skipped, test_duration_us
FROM new_session;

DROP TABLE new_session;
CREATE INDEX session_with_marks ON session (run_id) WHERE doubts IS NOT NULL OR carried_from IS NOT NULL;

CREATE VIEW sessions AS
SELECT
    session.id AS session_id,
    session.run_id,
    session.name,
    session.configuration,
    session.framework,
    session.format,
    CASE session.status WHEN 0 THEN 'passed' WHEN 1 THEN 'failed' ELSE 'aborted' END AS status,
    session.excluded_files,
    session.doubts,
    lower(substr(hex(session.carried_from), 1, 8) || '-' || substr(hex(session.carried_from), 9, 4) || '-'
        || substr(hex(session.carried_from), 13, 4) || '-' || substr(hex(session.carried_from), 17, 4) || '-'
        || nullif(substr(hex(session.carried_from), 21), '')) AS carried_from,
    session.carried_runs,
    environment.fingerprint AS environment,
    environment.cpu_model,
    environment.cores,
    environment.os,
    environment.architecture,
    environment.runtime,
    session.files,
    session.lines_covered,
    session.lines_coverable,
    CAST(session.lines_covered AS REAL) / nullif(session.lines_coverable, 0) AS line_rate,
    session.branches_covered,
    session.branches_total,
    CAST(session.branches_covered AS REAL) / nullif(session.branches_total, 0) AS branch_rate,
    session.tests_passed + session.tests_failed + session.tests_skipped AS tests_total,
    session.tests_passed,
    session.tests_failed,
    session.tests_skipped,
    session.test_duration_us / 1e6 AS test_duration_seconds,
    lower(hex(session.content_hash)) AS content_hash
FROM session
JOIN environment ON environment.id = session.environment_id;

CREATE VIEW metric_values AS
SELECT
    session.run_id,
    session_value.session_id,
    metric.name AS metric,
    metric.unit,
    CASE metric.better WHEN 1 THEN 'higher' WHEN 2 THEN 'lower' ELSE 'none' END AS better,
    session_value.value,
    session_value.spread
FROM session_value
JOIN session ON session.id = session_value.session_id
JOIN metric ON metric.id = session_value.metric_id;

DROP VIEW operations;
DROP TABLE watermark;
DROP TABLE tombstone;
DROP TABLE operation;
