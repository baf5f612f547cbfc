-- A lot that was issued by mistake and taken back before any label of it was printed. The lot itself, its number and its
-- code stay.
CREATE TABLE lot_cancellation (
  id INTEGER PRIMARY KEY,
  lot_id INTEGER NOT NULL UNIQUE REFERENCES lot (id),
  reason TEXT NOT NULL CHECK (reason <> ''),
  who TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE TRIGGER lot_cancellation_stays BEFORE UPDATE ON lot_cancellation BEGIN SELECT RAISE(ABORT, 'a cancelled lot is final'); END;
CREATE TRIGGER lot_cancellation_remains BEFORE DELETE ON lot_cancellation BEGIN SELECT RAISE(ABORT, 'a cancelled lot is final'); END;

-- A restore may take back such an entry too: `kind` allows one more word. SQLite changes a rule by a new table alone.
CREATE TABLE known_by_entry_with_cancellations (
  realm_id INTEGER NOT NULL,
  leaf_index INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('lot', 'print_job', 'recall', 'void', 'lot_cancellation', 'key_status', 'link', 'none')),
  row_id INTEGER,
  key_id BLOB,
  issue_number INTEGER,
  gtin TEXT,
  code TEXT,
  PRIMARY KEY (realm_id, leaf_index),
  FOREIGN KEY (realm_id, leaf_index) REFERENCES log_entry (realm_id, leaf_index)
) STRICT, WITHOUT ROWID;
INSERT INTO known_by_entry_with_cancellations
SELECT realm_id, leaf_index, kind, row_id, key_id, issue_number, gtin, code FROM known_by_entry;
DROP TABLE known_by_entry;
ALTER TABLE known_by_entry_with_cancellations RENAME TO known_by_entry;
CREATE INDEX known_by_entry_row ON known_by_entry (kind, row_id) WHERE row_id IS NOT NULL;
CREATE INDEX known_by_entry_number ON known_by_entry (key_id, issue_number) WHERE kind = 'lot';
CREATE INDEX known_by_entry_code ON known_by_entry (realm_id, gtin, code) WHERE kind = 'lot';
CREATE TRIGGER known_by_entry_remains BEFORE DELETE ON known_by_entry BEGIN SELECT RAISE(ABORT, 'what a restore took back is final'); END;
