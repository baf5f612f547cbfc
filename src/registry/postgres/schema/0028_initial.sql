-- Schema 28 on PostgreSQL 15: the same tables, columns and rules as the SQLite steps 0001 to 0028 (docs/decisions/two_engines.md says how the
-- words map). Never edited once released: a change is the next numbered file, beside SQLite's of the same number.
-- Text is compared by its bytes, as SQLite does it. There is no sequence: a row's number is one more than the highest, under the writers' lock.

-- One row: the schema that stands here. SQLite keeps it in the file's header.
CREATE TABLE schema_version (
  only_row BIGINT PRIMARY KEY CHECK (only_row = 1),
  version BIGINT NOT NULL CHECK (version >= 28)
);

-- Whoever writes holds this lock until the transaction ends: "temg" and the schema's own number.
CREATE FUNCTION lock_writers() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock((1952804199::bigint << 32) | current_schema()::regnamespace::oid::bigint);
END $$;

-- The number of a row that came without one. Its column is the trigger's argument.
CREATE FUNCTION number_row() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  next BIGINT;
BEGIN
  PERFORM lock_writers();
  EXECUTE format('SELECT coalesce(max(%1$I), 0) + 1 FROM %2$I.%3$I', TG_ARGV[0], TG_TABLE_SCHEMA, TG_TABLE_NAME) INTO next;
  RETURN jsonb_populate_record(NEW, jsonb_build_object(TG_ARGV[0], next));
END $$;

-- What was written stands.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'TG001', MESSAGE = TG_ARGV[0];
END $$;

-- The same, but for what is let go in the transaction that has a row in letting_go.
CREATE FUNCTION refuse_unless_let_go() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM letting_go) THEN
    RAISE EXCEPTION USING ERRCODE = 'TG001', MESSAGE = TG_ARGV[0];
  END IF;
  IF TG_OP = 'DELETE' THEN
    RETURN OLD;
  END IF;
  RETURN NEW;
END $$;

CREATE TABLE record (
  id BIGINT PRIMARY KEY,
  kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('cooperative', 'place', 'product', 'certification')),
  record_id TEXT COLLATE "C" NOT NULL,
  version BIGINT NOT NULL CHECK (version >= 1),
  at BIGINT NOT NULL,
  body TEXT COLLATE "C" NOT NULL,
  UNIQUE (kind, record_id, version)
);

CREATE TABLE cooperative (
  id TEXT COLLATE "C" PRIMARY KEY NOT NULL,
  record BIGINT NOT NULL REFERENCES record (id),
  gln TEXT COLLATE "C" CHECK (length(gln) = 13)
);

CREATE TABLE place (
  id TEXT COLLATE "C" PRIMARY KEY NOT NULL,
  record BIGINT NOT NULL REFERENCES record (id),
  cooperative_id TEXT COLLATE "C" NOT NULL REFERENCES cooperative (id),
  gln TEXT COLLATE "C" CHECK (length(gln) = 13)
);
CREATE INDEX place_by_cooperative ON place (cooperative_id);

CREATE TABLE product (
  id TEXT COLLATE "C" PRIMARY KEY NOT NULL,
  record BIGINT NOT NULL REFERENCES record (id),
  cooperative_id TEXT COLLATE "C" NOT NULL REFERENCES cooperative (id),
  gtin TEXT COLLATE "C" NOT NULL UNIQUE CHECK (length(gtin) = 14)
);
CREATE INDEX product_by_cooperative ON product (cooperative_id);

CREATE TABLE certification (
  id TEXT COLLATE "C" PRIMARY KEY NOT NULL,
  record BIGINT NOT NULL REFERENCES record (id),
  cooperative_id TEXT COLLATE "C" NOT NULL REFERENCES cooperative (id),
  product_id TEXT COLLATE "C" REFERENCES product (id),  -- NULL: the whole cooperative
  gdti TEXT COLLATE "C" CHECK (length(gdti) BETWEEN 13 AND 30)
);
CREATE INDEX certification_by_subject ON certification (cooperative_id, product_id);
CREATE INDEX certification_by_product ON certification (product_id) WHERE product_id IS NOT NULL;

CREATE TABLE gtin_block (
  block BIGINT PRIMARY KEY CHECK (block BETWEEN 1 AND 89999),
  cooperative_id TEXT COLLATE "C" NOT NULL UNIQUE REFERENCES cooperative (id),
  last_number BIGINT NOT NULL DEFAULT 0 CHECK (last_number BETWEEN 0 AND 99999)
);

CREATE TABLE realm (
  id BIGINT PRIMARY KEY,
  name TEXT COLLATE "C" NOT NULL UNIQUE,
  test BIGINT NOT NULL CHECK (test IN (0, 1))
);

CREATE TABLE issuer_key (
  id BYTEA PRIMARY KEY NOT NULL CHECK (length(id) = 4),
  public_key BYTEA NOT NULL CHECK (length(public_key) = 32),
  cooperative_id TEXT COLLATE "C" REFERENCES cooperative (id), -- NULL: the test key
  realm_id BIGINT NOT NULL REFERENCES realm (id),
  created_at BIGINT NOT NULL,
  UNIQUE (id, realm_id),
  UNIQUE (public_key, realm_id)
);

CREATE TABLE issuer_key_status (
  id BIGINT PRIMARY KEY,
  key_id BYTEA NOT NULL REFERENCES issuer_key (id),
  status TEXT COLLATE "C" NOT NULL CHECK (status IN ('active', 'retired', 'cut', 'test')),
  cut_at BIGINT,
  at BIGINT NOT NULL,
  packed_until BIGINT,
  reason TEXT COLLATE "C" NOT NULL DEFAULT '',
  CHECK ((status = 'cut') = (cut_at IS NOT NULL))
);
CREATE INDEX issuer_key_status_by_key ON issuer_key_status (key_id);

CREATE TABLE log_entry (
  realm_id BIGINT NOT NULL REFERENCES realm (id),
  leaf_index BIGINT NOT NULL CHECK (leaf_index >= 0),
  entry BYTEA NOT NULL,
  PRIMARY KEY (realm_id, leaf_index)
);

CREATE TABLE lot (
  id BIGINT PRIMARY KEY,
  realm_id BIGINT NOT NULL,
  key_id BYTEA NOT NULL,
  issue_number BIGINT NOT NULL CHECK (issue_number BETWEEN 1 AND 4294967295),
  leaf_index BIGINT NOT NULL,
  cooperative_id TEXT COLLATE "C" NOT NULL REFERENCES cooperative (id),
  product_id TEXT COLLATE "C" NOT NULL REFERENCES product (id),
  gtin TEXT COLLATE "C" NOT NULL CHECK (length(gtin) = 14),
  code TEXT COLLATE "C" NOT NULL CHECK (length(code) BETWEEN 1 AND 20),
  short_code TEXT COLLATE "C" NOT NULL UNIQUE CHECK (length(short_code) = 9),
  seal BYTEA NOT NULL CHECK (length(seal) = 77),
  host TEXT COLLATE "C" NOT NULL,
  packed_on BIGINT NOT NULL,
  shelf_life_days BIGINT NOT NULL CHECK (shelf_life_days BETWEEN 0 AND 65534),
  quantity_thousandths BIGINT NOT NULL CHECK (quantity_thousandths > 0),
  unit TEXT COLLATE "C" NOT NULL,
  place_id TEXT COLLATE "C" REFERENCES place (id),
  request_id TEXT COLLATE "C",
  backdate_reason TEXT COLLATE "C" NOT NULL,
  issued_at BIGINT NOT NULL,
  UNIQUE (key_id, issue_number),
  UNIQUE (realm_id, gtin, code),
  FOREIGN KEY (key_id, realm_id) REFERENCES issuer_key (id, realm_id),
  FOREIGN KEY (realm_id, leaf_index) REFERENCES log_entry (realm_id, leaf_index)
);
CREATE UNIQUE INDEX lot_by_request ON lot (realm_id, request_id) WHERE request_id IS NOT NULL;
CREATE INDEX lot_by_day ON lot (packed_on);
CREATE INDEX lot_by_cooperative ON lot (cooperative_id, packed_on);
CREATE INDEX lot_by_product ON lot (product_id, packed_on);

CREATE TABLE lots_of_day (
  realm_id BIGINT NOT NULL,
  gtin TEXT COLLATE "C" NOT NULL,
  packed_on BIGINT NOT NULL,
  lots BIGINT NOT NULL,
  PRIMARY KEY (realm_id, gtin, packed_on)
);

CREATE TABLE label_host (
  host TEXT COLLATE "C" PRIMARY KEY NOT NULL,
  first_lot BIGINT NOT NULL REFERENCES lot (id)
);

CREATE TABLE print_job (
  id BIGINT PRIMARY KEY,
  lot_id BIGINT NOT NULL REFERENCES lot (id),
  realm_id BIGINT NOT NULL,
  leaf_index BIGINT NOT NULL,
  template_id TEXT COLLATE "C" NOT NULL,
  template_sha256 TEXT COLLATE "C" NOT NULL,
  kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('lot_seal', 'item_seal', 'item_link')),
  first_serial BIGINT NOT NULL,
  last_serial BIGINT NOT NULL,
  labels BIGINT NOT NULL CHECK (labels BETWEEN 1 AND 9999999),
  at BIGINT NOT NULL,
  dpi BIGINT NOT NULL DEFAULT 300,
  language TEXT COLLATE "C" NOT NULL DEFAULT 'vi' CHECK (language <> ''),
  cells BIGINT NOT NULL DEFAULT 1 CHECK (cells >= 1),
  start_cell BIGINT NOT NULL DEFAULT 1 CHECK (start_cell BETWEEN 1 AND cells),
  copies BIGINT NOT NULL DEFAULT 1 CHECK (copies >= 1),
  pages_in_part BIGINT NOT NULL DEFAULT 5000 CHECK (pages_in_part >= 1),
  content TEXT COLLATE "C" NOT NULL DEFAULT '',
  file TEXT COLLATE "C" NOT NULL DEFAULT '',
  who TEXT COLLATE "C" NOT NULL DEFAULT '',
  over_quantity_reason TEXT COLLATE "C" NOT NULL DEFAULT '',
  reprint_of BIGINT REFERENCES print_job (id),
  first_label BIGINT NOT NULL DEFAULT 1 CHECK (first_label >= 1),
  reprint_reason TEXT COLLATE "C" NOT NULL DEFAULT '' CHECK ((reprint_of IS NULL) = (reprint_reason = '')),
  placement TEXT COLLATE "C" NOT NULL DEFAULT '',
  CHECK (CASE kind WHEN 'item_seal'
    THEN first_serial >= 1 AND last_serial = first_serial + labels - 1 AND last_serial <= 9999999
    ELSE first_serial = 0 AND last_serial = 0 END),
  FOREIGN KEY (realm_id, leaf_index) REFERENCES log_entry (realm_id, leaf_index)
);
CREATE INDEX print_job_by_serial ON print_job (lot_id, last_serial);

CREATE TABLE listed_serial (
  lot_id BIGINT NOT NULL REFERENCES lot (id),
  serial TEXT COLLATE "C" NOT NULL,
  job_id BIGINT NOT NULL REFERENCES print_job (id),
  position BIGINT NOT NULL,  -- of the label in its job, from 1
  PRIMARY KEY (lot_id, serial)
);
CREATE UNIQUE INDEX listed_serial_by_job ON listed_serial (job_id, position);

CREATE TABLE void_range (
  id BIGINT PRIMARY KEY,
  lot_id BIGINT NOT NULL REFERENCES lot (id),
  first BIGINT NOT NULL,
  last BIGINT NOT NULL,
  listed_serial TEXT COLLATE "C",
  reason TEXT COLLATE "C" NOT NULL,
  at BIGINT NOT NULL,
  who TEXT COLLATE "C" NOT NULL DEFAULT '',
  CHECK (CASE WHEN listed_serial IS NULL THEN first >= 1 AND last >= first ELSE first = 0 AND last = 0 END)
);
CREATE INDEX void_range_by_serial ON void_range (lot_id, last) WHERE listed_serial IS NULL;
CREATE INDEX void_range_by_listed ON void_range (lot_id, listed_serial) WHERE listed_serial IS NOT NULL;

CREATE TABLE recall (
  id BIGINT PRIMARY KEY,
  lot_id BIGINT REFERENCES lot (id),  -- exactly one of the three
  product_id TEXT COLLATE "C" REFERENCES product (id),
  cooperative_id TEXT COLLATE "C" REFERENCES cooperative (id),
  reason TEXT COLLATE "C" NOT NULL,
  instruction TEXT COLLATE "C" NOT NULL,
  since BIGINT NOT NULL,
  at BIGINT NOT NULL,
  CHECK (num_nonnulls(lot_id, product_id, cooperative_id) = 1)
);
CREATE INDEX recall_by_lot ON recall (lot_id) WHERE lot_id IS NOT NULL;
CREATE INDEX recall_by_product ON recall (product_id) WHERE product_id IS NOT NULL;
CREATE INDEX recall_by_cooperative ON recall (cooperative_id) WHERE cooperative_id IS NOT NULL;

CREATE TABLE scan (
  lot_id BIGINT NOT NULL REFERENCES lot (id),
  serial TEXT COLLATE "C" NOT NULL,  -- '': the code of the lot
  place TEXT COLLATE "C" NOT NULL,  -- '': not known
  scans BIGINT NOT NULL CHECK (scans >= 1),
  first_at BIGINT NOT NULL,
  counted_at BIGINT NOT NULL,  -- of the last scan that counted
  last_at BIGINT NOT NULL,
  too_fast BIGINT NOT NULL CHECK (too_fast IN (0, 1)),
  PRIMARY KEY (lot_id, serial, place)
);

CREATE TABLE label_template (
  sha256 TEXT COLLATE "C" PRIMARY KEY NOT NULL CHECK (length(sha256) = 64),
  body TEXT COLLATE "C" NOT NULL
);
CREATE INDEX print_job_by_first ON print_job (reprint_of) WHERE reprint_of IS NOT NULL;

CREATE TABLE printed_part (
  job_id BIGINT NOT NULL REFERENCES print_job (id),
  part BIGINT NOT NULL CHECK (part >= 1),
  file TEXT COLLATE "C" NOT NULL,
  sha256 TEXT COLLATE "C" NOT NULL CHECK (length(sha256) = 64),
  pages BIGINT NOT NULL CHECK (pages >= 1),
  read_back BIGINT NOT NULL CHECK (read_back >= 0),
  at BIGINT NOT NULL,
  PRIMARY KEY (job_id, part)
);

CREATE TABLE print_outcome (
  id BIGINT PRIMARY KEY,
  job_id BIGINT NOT NULL REFERENCES print_job (id),
  kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('came_out', 'spoiled', 'voided')),
  first_label BIGINT NOT NULL,
  last_label BIGINT NOT NULL,
  reason TEXT COLLATE "C" NOT NULL,
  who TEXT COLLATE "C" NOT NULL,
  at BIGINT NOT NULL,
  CHECK ((kind = 'came_out' AND first_label = 0 AND last_label = 0) OR (first_label >= 1 AND last_label >= first_label)),
  CHECK ((kind = 'voided') = (reason <> ''))
);
CREATE INDEX print_outcome_by_job ON print_outcome (job_id);
CREATE UNIQUE INDEX cooperative_by_gln ON cooperative (gln) WHERE gln IS NOT NULL;
CREATE UNIQUE INDEX place_by_gln ON place (gln) WHERE gln IS NOT NULL;
CREATE UNIQUE INDEX certification_by_gdti ON certification (gdti) WHERE gdti IS NOT NULL;

CREATE TABLE link (
  id BIGINT PRIMARY KEY,
  ai TEXT COLLATE "C" NOT NULL CHECK (ai IN ('01', '253', '414', '417')),
  value TEXT COLLATE "C" NOT NULL,
  lot TEXT COLLATE "C" NOT NULL,  -- '': not of a lot
  serial TEXT COLLATE "C" NOT NULL,  -- '': not of an item
  type TEXT COLLATE "C" NOT NULL,
  url TEXT COLLATE "C" NOT NULL,
  body TEXT COLLATE "C" NOT NULL,
  at BIGINT NOT NULL,
  removed_at BIGINT,  -- NULL: stands
  CHECK (lot = '' OR serial = '')
);
CREATE INDEX link_by_subject ON link (ai, value, lot, serial) WHERE removed_at IS NULL;
CREATE INDEX link_removed ON link (removed_at) WHERE removed_at IS NOT NULL;

CREATE TABLE printer (
  row_id BIGINT PRIMARY KEY,
  id TEXT COLLATE "C" NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  language TEXT COLLATE "C" NOT NULL CHECK (language IN ('pdf', 'zpl', 'tspl')),
  dpi BIGINT NOT NULL CHECK (dpi BETWEEN 100 AND 1200),
  at BIGINT NOT NULL,
  speed BIGINT CHECK (speed BETWEEN 1 AND 14),
  darkness BIGINT CHECK (darkness BETWEEN 0 AND 30),
  head_um BIGINT CHECK (head_um > 0)
);
CREATE INDEX printer_by_id ON printer (id);

CREATE TABLE printer_correction (
  row_id BIGINT PRIMARY KEY,
  printer_id TEXT COLLATE "C" NOT NULL,
  stock TEXT COLLATE "C" NOT NULL CHECK (stock <> ''),
  offset_x_um BIGINT NOT NULL,  -- micrometres
  offset_y_um BIGINT NOT NULL,
  scale_x_ppm BIGINT NOT NULL,  -- millionths
  scale_y_ppm BIGINT NOT NULL,
  at BIGINT NOT NULL
);
CREATE INDEX printer_correction_by_subject ON printer_correction (printer_id, stock);

CREATE TABLE used_sheet (
  printer_id TEXT COLLATE "C" NOT NULL,
  stock TEXT COLLATE "C" NOT NULL CHECK (stock <> ''),
  next_cell BIGINT NOT NULL CHECK (next_cell >= 1),
  at BIGINT NOT NULL,
  cell_order TEXT COLLATE "C" NOT NULL DEFAULT 'across' CHECK (cell_order IN ('across', 'down')),
  PRIMARY KEY (printer_id, stock)
);

CREATE TABLE report (
  id BIGINT PRIMARY KEY,
  day BIGINT NOT NULL,  -- in Vietnam
  nth BIGINT NOT NULL CHECK (nth >= 1),  -- of that day
  label TEXT COLLATE "C" NOT NULL,
  verdict TEXT COLLATE "C" NOT NULL,
  reason TEXT COLLATE "C" NOT NULL,
  lot_id BIGINT REFERENCES lot (id),
  message TEXT COLLATE "C" NOT NULL,
  place TEXT COLLATE "C" NOT NULL,
  at BIGINT NOT NULL,
  UNIQUE (day, nth),
  UNIQUE (day, label, message, place)
);
CREATE INDEX report_by_lot ON report (lot_id) WHERE lot_id IS NOT NULL;

CREATE TABLE scan_day (
  day BIGINT NOT NULL,
  lot_id BIGINT NOT NULL REFERENCES lot (id),
  serial TEXT COLLATE "C" NOT NULL,  -- '': the code of the lot
  place TEXT COLLATE "C" NOT NULL,  -- '': not known
  scans BIGINT NOT NULL CHECK (scans >= 1),
  first_at BIGINT NOT NULL,
  last_at BIGINT NOT NULL,
  PRIMARY KEY (day, lot_id, serial, place)
);
CREATE INDEX scan_day_by_lot ON scan_day (lot_id, day);

CREATE TABLE lot_record (
  lot_id BIGINT PRIMARY KEY REFERENCES lot (id),
  record TEXT COLLATE "C" NOT NULL  -- canonical JSON
);

CREATE TABLE trust_note (
  kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('trust_list', 'roots')),
  version BIGINT NOT NULL CHECK (version >= 1),
  digest TEXT COLLATE "C" NOT NULL CHECK (length(digest) = 64),  -- SHA-256 of the note's text, in hexadecimal
  note BYTEA NOT NULL,  -- the whole signed note
  at BIGINT NOT NULL,
  logged BIGINT NOT NULL DEFAULT 0 CHECK (logged IN (0, 1)),
  PRIMARY KEY (kind, version)
);

CREATE TABLE recent_act (
  digest TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(digest) = 64),
  at BIGINT NOT NULL,
  act TEXT COLLATE "C" NOT NULL  -- canonical JSON: kind, args
);
CREATE INDEX recent_act_by_time ON recent_act (at);

CREATE TABLE bundle (
  realm_id BIGINT NOT NULL,
  leaf_index BIGINT NOT NULL,
  made_at BIGINT NOT NULL,
  facts_sha256 TEXT COLLATE "C" NOT NULL CHECK (length(facts_sha256) = 64),
  PRIMARY KEY (realm_id, leaf_index),
  FOREIGN KEY (realm_id, leaf_index) REFERENCES log_entry (realm_id, leaf_index)
);

CREATE TABLE lot_cancellation (
  id BIGINT PRIMARY KEY,
  lot_id BIGINT NOT NULL UNIQUE REFERENCES lot (id),
  reason TEXT COLLATE "C" NOT NULL CHECK (reason <> ''),
  who TEXT COLLATE "C" NOT NULL,
  at BIGINT NOT NULL
);

CREATE TABLE act (
  id BIGINT PRIMARY KEY,
  at BIGINT NOT NULL,
  kind TEXT COLLATE "C" NOT NULL CHECK (kind <> ''),
  args TEXT COLLATE "C" NOT NULL,  -- canonical JSON: texts by name
  cooperative_id TEXT COLLATE "C" NOT NULL,  -- whose affair it is; '': the whole workplace's
  actor_id TEXT COLLATE "C" NOT NULL CHECK (actor_id <> ''),  -- a user of the console, or the system's user
  actor_name TEXT COLLATE "C" NOT NULL,
  actor_role TEXT COLLATE "C" NOT NULL,
  channel TEXT COLLATE "C" NOT NULL CHECK (channel IN ('command', 'page', 'api'))
);
CREATE INDEX act_by_cooperative ON act (cooperative_id, id);

CREATE TABLE inspector_key (
  id BIGINT PRIMARY KEY CHECK (id = 1),
  key BYTEA NOT NULL CHECK (length(key) = 32)
);

CREATE TABLE inspector (
  id BIGINT PRIMARY KEY,
  name TEXT COLLATE "C" NOT NULL CHECK (name <> ''),
  code_hash BYTEA NOT NULL UNIQUE CHECK (length(code_hash) = 32),  -- HMAC-SHA256 of the code; the code itself is on no record
  added_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL CHECK (expires_at > added_at),
  revoked_at BIGINT
);

CREATE TABLE visit (
  id BIGINT PRIMARY KEY,
  inspector_id BIGINT NOT NULL REFERENCES inspector (id),
  visit_id TEXT COLLATE "C" NOT NULL CHECK (visit_id <> ''),  -- as the phone named it
  receipt TEXT COLLATE "C" NOT NULL UNIQUE,
  received_at BIGINT NOT NULL,
  body TEXT COLLATE "C" NOT NULL,  -- JSON, as the phone sent it
  UNIQUE (inspector_id, visit_id)
);
CREATE INDEX lot_by_entry ON lot (realm_id, leaf_index);

CREATE TABLE partner (
  id BIGINT PRIMARY KEY,
  partner_id TEXT COLLATE "C" NOT NULL CHECK (partner_id <> ''),
  version BIGINT NOT NULL CHECK (version >= 1),
  cooperative_id TEXT COLLATE "C" NOT NULL REFERENCES cooperative (id),
  gln TEXT COLLATE "C" CHECK (length(gln) = 13),
  at BIGINT NOT NULL,
  body TEXT COLLATE "C" NOT NULL,
  UNIQUE (partner_id, version)
);
CREATE INDEX partner_by_gln ON partner (gln) WHERE gln IS NOT NULL;

CREATE TABLE traced_lot (
  id BIGINT PRIMARY KEY,
  kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('sealed', 'own', 'partner')),
  owner TEXT COLLATE "C" NOT NULL,  -- the cooperative's or partner's id; '': sealed
  code TEXT COLLATE "C" NOT NULL CHECK (code <> ''),  -- of a sealed lot its typed code
  lot_id BIGINT UNIQUE REFERENCES lot (id),
  goods TEXT COLLATE "C" NOT NULL,  -- what it is; '': sealed, its record says it
  UNIQUE (kind, owner, code),
  CHECK ((kind = 'sealed') = (lot_id IS NOT NULL)),
  CHECK ((kind = 'sealed') = (owner = ''))
);

CREATE TABLE event (
  id BIGINT PRIMARY KEY,
  cooperative_id TEXT COLLATE "C" NOT NULL REFERENCES cooperative (id),
  kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('planting', 'treatment', 'harvest', 'receive', 'cool', 'process', 'pack', 'aggregate',
    'disaggregate', 'ship', 'sell', 'return', 'dispose', 'inspect', 'hold', 'release')),
  happened_at BIGINT NOT NULL,
  place_id TEXT COLLATE "C" REFERENCES place (id),
  partner_id TEXT COLLATE "C",  -- NULL: none
  passed BIGINT CHECK (passed IN (0, 1)),  -- of an inspection
  at BIGINT NOT NULL,  -- when it was recorded
  body TEXT COLLATE "C" NOT NULL  -- canonical JSON; the columns above and event_lot follow from it
);
CREATE INDEX event_by_time ON event (happened_at);
CREATE INDEX event_by_place ON event (place_id, kind, happened_at) WHERE place_id IS NOT NULL;

CREATE TABLE event_unit (
  id BIGINT PRIMARY KEY,
  name TEXT COLLATE "C" NOT NULL UNIQUE CHECK (name <> '')
);

CREATE TABLE event_lot (
  event_id BIGINT NOT NULL REFERENCES event (id),
  role BIGINT NOT NULL CHECK (role BETWEEN 0 AND 2),  -- 0 input, 1 output, 2 handled
  traced_lot_id BIGINT NOT NULL REFERENCES traced_lot (id),
  unit_id BIGINT REFERENCES event_unit (id),  -- NULL: not measured
  amount BIGINT,
  PRIMARY KEY (event_id, role, traced_lot_id),
  CHECK ((unit_id IS NULL) = (amount IS NULL))
);
CREATE INDEX event_lot_by_lot ON event_lot (traced_lot_id, role);

CREATE TABLE event_error (
  id BIGINT PRIMARY KEY,
  event_id BIGINT NOT NULL UNIQUE REFERENCES event (id),
  replaced_by BIGINT REFERENCES event (id),
  reason TEXT COLLATE "C" NOT NULL CHECK (reason <> ''),
  who TEXT COLLATE "C" NOT NULL,
  at BIGINT NOT NULL
);

CREATE TABLE report_answer (
  id BIGINT PRIMARY KEY,
  report_id BIGINT NOT NULL REFERENCES report (id),
  at BIGINT NOT NULL,
  kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('taken_up', 'not_founded', 'acted_on')),
  words TEXT COLLATE "C" NOT NULL CHECK (words <> ''),  -- that the reporter reads
  actor_id TEXT COLLATE "C" NOT NULL CHECK (actor_id <> ''),
  actor_name TEXT COLLATE "C" NOT NULL,
  actor_role TEXT COLLATE "C" NOT NULL,
  channel TEXT COLLATE "C" NOT NULL CHECK (channel IN ('command', 'page', 'api'))
);
CREATE INDEX report_answer_by_report ON report_answer (report_id);

CREATE TABLE spent_number (
  what TEXT COLLATE "C" NOT NULL CHECK (what IN ('issue_number', 'serial', 'lot_of_day', 'gtin', 'gtin_block', 'link', 'event', 'trust_list',
    'roots')),
  subject TEXT COLLATE "C" NOT NULL,
  up_to BIGINT NOT NULL CHECK (up_to >= 0),
  PRIMARY KEY (what, subject)
);

CREATE TABLE lot_without_labels (
  cooperative_id TEXT COLLATE "C" NOT NULL,
  lot_id BIGINT NOT NULL UNIQUE REFERENCES lot (id),
  PRIMARY KEY (cooperative_id, lot_id)
);

CREATE TABLE job_of_cooperative (
  cooperative_id TEXT COLLATE "C" NOT NULL,
  job_id BIGINT NOT NULL REFERENCES print_job (id),
  PRIMARY KEY (cooperative_id, job_id)
);

CREATE TABLE unconfirmed_job (
  cooperative_id TEXT COLLATE "C" NOT NULL,
  job_id BIGINT NOT NULL UNIQUE REFERENCES print_job (id),
  PRIMARY KEY (cooperative_id, job_id)
);
CREATE INDEX act_by_kind ON act (kind, id);

CREATE TABLE visit_summary (
  visit BIGINT PRIMARY KEY REFERENCES visit (id),
  day BIGINT NOT NULL,  -- in Vietnam: when it began, as the phone says; when it was received, where that is later or says nothing
  place TEXT COLLATE "C" NOT NULL,
  labels BIGINT NOT NULL,  -- different ones that were checked
  photos BIGINT NOT NULL
);

CREATE TABLE visit_verdict (
  visit BIGINT NOT NULL REFERENCES visit (id),
  verdict TEXT COLLATE "C" NOT NULL,
  labels BIGINT NOT NULL,
  PRIMARY KEY (visit, verdict)
);

CREATE TABLE epcis_document (
  id BIGINT PRIMARY KEY,
  name TEXT COLLATE "C" NOT NULL UNIQUE CHECK (name <> ''),  -- of the capture job, random
  cooperative_id TEXT COLLATE "C" NOT NULL,  -- whose affair it is; '': the whole workplace's
  actor TEXT COLLATE "C" NOT NULL,  -- the token that sent it
  at BIGINT NOT NULL,
  behaviour TEXT COLLATE "C" NOT NULL CHECK (behaviour IN ('rollback', 'proceed')),
  events BIGINT NOT NULL CHECK (events >= 0),  -- in the document
  stored BIGINT NOT NULL CHECK (stored >= 0),  -- of them new
  errors TEXT COLLATE "C" NOT NULL,  -- a JSON array
  context TEXT COLLATE "C" NOT NULL,  -- its @context, JSON
  size BIGINT NOT NULL CHECK (size > 0),  -- bytes of the body
  body BYTEA NOT NULL  -- the whole document as it came, as a zlib stream
);

CREATE TABLE epcis_event (
  id BIGINT PRIMARY KEY,
  document_id BIGINT REFERENCES epcis_document (id),  -- NULL: an event that was recorded here
  own_event_id BIGINT REFERENCES event (id),  -- NULL: it came in a document
  cooperative_id TEXT COLLATE "C" NOT NULL,
  event_id TEXT COLLATE "C" NOT NULL CHECK (event_id <> ''),  -- its eventID, or else its hash
  hash TEXT COLLATE "C" NOT NULL,  -- ni:///sha-256;…?ver=CBV2.0
  declares_error BIGINT NOT NULL CHECK (declares_error IN (0, 1)),  -- an error declaration has the id of the event
  event_time BIGINT NOT NULL,
  record_time BIGINT NOT NULL,
  body TEXT COLLATE "C" NOT NULL,  -- JSON, as it came
  UNIQUE (cooperative_id, event_id, declares_error),
  CHECK ((document_id IS NULL) = (own_event_id IS NOT NULL))
);
CREATE INDEX epcis_event_by_time ON epcis_event (event_time, id);
CREATE INDEX epcis_event_by_record ON epcis_event (record_time, id);
CREATE INDEX epcis_event_of_own ON epcis_event (own_event_id, declares_error) WHERE own_event_id IS NOT NULL;

CREATE TABLE epcis_text (
  id BIGINT PRIMARY KEY,
  text TEXT COLLATE "C" NOT NULL UNIQUE
);

CREATE TABLE epcis_term (
  field_id BIGINT NOT NULL REFERENCES epcis_text (id),
  value_id BIGINT NOT NULL REFERENCES epcis_text (id),
  event_time BIGINT NOT NULL,
  event_id BIGINT NOT NULL REFERENCES epcis_event (id),
  PRIMARY KEY (field_id, value_id, event_time, event_id)
);

CREATE TABLE epcis_number (
  field_id BIGINT NOT NULL REFERENCES epcis_text (id),
  number DOUBLE PRECISION NOT NULL,
  event_id BIGINT NOT NULL REFERENCES epcis_event (id),
  PRIMARY KEY (field_id, number, event_id)
);

CREATE TABLE epcis_child (
  parent TEXT COLLATE "C" NOT NULL,
  child TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (parent, child)
);

CREATE TABLE epcis_prefix (
  prefix TEXT COLLATE "C" NOT NULL,
  namespace TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (prefix, namespace)
);

CREATE TABLE roll (
  id BIGINT PRIMARY KEY,
  realm_id BIGINT NOT NULL REFERENCES realm (id),
  leaf_index BIGINT NOT NULL,
  cooperative_id TEXT COLLATE "C" NOT NULL REFERENCES cooperative (id),
  product_id TEXT COLLATE "C" NOT NULL REFERENCES product (id),
  gtin TEXT COLLATE "C" NOT NULL CHECK (length(gtin) = 14),
  host TEXT COLLATE "C" NOT NULL CHECK (host <> ''),
  template_id TEXT COLLATE "C" NOT NULL,
  template_sha256 TEXT COLLATE "C" NOT NULL,
  labels BIGINT NOT NULL CHECK (labels BETWEEN 1 AND 9999999),
  setup TEXT COLLATE "C" NOT NULL,  -- JSON: how they were drawn and what they say
  who TEXT COLLATE "C" NOT NULL,
  at BIGINT NOT NULL,
  FOREIGN KEY (realm_id, leaf_index) REFERENCES log_entry (realm_id, leaf_index)
);
CREATE INDEX roll_by_cooperative ON roll (cooperative_id, id);
CREATE INDEX roll_by_product ON roll (product_id);
CREATE UNIQUE INDEX roll_by_entry ON roll (realm_id, leaf_index);
CREATE INDEX roll_by_host ON roll (realm_id, host);

CREATE TABLE roll_code (
  serial TEXT COLLATE "C" PRIMARY KEY NOT NULL,
  roll_id BIGINT NOT NULL REFERENCES roll (id),
  position BIGINT NOT NULL CHECK (position >= 1)  -- of the label on its roll
);
CREATE UNIQUE INDEX roll_code_by_position ON roll_code (roll_id, position);

CREATE TABLE roll_range (
  id BIGINT PRIMARY KEY,
  roll_id BIGINT NOT NULL REFERENCES roll (id),
  first BIGINT NOT NULL CHECK (first >= 1),
  last BIGINT NOT NULL CHECK (last >= first),
  lot_id BIGINT REFERENCES lot (id),
  reason TEXT COLLATE "C" NOT NULL CHECK (lot_id IS NOT NULL OR reason <> ''),  -- of a claim: why the lot has more labels than packs
  who TEXT COLLATE "C" NOT NULL,
  at BIGINT NOT NULL,
  realm_id BIGINT NOT NULL,
  leaf_index BIGINT NOT NULL,
  FOREIGN KEY (realm_id, leaf_index) REFERENCES log_entry (realm_id, leaf_index)
);
CREATE UNIQUE INDEX roll_range_by_last ON roll_range (roll_id, last);
CREATE INDEX roll_range_by_lot ON roll_range (lot_id) WHERE lot_id IS NOT NULL;

CREATE TABLE known_by_entry (
  realm_id BIGINT NOT NULL,
  leaf_index BIGINT NOT NULL,
  kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('lot', 'print_job', 'recall', 'void', 'lot_cancellation', 'key_status', 'link', 'event_error', 'roll_range', 'none')),
  row_id BIGINT,
  key_id BYTEA,
  issue_number BIGINT,
  gtin TEXT COLLATE "C",
  code TEXT COLLATE "C",
  PRIMARY KEY (realm_id, leaf_index),
  FOREIGN KEY (realm_id, leaf_index) REFERENCES log_entry (realm_id, leaf_index)
);
CREATE INDEX known_by_entry_row ON known_by_entry (kind, row_id) WHERE row_id IS NOT NULL;
CREATE INDEX known_by_entry_number ON known_by_entry (key_id, issue_number) WHERE kind = 'lot';
CREATE INDEX known_by_entry_code ON known_by_entry (realm_id, gtin, code) WHERE kind = 'lot';

CREATE TABLE scan_alarm (
  day BIGINT NOT NULL,
  kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('forged', 'lot_not_issued', 'serial_not_issued', 'link_not_issued', 'code_not_claimed')),
  gtin TEXT COLLATE "C" NOT NULL,  -- '', as `lot`: in all
  lot TEXT COLLATE "C" NOT NULL,
  serial TEXT COLLATE "C" NOT NULL,  -- the first one asked for
  asked BIGINT NOT NULL CHECK (asked >= 1),
  PRIMARY KEY (day, kind, gtin, lot)
);

CREATE TABLE template_version (
  id BIGINT PRIMARY KEY,
  template TEXT COLLATE "C" NOT NULL CHECK (template <> ''),  -- the template's id: its file's name without .toml
  number BIGINT NOT NULL CHECK (number > 0),  -- of this template, from 1
  origin TEXT COLLATE "C" NOT NULL CHECK (origin IN ('saved', 'found')),  -- found: a file that was changed outside the program
  sha256 TEXT COLLATE "C" NOT NULL CHECK (length(sha256) = 64),  -- of body
  body TEXT COLLATE "C" NOT NULL,  -- TOML, without the pictures beside it
  at BIGINT NOT NULL,
  actor_id TEXT COLLATE "C" NOT NULL CHECK (actor_id <> ''),  -- who saved it; of a found one: who saved the next
  actor_name TEXT COLLATE "C" NOT NULL,
  actor_role TEXT COLLATE "C" NOT NULL,
  channel TEXT COLLATE "C" NOT NULL CHECK (channel IN ('command', 'page', 'api')),
  UNIQUE (template, number)
);
CREATE INDEX lot_by_issue ON lot (issued_at, realm_id, cooperative_id);

CREATE TABLE letting_go (
  id BIGINT PRIMARY KEY CHECK (id = 1)
);

CREATE TABLE erasure (
  id BIGINT PRIMARY KEY,
  what TEXT COLLATE "C" NOT NULL CHECK (what IN ('partner', 'event')),
  subject TEXT COLLATE "C" NOT NULL,  -- the partner's id, the event's number
  version BIGINT NOT NULL CHECK (version >= 1),  -- of the partner; of an event 1
  nth BIGINT NOT NULL CHECK (nth >= 1),
  logged TEXT COLLATE "C" NOT NULL CHECK (length(logged) = 64),  -- SHA-256 hex of what was told, as its own log entry has it
  remaining TEXT COLLATE "C" NOT NULL CHECK (length(remaining) = 64),  -- SHA-256 hex of what is left
  at BIGINT NOT NULL,
  UNIQUE (what, subject, version, nth)
);
CREATE INDEX act_by_time ON act (at);
CREATE INDEX epcis_event_of_document ON epcis_event (document_id) WHERE document_id IS NOT NULL;

CREATE TRIGGER record_is_numbered BEFORE INSERT ON record FOR EACH ROW WHEN (NEW.id IS NULL) EXECUTE FUNCTION number_row('id');
CREATE TRIGGER realm_is_numbered BEFORE INSERT ON realm FOR EACH ROW WHEN (NEW.id IS NULL) EXECUTE FUNCTION number_row('id');
CREATE TRIGGER issuer_key_status_is_numbered BEFORE INSERT ON issuer_key_status FOR EACH ROW WHEN (NEW.id IS NULL) EXECUTE FUNCTION number_row('id');
CREATE TRIGGER print_job_is_numbered BEFORE INSERT ON print_job FOR EACH ROW WHEN (NEW.id IS NULL) EXECUTE FUNCTION number_row('id');
CREATE TRIGGER void_range_is_numbered BEFORE INSERT ON void_range FOR EACH ROW WHEN (NEW.id IS NULL) EXECUTE FUNCTION number_row('id');
CREATE TRIGGER recall_is_numbered BEFORE INSERT ON recall FOR EACH ROW WHEN (NEW.id IS NULL) EXECUTE FUNCTION number_row('id');
CREATE TRIGGER print_outcome_is_numbered BEFORE INSERT ON print_outcome FOR EACH ROW WHEN (NEW.id IS NULL) EXECUTE FUNCTION number_row('id');
CREATE TRIGGER link_is_numbered BEFORE INSERT ON link FOR EACH ROW WHEN (NEW.id IS NULL) EXECUTE FUNCTION number_row('id');
CREATE TRIGGER printer_is_numbered BEFORE INSERT ON printer FOR EACH ROW WHEN (NEW.row_id IS NULL) EXECUTE FUNCTION number_row('row_id');
CREATE TRIGGER printer_correction_is_numbered BEFORE INSERT ON printer_correction FOR EACH ROW WHEN (NEW.row_id IS NULL) EXECUTE FUNCTION number_row('row_id');
CREATE TRIGGER report_is_numbered BEFORE INSERT ON report FOR EACH ROW WHEN (NEW.id IS NULL) EXECUTE FUNCTION number_row('id');
CREATE TRIGGER lot_cancellation_is_numbered BEFORE INSERT ON lot_cancellation FOR EACH ROW WHEN (NEW.id IS NULL) EXECUTE FUNCTION number_row('id');
CREATE TRIGGER act_is_numbered BEFORE INSERT ON act FOR EACH ROW WHEN (NEW.id IS NULL) EXECUTE FUNCTION number_row('id');
CREATE TRIGGER inspector_is_numbered BEFORE INSERT ON inspector FOR EACH ROW WHEN (NEW.id IS NULL) EXECUTE FUNCTION number_row('id');
CREATE TRIGGER visit_is_numbered BEFORE INSERT ON visit FOR EACH ROW WHEN (NEW.id IS NULL) EXECUTE FUNCTION number_row('id');
CREATE TRIGGER partner_is_numbered BEFORE INSERT ON partner FOR EACH ROW WHEN (NEW.id IS NULL) EXECUTE FUNCTION number_row('id');
CREATE TRIGGER traced_lot_is_numbered BEFORE INSERT ON traced_lot FOR EACH ROW WHEN (NEW.id IS NULL) EXECUTE FUNCTION number_row('id');
CREATE TRIGGER event_is_numbered BEFORE INSERT ON event FOR EACH ROW WHEN (NEW.id IS NULL) EXECUTE FUNCTION number_row('id');
CREATE TRIGGER event_unit_is_numbered BEFORE INSERT ON event_unit FOR EACH ROW WHEN (NEW.id IS NULL) EXECUTE FUNCTION number_row('id');
CREATE TRIGGER event_error_is_numbered BEFORE INSERT ON event_error FOR EACH ROW WHEN (NEW.id IS NULL) EXECUTE FUNCTION number_row('id');
CREATE TRIGGER report_answer_is_numbered BEFORE INSERT ON report_answer FOR EACH ROW WHEN (NEW.id IS NULL) EXECUTE FUNCTION number_row('id');
CREATE TRIGGER epcis_document_is_numbered BEFORE INSERT ON epcis_document FOR EACH ROW WHEN (NEW.id IS NULL) EXECUTE FUNCTION number_row('id');
CREATE TRIGGER epcis_event_is_numbered BEFORE INSERT ON epcis_event FOR EACH ROW WHEN (NEW.id IS NULL) EXECUTE FUNCTION number_row('id');
CREATE TRIGGER epcis_text_is_numbered BEFORE INSERT ON epcis_text FOR EACH ROW WHEN (NEW.id IS NULL) EXECUTE FUNCTION number_row('id');
CREATE TRIGGER template_version_is_numbered BEFORE INSERT ON template_version FOR EACH ROW WHEN (NEW.id IS NULL) EXECUTE FUNCTION number_row('id');
CREATE TRIGGER erasure_is_numbered BEFORE INSERT ON erasure FOR EACH ROW WHEN (NEW.id IS NULL) EXECUTE FUNCTION number_row('id');

CREATE TRIGGER record_stays BEFORE UPDATE ON record FOR EACH ROW
  EXECUTE FUNCTION refuse_change('a record version is final');
CREATE TRIGGER record_remains BEFORE DELETE ON record FOR EACH ROW
  EXECUTE FUNCTION refuse_change('a record version is final');
CREATE TRIGGER issuer_key_stays BEFORE UPDATE ON issuer_key FOR EACH ROW
  EXECUTE FUNCTION refuse_change('an issuer key is final');
CREATE TRIGGER issuer_key_remains BEFORE DELETE ON issuer_key FOR EACH ROW
  EXECUTE FUNCTION refuse_change('an issuer key is final');
CREATE TRIGGER issuer_key_status_stays BEFORE UPDATE ON issuer_key_status FOR EACH ROW
  EXECUTE FUNCTION refuse_change('a key status is final');
CREATE TRIGGER issuer_key_status_remains BEFORE DELETE ON issuer_key_status FOR EACH ROW
  EXECUTE FUNCTION refuse_change('a key status is final');
CREATE TRIGGER log_entry_stays BEFORE UPDATE ON log_entry FOR EACH ROW
  EXECUTE FUNCTION refuse_change('a log entry is final');
CREATE TRIGGER log_entry_remains BEFORE DELETE ON log_entry FOR EACH ROW
  EXECUTE FUNCTION refuse_change('a log entry is final');
CREATE TRIGGER lot_stays BEFORE UPDATE ON lot FOR EACH ROW
  EXECUTE FUNCTION refuse_change('a lot is final');
CREATE TRIGGER lot_remains BEFORE DELETE ON lot FOR EACH ROW
  EXECUTE FUNCTION refuse_change('a lot is final');
CREATE TRIGGER label_host_stays BEFORE UPDATE ON label_host FOR EACH ROW
  EXECUTE FUNCTION refuse_change('a label host is final');
CREATE TRIGGER label_host_remains BEFORE DELETE ON label_host FOR EACH ROW
  EXECUTE FUNCTION refuse_change('a label host is final');
CREATE TRIGGER print_job_stays BEFORE UPDATE ON print_job FOR EACH ROW
  EXECUTE FUNCTION refuse_change('a print job is final');
CREATE TRIGGER print_job_remains BEFORE DELETE ON print_job FOR EACH ROW
  EXECUTE FUNCTION refuse_change('a print job is final');
CREATE TRIGGER listed_serial_stays BEFORE UPDATE ON listed_serial FOR EACH ROW
  EXECUTE FUNCTION refuse_change('a listed serial is final');
CREATE TRIGGER listed_serial_remains BEFORE DELETE ON listed_serial FOR EACH ROW
  EXECUTE FUNCTION refuse_change('a listed serial is final');
CREATE TRIGGER void_range_stays BEFORE UPDATE ON void_range FOR EACH ROW
  EXECUTE FUNCTION refuse_change('a void is final');
CREATE TRIGGER void_range_remains BEFORE DELETE ON void_range FOR EACH ROW
  EXECUTE FUNCTION refuse_change('a void is final');
CREATE TRIGGER recall_stays BEFORE UPDATE ON recall FOR EACH ROW
  EXECUTE FUNCTION refuse_change('a recall is final');
CREATE TRIGGER recall_remains BEFORE DELETE ON recall FOR EACH ROW
  EXECUTE FUNCTION refuse_change('a recall is final');
CREATE TRIGGER label_template_stays BEFORE UPDATE ON label_template FOR EACH ROW
  EXECUTE FUNCTION refuse_change('a used template is final');
CREATE TRIGGER label_template_remains BEFORE DELETE ON label_template FOR EACH ROW
  EXECUTE FUNCTION refuse_change('a used template is final');
CREATE TRIGGER printed_part_stays BEFORE UPDATE ON printed_part FOR EACH ROW
  EXECUTE FUNCTION refuse_change('a printed part is final');
CREATE TRIGGER printed_part_remains BEFORE DELETE ON printed_part FOR EACH ROW
  EXECUTE FUNCTION refuse_change('a printed part is final');
CREATE TRIGGER print_outcome_remains BEFORE DELETE ON print_outcome FOR EACH ROW
  EXECUTE FUNCTION refuse_change('a print outcome is final');
CREATE TRIGGER link_stays BEFORE UPDATE OF id, ai, value, lot, serial, type, url, body, at ON link FOR EACH ROW
  EXECUTE FUNCTION refuse_change('a link is final');
CREATE TRIGGER link_is_removed_once BEFORE UPDATE OF removed_at ON link FOR EACH ROW WHEN (OLD.removed_at IS NOT NULL)
  EXECUTE FUNCTION refuse_change('a removal is final');
CREATE TRIGGER link_remains BEFORE DELETE ON link FOR EACH ROW
  EXECUTE FUNCTION refuse_change('a link is final');
CREATE TRIGGER lot_record_stays BEFORE UPDATE ON lot_record FOR EACH ROW
  EXECUTE FUNCTION refuse_change('a lot''s record is final');
CREATE TRIGGER lot_record_remains BEFORE DELETE ON lot_record FOR EACH ROW
  EXECUTE FUNCTION refuse_change('a lot''s record is final');
CREATE TRIGGER trust_note_stays BEFORE UPDATE ON trust_note FOR EACH ROW
  EXECUTE FUNCTION refuse_change('a trust note is final');
CREATE TRIGGER trust_note_remains BEFORE DELETE ON trust_note FOR EACH ROW
  EXECUTE FUNCTION refuse_change('a trust note is final');
CREATE TRIGGER bundle_stays BEFORE UPDATE ON bundle FOR EACH ROW
  EXECUTE FUNCTION refuse_change('a bundle is final');
CREATE TRIGGER bundle_remains BEFORE DELETE ON bundle FOR EACH ROW
  EXECUTE FUNCTION refuse_change('a bundle is final');
CREATE TRIGGER lot_cancellation_stays BEFORE UPDATE ON lot_cancellation FOR EACH ROW
  EXECUTE FUNCTION refuse_change('a cancelled lot is final');
CREATE TRIGGER lot_cancellation_remains BEFORE DELETE ON lot_cancellation FOR EACH ROW
  EXECUTE FUNCTION refuse_change('a cancelled lot is final');
CREATE TRIGGER inspector_revoked_once BEFORE UPDATE OF revoked_at ON inspector FOR EACH ROW WHEN (OLD.revoked_at IS NOT NULL)
  EXECUTE FUNCTION refuse_change('an enrolment is revoked once');
CREATE TRIGGER partner_remains BEFORE DELETE ON partner FOR EACH ROW
  EXECUTE FUNCTION refuse_change('a partner version is final');
CREATE TRIGGER traced_lot_stays BEFORE UPDATE ON traced_lot FOR EACH ROW
  EXECUTE FUNCTION refuse_change('the name of a lot is final');
CREATE TRIGGER traced_lot_remains BEFORE DELETE ON traced_lot FOR EACH ROW
  EXECUTE FUNCTION refuse_change('the name of a lot is final');
CREATE TRIGGER event_remains BEFORE DELETE ON event FOR EACH ROW
  EXECUTE FUNCTION refuse_change('an event is final');
CREATE TRIGGER event_lot_stays BEFORE UPDATE ON event_lot FOR EACH ROW
  EXECUTE FUNCTION refuse_change('an event is final');
CREATE TRIGGER event_lot_remains BEFORE DELETE ON event_lot FOR EACH ROW
  EXECUTE FUNCTION refuse_change('an event is final');
CREATE TRIGGER event_error_stays BEFORE UPDATE ON event_error FOR EACH ROW
  EXECUTE FUNCTION refuse_change('an error declaration is final');
CREATE TRIGGER event_error_remains BEFORE DELETE ON event_error FOR EACH ROW
  EXECUTE FUNCTION refuse_change('an error declaration is final');
CREATE TRIGGER spent_number_remains BEFORE DELETE ON spent_number FOR EACH ROW
  EXECUTE FUNCTION refuse_change('a spent number is final');
CREATE TRIGGER spent_number_only_rises BEFORE UPDATE ON spent_number FOR EACH ROW WHEN (NEW.up_to < OLD.up_to)
  EXECUTE FUNCTION refuse_change('a spent number is final');
CREATE TRIGGER epcis_document_stays BEFORE UPDATE ON epcis_document FOR EACH ROW
  EXECUTE FUNCTION refuse_change('a document is final');
CREATE TRIGGER roll_stays BEFORE UPDATE ON roll FOR EACH ROW
  EXECUTE FUNCTION refuse_change('a roll is final');
CREATE TRIGGER roll_remains BEFORE DELETE ON roll FOR EACH ROW
  EXECUTE FUNCTION refuse_change('a roll is final');
CREATE TRIGGER roll_code_stays BEFORE UPDATE ON roll_code FOR EACH ROW
  EXECUTE FUNCTION refuse_change('a code of a roll is final');
CREATE TRIGGER roll_code_remains BEFORE DELETE ON roll_code FOR EACH ROW
  EXECUTE FUNCTION refuse_change('a code of a roll is final');
CREATE TRIGGER roll_range_stays BEFORE UPDATE ON roll_range FOR EACH ROW
  EXECUTE FUNCTION refuse_change('a range of a roll is final');
CREATE TRIGGER roll_range_remains BEFORE DELETE ON roll_range FOR EACH ROW
  EXECUTE FUNCTION refuse_change('a range of a roll is final');
CREATE TRIGGER known_by_entry_remains BEFORE DELETE ON known_by_entry FOR EACH ROW
  EXECUTE FUNCTION refuse_change('what a restore took back is final');
CREATE TRIGGER template_version_stays BEFORE UPDATE ON template_version FOR EACH ROW
  EXECUTE FUNCTION refuse_change('a saved template is final');
CREATE TRIGGER template_version_remains BEFORE DELETE ON template_version FOR EACH ROW
  EXECUTE FUNCTION refuse_change('a saved template is final');
CREATE TRIGGER erasure_stays BEFORE UPDATE ON erasure FOR EACH ROW
  EXECUTE FUNCTION refuse_change('an erasure is final');
CREATE TRIGGER erasure_remains BEFORE DELETE ON erasure FOR EACH ROW
  EXECUTE FUNCTION refuse_change('an erasure is final');
CREATE TRIGGER partner_stays BEFORE UPDATE ON partner FOR EACH ROW
  EXECUTE FUNCTION refuse_unless_let_go('a partner version is final');
CREATE TRIGGER event_stays BEFORE UPDATE ON event FOR EACH ROW
  EXECUTE FUNCTION refuse_unless_let_go('an event is final');
CREATE TRIGGER print_outcome_stays BEFORE UPDATE ON print_outcome FOR EACH ROW
  EXECUTE FUNCTION refuse_unless_let_go('a print outcome is final');
CREATE TRIGGER act_stays BEFORE UPDATE ON act FOR EACH ROW
  EXECUTE FUNCTION refuse_unless_let_go('an act is final');
CREATE TRIGGER act_remains BEFORE DELETE ON act FOR EACH ROW
  EXECUTE FUNCTION refuse_unless_let_go('an act is final');
CREATE TRIGGER report_stays BEFORE UPDATE ON report FOR EACH ROW
  EXECUTE FUNCTION refuse_unless_let_go('a report is final');
CREATE TRIGGER report_remains BEFORE DELETE ON report FOR EACH ROW
  EXECUTE FUNCTION refuse_unless_let_go('a report is final');
CREATE TRIGGER report_answer_stays BEFORE UPDATE ON report_answer FOR EACH ROW
  EXECUTE FUNCTION refuse_unless_let_go('an answer is final');
CREATE TRIGGER report_answer_remains BEFORE DELETE ON report_answer FOR EACH ROW
  EXECUTE FUNCTION refuse_unless_let_go('an answer is final');
CREATE TRIGGER inspector_stays BEFORE UPDATE OF id, name, code_hash, added_at, expires_at ON inspector FOR EACH ROW
  EXECUTE FUNCTION refuse_unless_let_go('an enrolment is final');
CREATE TRIGGER inspector_remains BEFORE DELETE ON inspector FOR EACH ROW
  EXECUTE FUNCTION refuse_unless_let_go('an enrolment is final');
CREATE TRIGGER visit_stays BEFORE UPDATE ON visit FOR EACH ROW
  EXECUTE FUNCTION refuse_unless_let_go('a visit is final');
CREATE TRIGGER visit_remains BEFORE DELETE ON visit FOR EACH ROW
  EXECUTE FUNCTION refuse_unless_let_go('a visit is final');
CREATE TRIGGER epcis_document_remains BEFORE DELETE ON epcis_document FOR EACH ROW
  EXECUTE FUNCTION refuse_unless_let_go('a document is final');
CREATE TRIGGER epcis_event_stays BEFORE UPDATE ON epcis_event FOR EACH ROW
  EXECUTE FUNCTION refuse_unless_let_go('an event is final');
CREATE TRIGGER epcis_event_remains BEFORE DELETE ON epcis_event FOR EACH ROW
  EXECUTE FUNCTION refuse_unless_let_go('an event is final');

-- Projections that follow their tables.
CREATE FUNCTION lot_was_issued() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO lots_of_day VALUES (NEW.realm_id, NEW.gtin, NEW.packed_on, 1)
  ON CONFLICT (realm_id, gtin, packed_on) DO UPDATE SET lots = lots_of_day.lots + 1;
  INSERT INTO label_host SELECT NEW.host, NEW.id FROM realm WHERE id = NEW.realm_id AND test = 0
  ON CONFLICT (host) DO NOTHING;
  INSERT INTO lot_without_labels VALUES (NEW.cooperative_id, NEW.id);
  RETURN NULL;
END $$;
CREATE TRIGGER lot_was_issued AFTER INSERT ON lot FOR EACH ROW EXECUTE FUNCTION lot_was_issued();

CREATE FUNCTION job_was_printed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM lot_without_labels WHERE lot_id = NEW.lot_id;
  INSERT INTO job_of_cooperative SELECT cooperative_id, NEW.id FROM lot WHERE id = NEW.lot_id;
  INSERT INTO unconfirmed_job SELECT cooperative_id, NEW.id FROM lot WHERE id = NEW.lot_id;
  RETURN NULL;
END $$;
CREATE TRIGGER job_was_printed AFTER INSERT ON print_job FOR EACH ROW EXECUTE FUNCTION job_was_printed();

CREATE FUNCTION lot_was_cancelled() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM lot_without_labels WHERE lot_id = NEW.lot_id;
  RETURN NULL;
END $$;
CREATE TRIGGER lot_was_cancelled AFTER INSERT ON lot_cancellation FOR EACH ROW EXECUTE FUNCTION lot_was_cancelled();

CREATE FUNCTION job_has_an_outcome() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM unconfirmed_job WHERE job_id = NEW.job_id;
  RETURN NULL;
END $$;
CREATE TRIGGER job_has_an_outcome AFTER INSERT ON print_outcome FOR EACH ROW WHEN (NEW.kind <> 'voided')
  EXECUTE FUNCTION job_has_an_outcome();

CREATE FUNCTION codes_are_given() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM roll_range WHERE roll_id = NEW.roll_id AND last >= NEW.first AND first <= NEW.last)
    OR NEW.last > (SELECT labels FROM roll WHERE id = NEW.roll_id) THEN
    RAISE EXCEPTION USING ERRCODE = 'TG001', MESSAGE = 'codes of a roll are given once';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER roll_codes_are_given_once BEFORE INSERT ON roll_range FOR EACH ROW EXECUTE FUNCTION codes_are_given();

CREATE FUNCTION roll_labels_a_lot() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM lot_without_labels WHERE lot_id = NEW.lot_id;
  RETURN NULL;
END $$;
CREATE TRIGGER roll_labels_its_lot AFTER INSERT ON roll_range FOR EACH ROW WHEN (NEW.lot_id IS NOT NULL)
  EXECUTE FUNCTION roll_labels_a_lot();

INSERT INTO schema_version VALUES (1, 28);
