DROP VIEW measurements;
DROP TABLE kept_totals;
DROP TABLE session_note;
DROP TABLE measurement_value;
DROP TABLE measurement;
DROP TABLE benchmark;
DELETE FROM metric WHERE id NOT IN (SELECT metric_id FROM session_value);
