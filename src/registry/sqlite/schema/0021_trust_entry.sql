-- The adoption of a trust list or root set is an entry of the log: an older registry that is put back together with its trust/ is
-- behind its log. Those adopted before have no entry.
ALTER TABLE trust_note ADD COLUMN logged INTEGER NOT NULL DEFAULT 0 CHECK (logged IN (0, 1));

-- A restore may find that entry without the list: `what` allows two more words. SQLite changes a rule by a new table alone.
CREATE TABLE spent_number_with_trust (
  what TEXT NOT NULL CHECK (what IN ('issue_number', 'serial', 'lot_of_day', 'gtin', 'gtin_block', 'link', 'event', 'trust_list',
    'roots')),
  subject TEXT NOT NULL,
  up_to INTEGER NOT NULL CHECK (up_to >= 0),
  PRIMARY KEY (what, subject)
) STRICT, WITHOUT ROWID;
INSERT INTO spent_number_with_trust SELECT what, subject, up_to FROM spent_number;
DROP TABLE spent_number;
ALTER TABLE spent_number_with_trust RENAME TO spent_number;
CREATE TRIGGER spent_number_remains BEFORE DELETE ON spent_number BEGIN SELECT RAISE(ABORT, 'a spent number is final'); END;
CREATE TRIGGER spent_number_only_rises BEFORE UPDATE ON spent_number WHEN NEW.up_to < OLD.up_to BEGIN SELECT RAISE(ABORT, 'a spent number is final'); END;
