CREATE TABLE evidence (
  id BIGINT PRIMARY KEY,
  number BIGINT NOT NULL CHECK (number >= 1),
  version BIGINT NOT NULL CHECK (version >= 1),
  subject TEXT COLLATE "C" NOT NULL,  -- event/17, certification/K01, as in the body
  file TEXT COLLATE "C" NOT NULL,  -- as in the body
  at BIGINT NOT NULL,
  body TEXT COLLATE "C" NOT NULL,  -- canonical JSON
  UNIQUE (number, version)
);
CREATE INDEX evidence_by_subject ON evidence (subject);
CREATE INDEX evidence_by_file ON evidence (file);
CREATE TRIGGER evidence_is_numbered BEFORE INSERT ON evidence FOR EACH ROW WHEN (NEW.id IS NULL) EXECUTE FUNCTION number_row('id');
CREATE TRIGGER evidence_stays BEFORE UPDATE ON evidence FOR EACH ROW
  EXECUTE FUNCTION refuse_unless_let_go('a version of evidence is final');
CREATE TRIGGER evidence_remains BEFORE DELETE ON evidence FOR EACH ROW
  EXECUTE FUNCTION refuse_change('a version of evidence is final');
