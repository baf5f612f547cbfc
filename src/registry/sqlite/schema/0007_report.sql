-- What people who doubt a label told us: no name, no address, no number of theirs.
CREATE TABLE report (
  id INTEGER PRIMARY KEY,
  day INTEGER NOT NULL,                            -- in Vietnam
  nth INTEGER NOT NULL CHECK (nth >= 1),           -- of that day
  label TEXT NOT NULL,
  verdict TEXT NOT NULL,
  reason TEXT NOT NULL,
  lot_id INTEGER REFERENCES lot (id),
  message TEXT NOT NULL,
  place TEXT NOT NULL,
  at INTEGER NOT NULL,
  UNIQUE (day, nth),
  UNIQUE (day, label, message, place)
) STRICT;
CREATE INDEX report_by_lot ON report (lot_id) WHERE lot_id IS NOT NULL;

CREATE TRIGGER report_stays BEFORE UPDATE ON report BEGIN SELECT RAISE(ABORT, 'a report is final'); END;
CREATE TRIGGER report_remains BEFORE DELETE ON report BEGIN SELECT RAISE(ABORT, 'a report is final'); END;
