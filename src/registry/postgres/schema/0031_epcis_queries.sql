CREATE TABLE epcis_query (
  id BIGINT PRIMARY KEY,
  cooperative_id TEXT COLLATE "C" NOT NULL,  -- whose it is; '': the whole workplace's
  name TEXT COLLATE "C" NOT NULL CHECK (name <> ''),
  query TEXT COLLATE "C" NOT NULL,  -- JSON, as it came
  UNIQUE (cooperative_id, name)
);
CREATE TRIGGER epcis_query_is_numbered BEFORE INSERT ON epcis_query FOR EACH ROW WHEN (NEW.id IS NULL) EXECUTE FUNCTION number_row('id');
CREATE TABLE epcis_attribute (
  id BIGINT PRIMARY KEY,
  document_id BIGINT NOT NULL REFERENCES epcis_document (id),
  cooperative_id TEXT COLLATE "C" NOT NULL,  -- of the document
  element TEXT COLLATE "C" NOT NULL,  -- a place, a class of goods: in canonical form
  name TEXT COLLATE "C" NOT NULL,  -- NAMESPACE#name
  value TEXT COLLATE "C" NOT NULL  -- '': no text
);
CREATE TRIGGER epcis_attribute_is_numbered BEFORE INSERT ON epcis_attribute FOR EACH ROW WHEN (NEW.id IS NULL) EXECUTE FUNCTION number_row('id');
CREATE INDEX epcis_attribute_by_name ON epcis_attribute (name, value, element);
CREATE INDEX epcis_attribute_by_element ON epcis_attribute (element, name, document_id);
CREATE INDEX epcis_attribute_of_document ON epcis_attribute (document_id);
