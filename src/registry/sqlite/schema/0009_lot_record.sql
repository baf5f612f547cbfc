-- What was known of a lot when it was issued, whose hash its log entry holds: apart from the lot, which is looked up with
-- every scan and is a tenth of it.
CREATE TABLE lot_record (
  lot_id INTEGER PRIMARY KEY REFERENCES lot (id),
  record TEXT NOT NULL                             -- canonical JSON
) STRICT;
INSERT INTO lot_record SELECT id, record FROM lot;
ALTER TABLE lot DROP COLUMN record;
CREATE TRIGGER lot_record_stays BEFORE UPDATE ON lot_record BEGIN SELECT RAISE(ABORT, 'a lot''s record is final'); END;
CREATE TRIGGER lot_record_remains BEFORE DELETE ON lot_record BEGIN SELECT RAISE(ABORT, 'a lot''s record is final'); END;
