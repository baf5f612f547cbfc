-- Who may take the offline data along, and what they checked with it.

-- The key of the keyed hashes below; made with the first enrolment.
CREATE TABLE inspector_key (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  key BLOB NOT NULL CHECK (length(key) = 32)
) STRICT;

CREATE TABLE inspector (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL CHECK (name <> ''),
  code_hash BLOB NOT NULL UNIQUE CHECK (length(code_hash) = 32),  -- HMAC-SHA256 of the code; the code itself is on no record
  added_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL CHECK (expires_at > added_at),
  revoked_at INTEGER
) STRICT;

CREATE TRIGGER inspector_stays BEFORE UPDATE OF id, name, code_hash, added_at, expires_at ON inspector
BEGIN SELECT RAISE(ABORT, 'an enrolment is final'); END;
CREATE TRIGGER inspector_revoked_once BEFORE UPDATE OF revoked_at ON inspector WHEN OLD.revoked_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'an enrolment is revoked once'); END;
CREATE TRIGGER inspector_remains BEFORE DELETE ON inspector BEGIN SELECT RAISE(ABORT, 'an enrolment is final'); END;

CREATE TABLE visit (
  id INTEGER PRIMARY KEY,
  inspector_id INTEGER NOT NULL REFERENCES inspector (id),
  visit_id TEXT NOT NULL CHECK (visit_id <> ''),       -- as the phone named it
  receipt TEXT NOT NULL UNIQUE,
  received_at INTEGER NOT NULL,
  body TEXT NOT NULL,                                  -- JSON, as the phone sent it
  UNIQUE (inspector_id, visit_id)
) STRICT;

CREATE TRIGGER visit_stays BEFORE UPDATE ON visit BEGIN SELECT RAISE(ABORT, 'a visit is final'); END;
CREATE TRIGGER visit_remains BEFORE DELETE ON visit BEGIN SELECT RAISE(ABORT, 'a visit is final'); END;
