-- Who did what, when and through what: a row for each act that is recorded, in its own transaction.
CREATE TABLE act (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind <> ''),
  args TEXT NOT NULL,                                -- canonical JSON: texts by name
  cooperative_id TEXT NOT NULL,                      -- whose affair it is; '': the whole workplace's
  actor_id TEXT NOT NULL CHECK (actor_id <> ''),     -- a user of the console, or the system's user
  actor_name TEXT NOT NULL,
  actor_role TEXT NOT NULL,
  channel TEXT NOT NULL CHECK (channel IN ('command', 'page', 'api'))
) STRICT;
CREATE INDEX act_by_cooperative ON act (cooperative_id, id);
CREATE TRIGGER act_stays BEFORE UPDATE ON act BEGIN SELECT RAISE(ABORT, 'an act is final'); END;
CREATE TRIGGER act_remains BEFORE DELETE ON act BEGIN SELECT RAISE(ABORT, 'an act is final'); END;
