-- Every trust list and root set that took force here, with its signatures: trust/ is their projection. A folder trust/ that was
-- put back to an older state can so neither brick the workplace nor sign a version twice.
CREATE TABLE trust_note (
  kind TEXT NOT NULL CHECK (kind IN ('trust_list', 'roots')),
  version INTEGER NOT NULL CHECK (version >= 1),
  digest TEXT NOT NULL CHECK (length(digest) = 64),  -- SHA-256 of the note's text, in hexadecimal
  note BLOB NOT NULL,                                -- the whole signed note
  at INTEGER NOT NULL,
  PRIMARY KEY (kind, version)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER trust_note_stays BEFORE UPDATE ON trust_note BEGIN SELECT RAISE(ABORT, 'a trust note is final'); END;
CREATE TRIGGER trust_note_remains BEFORE DELETE ON trust_note BEGIN SELECT RAISE(ABORT, 'a trust note is final'); END;

-- What commands did in the last minutes, by the digest of what they were asked: the same command again is a slip more often
-- than a wish. No fact about a label: rows go after a day.
CREATE TABLE recent_act (
  digest TEXT NOT NULL PRIMARY KEY CHECK (length(digest) = 64),
  at INTEGER NOT NULL,
  act TEXT NOT NULL                                  -- canonical JSON: kind, args
) STRICT, WITHOUT ROWID;
CREATE INDEX recent_act_by_time ON recent_act (at);
