-- Schema version 1, described in docs/storage.md. Tables are singular and compact, views are plural and readable.

-- Dictionaries: every distinct value once, so that rows which repeat it stay small.

CREATE TABLE source_file (
    id INTEGER PRIMARY KEY,
    path TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE module (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE branch (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE remote (
    id INTEGER PRIMARY KEY,
    url TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE test (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

-- Named metrics beside those that follow from coverage and tests. better: 0 neither way, 1 higher, 2 lower.
CREATE TABLE metric (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    unit TEXT NOT NULL,
    better INTEGER NOT NULL CHECK (better BETWEEN 0 AND 2),
    UNIQUE (name, unit, better)
) STRICT;

CREATE TABLE environment (
    id INTEGER PRIMARY KEY,
    fingerprint TEXT NOT NULL,
    cpu_model TEXT NOT NULL,
    cores INTEGER NOT NULL,
    os TEXT NOT NULL,
    architecture TEXT NOT NULL,
    runtime TEXT NOT NULL,
    UNIQUE (fingerprint, cpu_model, cores, os, architecture, runtime)
) STRICT;

-- What was known of a commit when a run was recorded. A commit has several rows when that differed (a shallow clone, a later tag):
-- rows never change, since the hashes of runs cover them.
CREATE TABLE git_commit (
    id INTEGER PRIMARY KEY,
    sha TEXT NOT NULL,
    authored_at_ms INTEGER,
    committed_at_ms INTEGER,
    subject TEXT
) STRICT;

CREATE INDEX git_commit_by_sha ON git_commit (sha);

CREATE TABLE commit_parent (
    commit_id INTEGER NOT NULL REFERENCES git_commit (id),
    position INTEGER NOT NULL CHECK (position >= 0),
    sha TEXT NOT NULL,
    PRIMARY KEY (commit_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE commit_tag (
    commit_id INTEGER NOT NULL REFERENCES git_commit (id),
    position INTEGER NOT NULL CHECK (position >= 0),
    tag TEXT NOT NULL,
    PRIMARY KEY (commit_id, position)
) STRICT, WITHOUT ROWID;

-- Content-addressed maps of one source file: what is coverable, and what of it is covered. hash: the first 16 bytes of the SHA-256 of
-- data.

CREATE TABLE file_structure (
    id INTEGER PRIMARY KEY,
    hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 16),
    data BLOB NOT NULL
) STRICT;

CREATE TABLE file_state (
    id INTEGER PRIMARY KEY,
    hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 16),
    data BLOB NOT NULL
) STRICT;

-- The files of a session with the maps of each, whole (depth 0) or as the difference from an older manifest. Not owned by a session.
CREATE TABLE manifest (
    id INTEGER PRIMARY KEY,
    hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 16),
    base_id INTEGER REFERENCES manifest (id) CHECK (base_id < id),
    depth INTEGER NOT NULL CHECK (depth BETWEEN 0 AND 32 AND (depth = 0) = (base_id IS NULL)),
    data BLOB NOT NULL
) STRICT;

-- status, here and in session: 0 passed, 1 failed, 2 aborted. Totals are null when no session holds coverage, or tests; files also where
-- the source of the totals does not tell.
CREATE TABLE run (
    id INTEGER PRIMARY KEY,
    uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
    key TEXT NOT NULL UNIQUE,
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    recorded_at_ms INTEGER NOT NULL,
    status INTEGER NOT NULL CHECK (status BETWEEN 0 AND 2),
    commit_id INTEGER REFERENCES git_commit (id),
    branch_id INTEGER REFERENCES branch (id),
    is_dirty INTEGER NOT NULL CHECK (is_dirty IN (0, 1)),
    remote_id INTEGER REFERENCES remote (id),
    ci_provider TEXT,
    ci_build_id TEXT,
    ci_job_id TEXT,
    ci_build_url TEXT,
    ci_pull_request TEXT,
    ci_base_branch TEXT,
    files INTEGER CHECK (files >= 0),
    lines_covered INTEGER CHECK (lines_covered BETWEEN 0 AND lines_coverable),
    lines_coverable INTEGER,
    branches_covered INTEGER CHECK (branches_covered BETWEEN 0 AND branches_total),
    branches_total INTEGER,
    methods_covered INTEGER CHECK (methods_covered BETWEEN 0 AND methods_total),
    methods_total INTEGER,
    complexity_max INTEGER,
    tests_passed INTEGER CHECK (tests_passed >= 0),
    tests_failed INTEGER CHECK (tests_failed >= 0),
    tests_skipped INTEGER CHECK (tests_skipped >= 0),
    test_duration_us INTEGER CHECK (test_duration_us >= 0)
) STRICT;

CREATE INDEX run_by_time ON run (recorded_at_ms, uuid);
CREATE INDEX run_by_branch ON run (branch_id, recorded_at_ms);
CREATE INDEX run_by_commit ON run (commit_id);

-- Labels a user gave to a run; not covered by its hash.
CREATE TABLE run_tag (
    run_id INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    tag TEXT NOT NULL,
    PRIMARY KEY (run_id, tag)
) STRICT, WITHOUT ROWID;

-- Lines are in the manifest. Without one, totals are what the source said, which knew no lines.
-- doubts: codes of docs/diagnostics.md that say why its numbers are not to be judged by, separated by a space. carried_from: the run it
-- was measured in, when that is another one.
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

-- What a session says of named metrics. spread: as the source writes it, such as "± 0.5".
CREATE TABLE session_value (
    session_id INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    metric_id INTEGER NOT NULL REFERENCES metric (id),
    value REAL NOT NULL,
    spread TEXT,
    PRIMARY KEY (session_id, metric_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX session_value_by_metric ON session_value (metric_id);
-- The few sessions there is something to say about.
CREATE INDEX session_with_marks ON session (run_id) WHERE doubts IS NOT NULL OR carried_from IS NOT NULL;

-- Totals of a module in a run; the key puts one module's trend side by side.
CREATE TABLE module_total (
    module_id INTEGER NOT NULL REFERENCES module (id),
    run_id INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    files INTEGER NOT NULL CHECK (files >= 0),
    lines_covered INTEGER NOT NULL CHECK (lines_covered BETWEEN 0 AND lines_coverable),
    lines_coverable INTEGER NOT NULL,
    branches_covered INTEGER NOT NULL CHECK (branches_covered BETWEEN 0 AND branches_total),
    branches_total INTEGER NOT NULL,
    methods_covered INTEGER NOT NULL CHECK (methods_covered BETWEEN 0 AND methods_total),
    methods_total INTEGER NOT NULL,
    complexity_max INTEGER,
    PRIMARY KEY (module_id, run_id)
) STRICT, WITHOUT ROWID;

CREATE VIEW runs AS
SELECT
    run.id AS run_id,
    lower(substr(hex(run.uuid), 1, 8) || '-' || substr(hex(run.uuid), 9, 4) || '-' || substr(hex(run.uuid), 13, 4) || '-'
        || substr(hex(run.uuid), 17, 4) || '-' || substr(hex(run.uuid), 21)) AS id,
    run.key AS run_key,
    strftime('%Y-%m-%dT%H:%M:%fZ', run.recorded_at_ms / 1000.0, 'unixepoch') AS recorded_at,
    CASE run.status WHEN 0 THEN 'passed' WHEN 1 THEN 'failed' ELSE 'aborted' END AS status,
    git_commit.sha AS commit_sha,
    git_commit.subject AS commit_subject,
    branch.name AS branch,
    run.is_dirty,
    remote.url AS remote,
    run.ci_provider,
    run.ci_build_id,
    run.ci_job_id,
    run.ci_build_url,
    run.ci_pull_request,
    run.ci_base_branch,
    lower(hex(run.hash)) AS hash
FROM run
LEFT JOIN git_commit ON git_commit.id = run.commit_id
LEFT JOIN branch ON branch.id = run.branch_id
LEFT JOIN remote ON remote.id = run.remote_id;

CREATE VIEW run_totals AS
SELECT
    run.id AS run_id,
    run.files,
    run.lines_covered,
    run.lines_coverable,
    CAST(run.lines_covered AS REAL) / nullif(run.lines_coverable, 0) AS line_rate,
    run.branches_covered,
    run.branches_total,
    CAST(run.branches_covered AS REAL) / nullif(run.branches_total, 0) AS branch_rate,
    run.methods_covered,
    run.methods_total,
    CAST(run.methods_covered AS REAL) / nullif(run.methods_total, 0) AS method_rate,
    run.complexity_max,
    run.tests_passed + run.tests_failed + run.tests_skipped AS tests_total,
    run.tests_passed,
    run.tests_failed,
    run.tests_skipped,
    run.test_duration_us / 1e6 AS test_duration_seconds
FROM run;

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

CREATE VIEW module_totals AS
SELECT
    module_total.run_id,
    module.name AS module,
    module_total.files,
    module_total.lines_covered,
    module_total.lines_coverable,
    CAST(module_total.lines_covered AS REAL) / nullif(module_total.lines_coverable, 0) AS line_rate,
    module_total.branches_covered,
    module_total.branches_total,
    CAST(module_total.branches_covered AS REAL) / nullif(module_total.branches_total, 0) AS branch_rate,
    module_total.methods_covered,
    module_total.methods_total,
    module_total.complexity_max
FROM module_total
JOIN module ON module.id = module_total.module_id;

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
