-- Evidence behind an event or a certificate: every version; the highest counts. Each has its log entry, a temgoc-record/v1 of the kind
-- `evidence`. The file lies in papers/, and in pictures/ while everybody may see it.
CREATE TABLE evidence (
  id INTEGER PRIMARY KEY,
  number INTEGER NOT NULL CHECK (number >= 1),
  version INTEGER NOT NULL CHECK (version >= 1),
  subject TEXT NOT NULL,                           -- event/17, certification/K01, as in the body
  file TEXT NOT NULL,                              -- as in the body
  at INTEGER NOT NULL,
  body TEXT NOT NULL,                              -- canonical JSON
  UNIQUE (number, version)
) STRICT;
CREATE INDEX evidence_by_subject ON evidence (subject);
CREATE INDEX evidence_by_file ON evidence (file);
CREATE TRIGGER evidence_stays BEFORE UPDATE ON evidence WHEN NOT EXISTS (SELECT 1 FROM letting_go)
BEGIN SELECT RAISE(ABORT, 'a version of evidence is final'); END;
CREATE TRIGGER evidence_remains BEFORE DELETE ON evidence BEGIN SELECT RAISE(ABORT, 'a version of evidence is final'); END;
