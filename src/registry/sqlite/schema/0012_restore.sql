-- What a restore took back from the log alone, and the numbers that it declared spent.

-- An entry whose row was lost. Of a lot, job, recall … a row was made of what the entry tells (row_id); of a lot whose
-- product is not on record none yet. The columns after it are a lot's, so that its number and code are never given twice.
CREATE TABLE known_by_entry (
  realm_id INTEGER NOT NULL,
  leaf_index INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('lot', 'print_job', 'recall', 'void', 'key_status', 'link', 'none')),
  row_id INTEGER,
  key_id BLOB,
  issue_number INTEGER,
  gtin TEXT,
  code TEXT,
  PRIMARY KEY (realm_id, leaf_index),
  FOREIGN KEY (realm_id, leaf_index) REFERENCES log_entry (realm_id, leaf_index)
) STRICT, WITHOUT ROWID;
CREATE INDEX known_by_entry_row ON known_by_entry (kind, row_id) WHERE row_id IS NOT NULL;
CREATE INDEX known_by_entry_number ON known_by_entry (key_id, issue_number) WHERE kind = 'lot';
CREATE INDEX known_by_entry_code ON known_by_entry (realm_id, gtin, code) WHERE kind = 'lot';

-- Numbers up to this one may have been used in what is lost. Subjects: key id in hex, row id of a lot, GTIN block, ''.
CREATE TABLE spent_number (
  what TEXT NOT NULL CHECK (what IN ('issue_number', 'serial', 'lot_of_day', 'gtin', 'gtin_block', 'link')),
  subject TEXT NOT NULL,
  up_to INTEGER NOT NULL CHECK (up_to >= 0),
  PRIMARY KEY (what, subject)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER known_by_entry_remains BEFORE DELETE ON known_by_entry BEGIN SELECT RAISE(ABORT, 'what a restore took back is final'); END;
CREATE TRIGGER spent_number_remains BEFORE DELETE ON spent_number BEGIN SELECT RAISE(ABORT, 'a spent number is final'); END;
CREATE TRIGGER spent_number_only_rises BEFORE UPDATE ON spent_number WHEN NEW.up_to < OLD.up_to BEGIN SELECT RAISE(ABORT, 'a spent number is final'); END;
