-- What was answered to a report. The newest answer stands; the others are kept.
CREATE TABLE report_answer (
  id INTEGER PRIMARY KEY,
  report_id INTEGER NOT NULL REFERENCES report (id),
  at INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('taken_up', 'not_founded', 'acted_on')),
  words TEXT NOT NULL CHECK (words <> ''),           -- that the reporter reads
  actor_id TEXT NOT NULL CHECK (actor_id <> ''),
  actor_name TEXT NOT NULL,
  actor_role TEXT NOT NULL,
  channel TEXT NOT NULL CHECK (channel IN ('command', 'page', 'api'))
) STRICT;
CREATE INDEX report_answer_by_report ON report_answer (report_id);
CREATE TRIGGER report_answer_stays BEFORE UPDATE ON report_answer BEGIN SELECT RAISE(ABORT, 'an answer is final'); END;
CREATE TRIGGER report_answer_remains BEFORE DELETE ON report_answer BEGIN SELECT RAISE(ABORT, 'an answer is final'); END;
