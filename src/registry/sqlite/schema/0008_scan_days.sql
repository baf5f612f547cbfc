-- Counted scans of a code by Vietnamese day and coarse place: never one row for each person or moment. Old days are
-- thinned out; their sums stay in `scan`.
CREATE TABLE scan_day (
  day INTEGER NOT NULL,
  lot_id INTEGER NOT NULL REFERENCES lot (id),
  serial TEXT NOT NULL,                            -- '': the code of the lot
  place TEXT NOT NULL,                             -- '': not known
  scans INTEGER NOT NULL CHECK (scans >= 1),
  first_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  PRIMARY KEY (day, lot_id, serial, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX scan_day_by_lot ON scan_day (lot_id, day);

-- Labels asked for that nobody may have: forged ones in all, never issued ones by lot.
CREATE TABLE scan_alarm (
  day INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('forged', 'lot_not_issued', 'serial_not_issued', 'link_not_issued')),
  gtin TEXT NOT NULL,                              -- '', as `lot`: in all
  lot TEXT NOT NULL,
  serial TEXT NOT NULL,                            -- the first one asked for
  asked INTEGER NOT NULL CHECK (asked >= 1),
  PRIMARY KEY (day, kind, gtin, lot)
) STRICT, WITHOUT ROWID;
