-- EPCIS: documents that others sent, as they came, and our own events as EPCIS has them, with the terms by which both are found.

-- What was sent to be captured, and what came of it.
CREATE TABLE epcis_document (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE CHECK (name <> ''),    -- of the capture job, random
  cooperative_id TEXT NOT NULL,                    -- whose affair it is; '': the whole workplace's
  actor TEXT NOT NULL,                             -- the token that sent it
  at INTEGER NOT NULL,
  behaviour TEXT NOT NULL CHECK (behaviour IN ('rollback', 'proceed')),
  events INTEGER NOT NULL CHECK (events >= 0),     -- in the document
  stored INTEGER NOT NULL CHECK (stored >= 0),     -- of them new
  errors TEXT NOT NULL,                            -- a JSON array
  context TEXT NOT NULL,                           -- its @context, JSON
  size INTEGER NOT NULL CHECK (size > 0),          -- bytes of the body
  body BLOB NOT NULL                               -- the whole document as it came, as a zlib stream
) STRICT;
CREATE TRIGGER epcis_document_stays BEFORE UPDATE ON epcis_document BEGIN SELECT RAISE(ABORT, 'a document is final'); END;
CREATE TRIGGER epcis_document_remains BEFORE DELETE ON epcis_document BEGIN SELECT RAISE(ABORT, 'a document is final'); END;

CREATE TABLE epcis_event (
  id INTEGER PRIMARY KEY,
  document_id INTEGER REFERENCES epcis_document (id),  -- NULL: an event that was recorded here
  own_event_id INTEGER REFERENCES event (id),          -- NULL: it came in a document
  cooperative_id TEXT NOT NULL,
  event_id TEXT NOT NULL CHECK (event_id <> ''),       -- its eventID, or else its hash
  hash TEXT NOT NULL,                                  -- ni:///sha-256;…?ver=CBV2.0
  declares_error INTEGER NOT NULL CHECK (declares_error IN (0, 1)),  -- an error declaration has the id of the event
  event_time INTEGER NOT NULL,
  record_time INTEGER NOT NULL,
  body TEXT NOT NULL,                                  -- JSON, as it came
  UNIQUE (cooperative_id, event_id, declares_error),
  CHECK ((document_id IS NULL) = (own_event_id IS NOT NULL))
) STRICT;
CREATE INDEX epcis_event_by_time ON epcis_event (event_time, id);
CREATE INDEX epcis_event_by_record ON epcis_event (record_time, id);
CREATE INDEX epcis_event_of_own ON epcis_event (own_event_id, declares_error) WHERE own_event_id IS NOT NULL;
CREATE TRIGGER epcis_event_stays BEFORE UPDATE ON epcis_event BEGIN SELECT RAISE(ABORT, 'an event is final'); END;
CREATE TRIGGER epcis_event_remains BEFORE DELETE ON epcis_event BEGIN SELECT RAISE(ABORT, 'an event is final'); END;

-- Names of fields, and values: each text once.
CREATE TABLE epcis_text (
  id INTEGER PRIMARY KEY,
  text TEXT NOT NULL UNIQUE
) STRICT;

-- In the order of time under each value, so that a page of a query is read and nothing more.
CREATE TABLE epcis_term (
  field_id INTEGER NOT NULL REFERENCES epcis_text (id),
  value_id INTEGER NOT NULL REFERENCES epcis_text (id),
  event_time INTEGER NOT NULL,
  event_id INTEGER NOT NULL REFERENCES epcis_event (id),
  PRIMARY KEY (field_id, value_id, event_time, event_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE epcis_number (
  field_id INTEGER NOT NULL REFERENCES epcis_text (id),
  number REAL NOT NULL,
  event_id INTEGER NOT NULL REFERENCES epcis_event (id),
  PRIMARY KEY (field_id, number, event_id)
) STRICT, WITHOUT ROWID;

-- Locations beneath others, as master data in documents has them.
CREATE TABLE epcis_child (
  parent TEXT NOT NULL,
  child TEXT NOT NULL,
  PRIMARY KEY (parent, child)
) STRICT, WITHOUT ROWID;

-- Prefixes of names that documents declare.
CREATE TABLE epcis_prefix (
  prefix TEXT NOT NULL,
  namespace TEXT NOT NULL,
  PRIMARY KEY (prefix, namespace)
) STRICT, WITHOUT ROWID;
