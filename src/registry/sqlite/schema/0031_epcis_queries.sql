-- EPCIS: queries that clients keep under a name, and what master data in documents says of places and goods.

CREATE TABLE epcis_query (
  id INTEGER PRIMARY KEY,
  cooperative_id TEXT NOT NULL,                 -- whose it is; '': the whole workplace's
  name TEXT NOT NULL CHECK (name <> ''),
  query TEXT NOT NULL,                          -- JSON, as it came
  UNIQUE (cooperative_id, name)
) STRICT;

-- Of one thing and name what the newest document says counts.
CREATE TABLE epcis_attribute (
  id INTEGER PRIMARY KEY,
  document_id INTEGER NOT NULL REFERENCES epcis_document (id),
  cooperative_id TEXT NOT NULL,                 -- of the document
  element TEXT NOT NULL,                        -- a place, a class of goods: in canonical form
  name TEXT NOT NULL,                           -- NAMESPACE#name
  value TEXT NOT NULL                           -- '': no text
) STRICT;
CREATE INDEX epcis_attribute_by_name ON epcis_attribute (name, value, element);
CREATE INDEX epcis_attribute_by_element ON epcis_attribute (element, name, document_id);
CREATE INDEX epcis_attribute_of_document ON epcis_attribute (document_id);
