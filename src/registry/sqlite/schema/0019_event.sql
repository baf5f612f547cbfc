-- What happened to goods on their way, and with whom a cooperative trades. docs/events.md.

-- Every version of every partner; the highest counts.
CREATE TABLE partner (
  id INTEGER PRIMARY KEY,
  partner_id TEXT NOT NULL CHECK (partner_id <> ''),
  version INTEGER NOT NULL CHECK (version >= 1),
  cooperative_id TEXT NOT NULL REFERENCES cooperative (id),
  gln TEXT CHECK (length(gln) = 13),
  at INTEGER NOT NULL,
  body TEXT NOT NULL,
  UNIQUE (partner_id, version)
) STRICT;
CREATE INDEX partner_by_gln ON partner (gln) WHERE gln IS NOT NULL;
CREATE TRIGGER partner_stays BEFORE UPDATE ON partner BEGIN SELECT RAISE(ABORT, 'a partner version is final'); END;
CREATE TRIGGER partner_remains BEFORE DELETE ON partner BEGIN SELECT RAISE(ABORT, 'a partner version is final'); END;

-- Every lot that an event names: an issued lot, a lot of a cooperative without a seal, or a partner's lot under its own number.
CREATE TABLE traced_lot (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('sealed', 'own', 'partner')),
  owner TEXT NOT NULL,                             -- the cooperative's or partner's id; '': sealed
  code TEXT NOT NULL CHECK (code <> ''),           -- of a sealed lot its typed code
  lot_id INTEGER UNIQUE REFERENCES lot (id),
  goods TEXT NOT NULL,                             -- what it is; '': sealed, its record says it
  UNIQUE (kind, owner, code),
  CHECK ((kind = 'sealed') = (lot_id IS NOT NULL)),
  CHECK ((kind = 'sealed') = (owner = ''))
) STRICT;
CREATE TRIGGER traced_lot_stays BEFORE UPDATE ON traced_lot BEGIN SELECT RAISE(ABORT, 'the name of a lot is final'); END;
CREATE TRIGGER traced_lot_remains BEFORE DELETE ON traced_lot BEGIN SELECT RAISE(ABORT, 'the name of a lot is final'); END;

CREATE TABLE event (
  id INTEGER PRIMARY KEY,
  cooperative_id TEXT NOT NULL REFERENCES cooperative (id),
  kind TEXT NOT NULL CHECK (kind IN ('planting', 'treatment', 'harvest', 'receive', 'cool', 'process', 'pack', 'aggregate',
    'disaggregate', 'ship', 'sell', 'return', 'dispose', 'inspect', 'hold', 'release')),
  happened_at INTEGER NOT NULL,
  place_id TEXT REFERENCES place (id),
  partner_id TEXT,                                 -- NULL: none
  passed INTEGER CHECK (passed IN (0, 1)),         -- of an inspection
  at INTEGER NOT NULL,                             -- when it was recorded
  body TEXT NOT NULL                               -- canonical JSON; the columns above and event_lot follow from it
) STRICT;
CREATE INDEX event_by_time ON event (happened_at);
CREATE INDEX event_by_place ON event (place_id, kind, happened_at) WHERE place_id IS NOT NULL;
CREATE TRIGGER event_stays BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'an event is final'); END;
CREATE TRIGGER event_remains BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'an event is final'); END;

-- Base units: mg, ul and every other unit that an event used.
CREATE TABLE event_unit (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE CHECK (name <> '')
) STRICT;

CREATE TABLE event_lot (
  event_id INTEGER NOT NULL REFERENCES event (id),
  role INTEGER NOT NULL CHECK (role BETWEEN 0 AND 2),  -- 0 input, 1 output, 2 handled
  traced_lot_id INTEGER NOT NULL REFERENCES traced_lot (id),
  unit_id INTEGER REFERENCES event_unit (id),      -- NULL: not measured
  amount INTEGER,
  PRIMARY KEY (event_id, role, traced_lot_id),
  CHECK ((unit_id IS NULL) = (amount IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX event_lot_by_lot ON event_lot (traced_lot_id, role);
CREATE TRIGGER event_lot_stays BEFORE UPDATE ON event_lot BEGIN SELECT RAISE(ABORT, 'an event is final'); END;
CREATE TRIGGER event_lot_remains BEFORE DELETE ON event_lot BEGIN SELECT RAISE(ABORT, 'an event is final'); END;

-- An event that should not have been recorded. It stays, and counts no more.
CREATE TABLE event_error (
  id INTEGER PRIMARY KEY,
  event_id INTEGER NOT NULL UNIQUE REFERENCES event (id),
  replaced_by INTEGER REFERENCES event (id),
  reason TEXT NOT NULL CHECK (reason <> ''),
  who TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE TRIGGER event_error_stays BEFORE UPDATE ON event_error BEGIN SELECT RAISE(ABORT, 'an error declaration is final'); END;
CREATE TRIGGER event_error_remains BEFORE DELETE ON event_error BEGIN SELECT RAISE(ABORT, 'an error declaration is final'); END;

-- A restore may take back an error declaration, and declares numbers of events spent. SQLite changes a rule by a new table alone.
CREATE TABLE known_by_entry_with_events (
  realm_id INTEGER NOT NULL,
  leaf_index INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('lot', 'print_job', 'recall', 'void', 'lot_cancellation', 'key_status', 'link', 'event_error', 'none')),
  row_id INTEGER,
  key_id BLOB,
  issue_number INTEGER,
  gtin TEXT,
  code TEXT,
  PRIMARY KEY (realm_id, leaf_index),
  FOREIGN KEY (realm_id, leaf_index) REFERENCES log_entry (realm_id, leaf_index)
) STRICT, WITHOUT ROWID;
INSERT INTO known_by_entry_with_events
SELECT realm_id, leaf_index, kind, row_id, key_id, issue_number, gtin, code FROM known_by_entry;
DROP TABLE known_by_entry;
ALTER TABLE known_by_entry_with_events RENAME TO known_by_entry;
CREATE INDEX known_by_entry_row ON known_by_entry (kind, row_id) WHERE row_id IS NOT NULL;
CREATE INDEX known_by_entry_number ON known_by_entry (key_id, issue_number) WHERE kind = 'lot';
CREATE INDEX known_by_entry_code ON known_by_entry (realm_id, gtin, code) WHERE kind = 'lot';
CREATE TRIGGER known_by_entry_remains BEFORE DELETE ON known_by_entry BEGIN SELECT RAISE(ABORT, 'what a restore took back is final'); END;

CREATE TABLE spent_number_with_events (
  what TEXT NOT NULL CHECK (what IN ('issue_number', 'serial', 'lot_of_day', 'gtin', 'gtin_block', 'link', 'event')),
  subject TEXT NOT NULL,
  up_to INTEGER NOT NULL CHECK (up_to >= 0),
  PRIMARY KEY (what, subject)
) STRICT, WITHOUT ROWID;
INSERT INTO spent_number_with_events SELECT what, subject, up_to FROM spent_number;
DROP TABLE spent_number;
ALTER TABLE spent_number_with_events RENAME TO spent_number;
CREATE TRIGGER spent_number_remains BEFORE DELETE ON spent_number BEGIN SELECT RAISE(ABORT, 'a spent number is final'); END;
CREATE TRIGGER spent_number_only_rises BEFORE UPDATE ON spent_number WHEN NEW.up_to < OLD.up_to BEGIN SELECT RAISE(ABORT, 'a spent number is final'); END;
