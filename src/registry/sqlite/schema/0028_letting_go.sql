-- What may be let go when its time is over, and names that may be taken out where a person asks for it. Explained in docs/privacy.md.

-- A row stands here only within the transaction that lets go or takes out: the triggers below ask for it.
CREATE TABLE letting_go (
  id INTEGER PRIMARY KEY CHECK (id = 1)
) STRICT;

-- A name that was taken out of a partner's version, of an event's free text or of a title of evidence. Each has its log entry, a temgoc-record/v1 of the kind
-- `erasure`. The row with the highest `nth` says what stands there now.
CREATE TABLE erasure (
  id INTEGER PRIMARY KEY,
  what TEXT NOT NULL CHECK (what IN ('partner', 'event', 'evidence')),
  subject TEXT NOT NULL,                                 -- the partner's id, the number of the event or evidence
  version INTEGER NOT NULL CHECK (version >= 1),         -- of partner and evidence; of an event 1
  nth INTEGER NOT NULL CHECK (nth >= 1),
  logged TEXT NOT NULL CHECK (length(logged) = 64),      -- SHA-256 hex of what was told, as its own log entry has it
  remaining TEXT NOT NULL CHECK (length(remaining) = 64),  -- SHA-256 hex of what is left
  at INTEGER NOT NULL,
  UNIQUE (what, subject, version, nth)
) STRICT;
CREATE TRIGGER erasure_stays BEFORE UPDATE ON erasure BEGIN SELECT RAISE(ABORT, 'an erasure is final'); END;
CREATE TRIGGER erasure_remains BEFORE DELETE ON erasure BEGIN SELECT RAISE(ABORT, 'an erasure is final'); END;

DROP TRIGGER IF EXISTS partner_stays;
CREATE TRIGGER partner_stays BEFORE UPDATE ON partner WHEN NOT EXISTS (SELECT 1 FROM letting_go)
BEGIN SELECT RAISE(ABORT, 'a partner version is final'); END;
DROP TRIGGER IF EXISTS event_stays;
CREATE TRIGGER event_stays BEFORE UPDATE ON event WHEN NOT EXISTS (SELECT 1 FROM letting_go)
BEGIN SELECT RAISE(ABORT, 'an event is final'); END;
DROP TRIGGER IF EXISTS print_outcome_stays;
CREATE TRIGGER print_outcome_stays BEFORE UPDATE ON print_outcome WHEN NOT EXISTS (SELECT 1 FROM letting_go)
BEGIN SELECT RAISE(ABORT, 'a print outcome is final'); END;
DROP TRIGGER IF EXISTS act_stays;
CREATE TRIGGER act_stays BEFORE UPDATE ON act WHEN NOT EXISTS (SELECT 1 FROM letting_go)
BEGIN SELECT RAISE(ABORT, 'an act is final'); END;
DROP TRIGGER IF EXISTS act_remains;
CREATE TRIGGER act_remains BEFORE DELETE ON act WHEN NOT EXISTS (SELECT 1 FROM letting_go)
BEGIN SELECT RAISE(ABORT, 'an act is final'); END;
CREATE INDEX act_by_time ON act (at);
DROP TRIGGER IF EXISTS report_stays;
CREATE TRIGGER report_stays BEFORE UPDATE ON report WHEN NOT EXISTS (SELECT 1 FROM letting_go)
BEGIN SELECT RAISE(ABORT, 'a report is final'); END;
DROP TRIGGER IF EXISTS report_remains;
CREATE TRIGGER report_remains BEFORE DELETE ON report WHEN NOT EXISTS (SELECT 1 FROM letting_go)
BEGIN SELECT RAISE(ABORT, 'a report is final'); END;
DROP TRIGGER IF EXISTS report_answer_stays;
CREATE TRIGGER report_answer_stays BEFORE UPDATE ON report_answer WHEN NOT EXISTS (SELECT 1 FROM letting_go)
BEGIN SELECT RAISE(ABORT, 'an answer is final'); END;
DROP TRIGGER IF EXISTS report_answer_remains;
CREATE TRIGGER report_answer_remains BEFORE DELETE ON report_answer WHEN NOT EXISTS (SELECT 1 FROM letting_go)
BEGIN SELECT RAISE(ABORT, 'an answer is final'); END;
DROP TRIGGER IF EXISTS inspector_stays;
CREATE TRIGGER inspector_stays BEFORE UPDATE OF id, name, code_hash, added_at, expires_at ON inspector
WHEN NOT EXISTS (SELECT 1 FROM letting_go) BEGIN SELECT RAISE(ABORT, 'an enrolment is final'); END;
DROP TRIGGER IF EXISTS inspector_remains;
CREATE TRIGGER inspector_remains BEFORE DELETE ON inspector WHEN NOT EXISTS (SELECT 1 FROM letting_go)
BEGIN SELECT RAISE(ABORT, 'an enrolment is final'); END;
DROP TRIGGER IF EXISTS visit_stays;
CREATE TRIGGER visit_stays BEFORE UPDATE ON visit WHEN NOT EXISTS (SELECT 1 FROM letting_go)
BEGIN SELECT RAISE(ABORT, 'a visit is final'); END;
DROP TRIGGER IF EXISTS visit_remains;
CREATE TRIGGER visit_remains BEFORE DELETE ON visit WHEN NOT EXISTS (SELECT 1 FROM letting_go)
BEGIN SELECT RAISE(ABORT, 'a visit is final'); END;
DROP TRIGGER IF EXISTS epcis_document_remains;
CREATE TRIGGER epcis_document_remains BEFORE DELETE ON epcis_document WHEN NOT EXISTS (SELECT 1 FROM letting_go)
BEGIN SELECT RAISE(ABORT, 'a document is final'); END;
DROP TRIGGER IF EXISTS epcis_event_stays;
CREATE TRIGGER epcis_event_stays BEFORE UPDATE ON epcis_event WHEN NOT EXISTS (SELECT 1 FROM letting_go)
BEGIN SELECT RAISE(ABORT, 'an event is final'); END;
DROP TRIGGER IF EXISTS epcis_event_remains;
CREATE TRIGGER epcis_event_remains BEFORE DELETE ON epcis_event WHEN NOT EXISTS (SELECT 1 FROM letting_go)
BEGIN SELECT RAISE(ABORT, 'an event is final'); END;
CREATE INDEX epcis_event_of_document ON epcis_event (document_id) WHERE document_id IS NOT NULL;
DROP TRIGGER IF EXISTS template_version_stays;
CREATE TRIGGER template_version_stays BEFORE UPDATE ON template_version WHEN NOT EXISTS (SELECT 1 FROM letting_go)
BEGIN SELECT RAISE(ABORT, 'a saved template is final'); END;
