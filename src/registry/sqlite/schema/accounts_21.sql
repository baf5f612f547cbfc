-- Tables that a person began to import: what came, and what was said and mended of it since. They end after some days.
CREATE TABLE import_draft (
  name TEXT PRIMARY KEY,
  user_id TEXT NOT NULL,
  changed_at INTEGER NOT NULL,
  file TEXT NOT NULL,     -- as the browser named it
  content BLOB NOT NULL,  -- as it came; empty once all of it is stored
  state TEXT NOT NULL     -- JSON: how it is read, matched and mended
) STRICT;
CREATE INDEX import_draft_by_user ON import_draft (user_id, changed_at);
