-- Schema 1. Explained in docs/registry_schema.md. Never edited once released: a change is the next numbered file.
-- Instants are milliseconds since 1970-01-01 UTC, days are days since 1970-01-01. State words are never renamed.

-- Records: every version for ever in `record`; the tables after it point at the latest.
CREATE TABLE record (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('cooperative', 'place', 'product', 'certification')),
  record_id TEXT NOT NULL,
  version INTEGER NOT NULL CHECK (version >= 1),
  at INTEGER NOT NULL,
  body TEXT NOT NULL,
  UNIQUE (kind, record_id, version)
) STRICT;

CREATE TABLE cooperative (
  id TEXT PRIMARY KEY NOT NULL,
  record INTEGER NOT NULL REFERENCES record (id)
) STRICT, WITHOUT ROWID;

CREATE TABLE place (
  id TEXT PRIMARY KEY NOT NULL,
  record INTEGER NOT NULL REFERENCES record (id),
  cooperative_id TEXT NOT NULL REFERENCES cooperative (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX place_by_cooperative ON place (cooperative_id);

CREATE TABLE product (
  id TEXT PRIMARY KEY NOT NULL,
  record INTEGER NOT NULL REFERENCES record (id),
  cooperative_id TEXT NOT NULL REFERENCES cooperative (id),
  gtin TEXT NOT NULL UNIQUE CHECK (length(gtin) = 14)
) STRICT, WITHOUT ROWID;
CREATE INDEX product_by_cooperative ON product (cooperative_id);

CREATE TABLE certification (
  id TEXT PRIMARY KEY NOT NULL,
  record INTEGER NOT NULL REFERENCES record (id),
  cooperative_id TEXT NOT NULL REFERENCES cooperative (id),
  product_id TEXT REFERENCES product (id)          -- NULL: the whole cooperative
) STRICT, WITHOUT ROWID;
CREATE INDEX certification_by_subject ON certification (cooperative_id, product_id);
CREATE INDEX certification_by_product ON certification (product_id) WHERE product_id IS NOT NULL;

-- The restricted range 29: a block of 100,000 numbers for each cooperative that needs one.
CREATE TABLE gtin_block (
  block INTEGER PRIMARY KEY CHECK (block BETWEEN 1 AND 89999),
  cooperative_id TEXT NOT NULL UNIQUE REFERENCES cooperative (id),
  last_number INTEGER NOT NULL DEFAULT 0 CHECK (last_number BETWEEN 0 AND 99999)
) STRICT;

-- The workplace's realm and its test realm.
CREATE TABLE realm (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  test INTEGER NOT NULL CHECK (test IN (0, 1))
) STRICT;

CREATE TABLE issuer_key (
  id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 4),
  public_key BLOB NOT NULL CHECK (length(public_key) = 32),
  cooperative_id TEXT REFERENCES cooperative (id), -- NULL: the test key
  realm_id INTEGER NOT NULL REFERENCES realm (id),
  created_at INTEGER NOT NULL,
  UNIQUE (id, realm_id),
  UNIQUE (public_key, realm_id)
) STRICT;

-- A key's status is its row with the highest id.
CREATE TABLE issuer_key_status (
  id INTEGER PRIMARY KEY,
  key_id BLOB NOT NULL REFERENCES issuer_key (id),
  status TEXT NOT NULL CHECK (status IN ('active', 'retired', 'cut', 'test')),
  cut_at INTEGER,
  at INTEGER NOT NULL,
  CHECK ((status = 'cut') = (cut_at IS NOT NULL))
) STRICT;
CREATE INDEX issuer_key_status_by_key ON issuer_key_status (key_id);

-- The log in commit order, from 0 without a gap in each realm. The tiles are its projection.
CREATE TABLE log_entry (
  realm_id INTEGER NOT NULL REFERENCES realm (id),
  leaf_index INTEGER NOT NULL CHECK (leaf_index >= 0),
  entry BLOB NOT NULL,
  PRIMARY KEY (realm_id, leaf_index)
) STRICT, WITHOUT ROWID;

CREATE TABLE lot (
  id INTEGER PRIMARY KEY,
  realm_id INTEGER NOT NULL,
  key_id BLOB NOT NULL,
  issue_number INTEGER NOT NULL CHECK (issue_number BETWEEN 1 AND 4294967295),
  leaf_index INTEGER NOT NULL,
  cooperative_id TEXT NOT NULL REFERENCES cooperative (id),
  product_id TEXT NOT NULL REFERENCES product (id),
  gtin TEXT NOT NULL CHECK (length(gtin) = 14),
  code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 20),
  short_code TEXT NOT NULL UNIQUE CHECK (length(short_code) = 9),
  seal BLOB NOT NULL CHECK (length(seal) = 77),
  host TEXT NOT NULL,
  packed_on INTEGER NOT NULL,
  shelf_life_days INTEGER NOT NULL CHECK (shelf_life_days BETWEEN 0 AND 65534),
  quantity_thousandths INTEGER NOT NULL CHECK (quantity_thousandths > 0),
  unit TEXT NOT NULL,
  place_id TEXT REFERENCES place (id),
  request_id TEXT,
  backdate_reason TEXT NOT NULL,
  issued_at INTEGER NOT NULL,
  record TEXT NOT NULL,
  UNIQUE (key_id, issue_number),
  UNIQUE (realm_id, gtin, code),
  FOREIGN KEY (key_id, realm_id) REFERENCES issuer_key (id, realm_id),
  FOREIGN KEY (realm_id, leaf_index) REFERENCES log_entry (realm_id, leaf_index) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE UNIQUE INDEX lot_by_request ON lot (realm_id, request_id) WHERE request_id IS NOT NULL;
CREATE INDEX lot_by_day ON lot (packed_on);
CREATE INDEX lot_by_cooperative ON lot (cooperative_id, packed_on);
CREATE INDEX lot_by_product ON lot (product_id, packed_on);

-- Two projections of `lot`, kept by its triggers, so that neither question reads many rows.
CREATE TABLE lots_of_day (
  realm_id INTEGER NOT NULL,
  gtin TEXT NOT NULL,
  packed_on INTEGER NOT NULL,
  lots INTEGER NOT NULL,
  PRIMARY KEY (realm_id, gtin, packed_on)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER lot_counts_for_its_day AFTER INSERT ON lot BEGIN
  INSERT INTO lots_of_day VALUES (NEW.realm_id, NEW.gtin, NEW.packed_on, 1)
  ON CONFLICT (realm_id, gtin, packed_on) DO UPDATE SET lots = lots + 1;
END;

-- Hosts that a real label carries: frozen.
CREATE TABLE label_host (
  host TEXT PRIMARY KEY NOT NULL,
  first_lot INTEGER NOT NULL REFERENCES lot (id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER lot_freezes_its_host AFTER INSERT ON lot
WHEN NOT EXISTS (SELECT 1 FROM label_host WHERE host = NEW.host)
 AND (SELECT test FROM realm WHERE id = NEW.realm_id) = 0 BEGIN
  INSERT INTO label_host VALUES (NEW.host, NEW.id);
END;

CREATE TABLE print_job (
  id INTEGER PRIMARY KEY,
  lot_id INTEGER NOT NULL REFERENCES lot (id),
  realm_id INTEGER NOT NULL,
  leaf_index INTEGER NOT NULL,
  template_id TEXT NOT NULL,
  template_sha256 TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('lot_seal', 'item_seal', 'item_link')),
  first_serial INTEGER NOT NULL,
  last_serial INTEGER NOT NULL,
  labels INTEGER NOT NULL CHECK (labels BETWEEN 1 AND 9999999),
  at INTEGER NOT NULL,
  CHECK (CASE kind WHEN 'item_seal'
    THEN first_serial >= 1 AND last_serial = first_serial + labels - 1 AND last_serial <= 9999999
    ELSE first_serial = 0 AND last_serial = 0 END),
  FOREIGN KEY (realm_id, leaf_index) REFERENCES log_entry (realm_id, leaf_index) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX print_job_by_serial ON print_job (lot_id, last_serial);

CREATE TABLE listed_serial (
  lot_id INTEGER NOT NULL REFERENCES lot (id),
  serial TEXT NOT NULL,
  job_id INTEGER NOT NULL REFERENCES print_job (id),
  position INTEGER NOT NULL,                       -- of the label in its job, from 1
  PRIMARY KEY (lot_id, serial)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX listed_serial_by_job ON listed_serial (job_id, position);

CREATE TABLE void_range (
  id INTEGER PRIMARY KEY,
  lot_id INTEGER NOT NULL REFERENCES lot (id),
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  listed_serial TEXT,
  reason TEXT NOT NULL,
  at INTEGER NOT NULL,
  CHECK (CASE WHEN listed_serial IS NULL THEN first >= 1 AND last >= first ELSE first = 0 AND last = 0 END)
) STRICT;
CREATE INDEX void_range_by_serial ON void_range (lot_id, last) WHERE listed_serial IS NULL;
CREATE INDEX void_range_by_listed ON void_range (lot_id, listed_serial) WHERE listed_serial IS NOT NULL;

CREATE TABLE recall (
  id INTEGER PRIMARY KEY,
  lot_id INTEGER REFERENCES lot (id),              -- exactly one of the three
  product_id TEXT REFERENCES product (id),
  cooperative_id TEXT REFERENCES cooperative (id),
  reason TEXT NOT NULL,
  instruction TEXT NOT NULL,
  since INTEGER NOT NULL,
  at INTEGER NOT NULL,
  CHECK ((lot_id IS NOT NULL) + (product_id IS NOT NULL) + (cooperative_id IS NOT NULL) = 1)
) STRICT;
CREATE INDEX recall_by_lot ON recall (lot_id) WHERE lot_id IS NOT NULL;
CREATE INDEX recall_by_product ON recall (product_id) WHERE product_id IS NOT NULL;
CREATE INDEX recall_by_cooperative ON recall (cooperative_id) WHERE cooperative_id IS NOT NULL;

-- Consumers' scans, one row for each code and coarse place: never one for each person or moment.
CREATE TABLE scan (
  lot_id INTEGER NOT NULL REFERENCES lot (id),
  serial TEXT NOT NULL,                            -- '': the code of the lot
  place TEXT NOT NULL,                             -- '': not known
  scans INTEGER NOT NULL CHECK (scans >= 1),
  first_at INTEGER NOT NULL,
  counted_at INTEGER NOT NULL,                     -- of the last scan that counted
  last_at INTEGER NOT NULL,
  too_fast INTEGER NOT NULL CHECK (too_fast IN (0, 1)),
  PRIMARY KEY (lot_id, serial, place)
) STRICT, WITHOUT ROWID;

-- What was written stands.
CREATE TRIGGER record_stays BEFORE UPDATE ON record BEGIN SELECT RAISE(ABORT, 'a record version is final'); END;
CREATE TRIGGER record_remains BEFORE DELETE ON record BEGIN SELECT RAISE(ABORT, 'a record version is final'); END;
CREATE TRIGGER issuer_key_stays BEFORE UPDATE ON issuer_key BEGIN SELECT RAISE(ABORT, 'an issuer key is final'); END;
CREATE TRIGGER issuer_key_remains BEFORE DELETE ON issuer_key BEGIN SELECT RAISE(ABORT, 'an issuer key is final'); END;
CREATE TRIGGER issuer_key_status_stays BEFORE UPDATE ON issuer_key_status BEGIN SELECT RAISE(ABORT, 'a key status is final'); END;
CREATE TRIGGER issuer_key_status_remains BEFORE DELETE ON issuer_key_status BEGIN SELECT RAISE(ABORT, 'a key status is final'); END;
CREATE TRIGGER log_entry_stays BEFORE UPDATE ON log_entry BEGIN SELECT RAISE(ABORT, 'a log entry is final'); END;
CREATE TRIGGER log_entry_remains BEFORE DELETE ON log_entry BEGIN SELECT RAISE(ABORT, 'a log entry is final'); END;
CREATE TRIGGER lot_stays BEFORE UPDATE ON lot BEGIN SELECT RAISE(ABORT, 'a lot is final'); END;
CREATE TRIGGER lot_remains BEFORE DELETE ON lot BEGIN SELECT RAISE(ABORT, 'a lot is final'); END;
CREATE TRIGGER label_host_stays BEFORE UPDATE ON label_host BEGIN SELECT RAISE(ABORT, 'a label host is final'); END;
CREATE TRIGGER label_host_remains BEFORE DELETE ON label_host BEGIN SELECT RAISE(ABORT, 'a label host is final'); END;
CREATE TRIGGER print_job_stays BEFORE UPDATE ON print_job BEGIN SELECT RAISE(ABORT, 'a print job is final'); END;
CREATE TRIGGER print_job_remains BEFORE DELETE ON print_job BEGIN SELECT RAISE(ABORT, 'a print job is final'); END;
CREATE TRIGGER listed_serial_stays BEFORE UPDATE ON listed_serial BEGIN SELECT RAISE(ABORT, 'a listed serial is final'); END;
CREATE TRIGGER listed_serial_remains BEFORE DELETE ON listed_serial BEGIN SELECT RAISE(ABORT, 'a listed serial is final'); END;
CREATE TRIGGER void_range_stays BEFORE UPDATE ON void_range BEGIN SELECT RAISE(ABORT, 'a void is final'); END;
CREATE TRIGGER void_range_remains BEFORE DELETE ON void_range BEGIN SELECT RAISE(ABORT, 'a void is final'); END;
CREATE TRIGGER recall_stays BEFORE UPDATE ON recall BEGIN SELECT RAISE(ABORT, 'a recall is final'); END;
CREATE TRIGGER recall_remains BEFORE DELETE ON recall BEGIN SELECT RAISE(ABORT, 'a recall is final'); END;
