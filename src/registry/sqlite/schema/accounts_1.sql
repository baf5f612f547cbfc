-- console.sqlite: who may use the console, and who is in it now. Nothing here is a fact about a label.
CREATE TABLE user (
  id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
  name TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('viewer', 'data_entry', 'printer', 'administrator', 'programme_officer', 'inspector')),
  cooperative_id TEXT NOT NULL,       -- '': all of the workplace
  disabled INTEGER NOT NULL DEFAULT 0 CHECK (disabled IN (0, 1)),
  password TEXT NOT NULL DEFAULT '',  -- Argon2id in its own text form; '': none yet
  code TEXT NOT NULL DEFAULT '',      -- SHA-256 hex of the one-time code; '': none
  code_until INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Tokens are kept as SHA-256 alone: whoever reads this file cannot use them.
CREATE TABLE session (
  digest TEXT NOT NULL PRIMARY KEY CHECK (length(digest) = 64),
  user_id TEXT NOT NULL REFERENCES user (id),
  created_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  address TEXT NOT NULL,
  agent TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_by_user ON session (user_id);

-- Wrong passwords and codes, by account and by address.
CREATE TABLE missed (
  subject TEXT NOT NULL PRIMARY KEY,
  times INTEGER NOT NULL,
  last_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
