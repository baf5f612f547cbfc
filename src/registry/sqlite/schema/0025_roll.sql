-- Rolls of listed codes that were printed before their lot was known, and what became of their codes.

CREATE TABLE roll (
  id INTEGER PRIMARY KEY,
  realm_id INTEGER NOT NULL REFERENCES realm (id),
  leaf_index INTEGER NOT NULL,
  cooperative_id TEXT NOT NULL REFERENCES cooperative (id),
  product_id TEXT NOT NULL REFERENCES product (id),
  gtin TEXT NOT NULL CHECK (length(gtin) = 14),
  host TEXT NOT NULL CHECK (host <> ''),
  template_id TEXT NOT NULL,
  template_sha256 TEXT NOT NULL,
  labels INTEGER NOT NULL CHECK (labels BETWEEN 1 AND 9999999),
  setup TEXT NOT NULL,                             -- JSON: how they were drawn and what they say
  who TEXT NOT NULL,
  at INTEGER NOT NULL,
  FOREIGN KEY (realm_id, leaf_index) REFERENCES log_entry (realm_id, leaf_index)
) STRICT;
CREATE INDEX roll_by_cooperative ON roll (cooperative_id, id);
CREATE INDEX roll_by_product ON roll (product_id);
CREATE UNIQUE INDEX roll_by_entry ON roll (realm_id, leaf_index);
CREATE INDEX roll_by_host ON roll (realm_id, host);

CREATE TABLE roll_code (
  serial TEXT PRIMARY KEY NOT NULL,
  roll_id INTEGER NOT NULL REFERENCES roll (id),
  position INTEGER NOT NULL CHECK (position >= 1)  -- of the label on its roll
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX roll_code_by_position ON roll_code (roll_id, position);

-- Codes of a roll that were given to a lot or, where there is none, taken out of use: each code once and for ever.
CREATE TABLE roll_range (
  id INTEGER PRIMARY KEY,
  roll_id INTEGER NOT NULL REFERENCES roll (id),
  first INTEGER NOT NULL CHECK (first >= 1),
  last INTEGER NOT NULL CHECK (last >= first),
  lot_id INTEGER REFERENCES lot (id),
  reason TEXT NOT NULL CHECK (lot_id IS NOT NULL OR reason <> ''),  -- of a claim: why the lot has more labels than packs
  who TEXT NOT NULL,
  at INTEGER NOT NULL,
  realm_id INTEGER NOT NULL,
  leaf_index INTEGER NOT NULL,
  FOREIGN KEY (realm_id, leaf_index) REFERENCES log_entry (realm_id, leaf_index)
) STRICT;
CREATE UNIQUE INDEX roll_range_by_last ON roll_range (roll_id, last);
CREATE INDEX roll_range_by_lot ON roll_range (lot_id) WHERE lot_id IS NOT NULL;

CREATE TRIGGER roll_codes_are_given_once BEFORE INSERT ON roll_range
WHEN EXISTS (SELECT 1 FROM roll_range WHERE roll_id = NEW.roll_id AND last >= NEW.first AND first <= NEW.last)
  OR NEW.last > (SELECT labels FROM roll WHERE id = NEW.roll_id)
BEGIN SELECT RAISE(ABORT, 'codes of a roll are given once'); END;
CREATE TRIGGER roll_labels_its_lot AFTER INSERT ON roll_range WHEN NEW.lot_id IS NOT NULL BEGIN
  DELETE FROM lot_without_labels WHERE lot_id = NEW.lot_id;
END;

CREATE TRIGGER roll_stays BEFORE UPDATE ON roll BEGIN SELECT RAISE(ABORT, 'a roll is final'); END;
CREATE TRIGGER roll_remains BEFORE DELETE ON roll BEGIN SELECT RAISE(ABORT, 'a roll is final'); END;
CREATE TRIGGER roll_code_stays BEFORE UPDATE ON roll_code BEGIN SELECT RAISE(ABORT, 'a code of a roll is final'); END;
CREATE TRIGGER roll_code_remains BEFORE DELETE ON roll_code BEGIN SELECT RAISE(ABORT, 'a code of a roll is final'); END;
CREATE TRIGGER roll_range_stays BEFORE UPDATE ON roll_range BEGIN SELECT RAISE(ABORT, 'a range of a roll is final'); END;
CREATE TRIGGER roll_range_remains BEFORE DELETE ON roll_range BEGIN SELECT RAISE(ABORT, 'a range of a roll is final'); END;

-- A restore may take back such an entry too: `kind` allows one more word. SQLite changes a rule by a new table alone.
CREATE TABLE known_by_entry_with_rolls (
  realm_id INTEGER NOT NULL,
  leaf_index INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('lot', 'print_job', 'recall', 'void', 'lot_cancellation', 'key_status', 'link', 'event_error', 'roll_range', 'none')),
  row_id INTEGER,
  key_id BLOB,
  issue_number INTEGER,
  gtin TEXT,
  code TEXT,
  PRIMARY KEY (realm_id, leaf_index),
  FOREIGN KEY (realm_id, leaf_index) REFERENCES log_entry (realm_id, leaf_index)
) STRICT, WITHOUT ROWID;
INSERT INTO known_by_entry_with_rolls
SELECT realm_id, leaf_index, kind, row_id, key_id, issue_number, gtin, code FROM known_by_entry;
DROP TABLE known_by_entry;
ALTER TABLE known_by_entry_with_rolls RENAME TO known_by_entry;
CREATE INDEX known_by_entry_row ON known_by_entry (kind, row_id) WHERE row_id IS NOT NULL;
CREATE INDEX known_by_entry_number ON known_by_entry (key_id, issue_number) WHERE kind = 'lot';
CREATE INDEX known_by_entry_code ON known_by_entry (realm_id, gtin, code) WHERE kind = 'lot';
CREATE TRIGGER known_by_entry_remains BEFORE DELETE ON known_by_entry BEGIN SELECT RAISE(ABORT, 'what a restore took back is final'); END;

-- A scan of a code that no lot has claimed is noticed like one of a label that nobody may have: `kind` allows one more word.
CREATE TABLE scan_alarm_with_rolls (
  day INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('forged', 'lot_not_issued', 'serial_not_issued', 'link_not_issued', 'code_not_claimed')),
  gtin TEXT NOT NULL,                              -- '', as `lot`: in all
  lot TEXT NOT NULL,
  serial TEXT NOT NULL,                            -- the first one asked for
  asked INTEGER NOT NULL CHECK (asked >= 1),
  PRIMARY KEY (day, kind, gtin, lot)
) STRICT, WITHOUT ROWID;
INSERT INTO scan_alarm_with_rolls SELECT day, kind, gtin, lot, serial, asked FROM scan_alarm;
DROP TABLE scan_alarm;
ALTER TABLE scan_alarm_with_rolls RENAME TO scan_alarm;
