-- Offline bundles that were made: the log entry of each binds what it tells.
CREATE TABLE bundle (
  realm_id INTEGER NOT NULL,
  leaf_index INTEGER NOT NULL,
  made_at INTEGER NOT NULL,
  facts_sha256 TEXT NOT NULL CHECK (length(facts_sha256) = 64),
  PRIMARY KEY (realm_id, leaf_index),
  FOREIGN KEY (realm_id, leaf_index) REFERENCES log_entry (realm_id, leaf_index)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER bundle_stays BEFORE UPDATE ON bundle BEGIN SELECT RAISE(ABORT, 'a bundle is final'); END;
CREATE TRIGGER bundle_remains BEFORE DELETE ON bundle BEGIN SELECT RAISE(ABORT, 'a bundle is final'); END;
