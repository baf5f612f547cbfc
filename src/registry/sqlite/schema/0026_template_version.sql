-- Label templates as they were saved. The workplace's file is what is printed from; each version here can be looked at and taken back.
CREATE TABLE template_version (
  id INTEGER PRIMARY KEY,
  template TEXT NOT NULL CHECK (template <> ''),     -- the template's id: its file's name without .toml
  number INTEGER NOT NULL CHECK (number > 0),        -- of this template, from 1
  origin TEXT NOT NULL CHECK (origin IN ('saved', 'found')),  -- found: a file that was changed outside the program
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),  -- of body
  body TEXT NOT NULL,                                -- TOML, without the pictures beside it
  at INTEGER NOT NULL,
  actor_id TEXT NOT NULL CHECK (actor_id <> ''),     -- who saved it; of a found one: who saved the next
  actor_name TEXT NOT NULL,
  actor_role TEXT NOT NULL,
  channel TEXT NOT NULL CHECK (channel IN ('command', 'page', 'api')),
  UNIQUE (template, number)
) STRICT;
CREATE TRIGGER template_version_stays BEFORE UPDATE ON template_version BEGIN SELECT RAISE(ABORT, 'a saved template is final'); END;
CREATE TRIGGER template_version_remains BEFORE DELETE ON template_version BEGIN SELECT RAISE(ABORT, 'a saved template is final'); END;
