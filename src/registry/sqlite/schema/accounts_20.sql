-- Programs that use /api/v1: what each may do, until when, and from where. The token itself is kept nowhere.
CREATE TABLE api_token (
  id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
  digest TEXT NOT NULL UNIQUE CHECK (length(digest) = 64),  -- HMAC-SHA-256 hex of the token, under api_key
  name TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('viewer', 'data_entry', 'printer', 'administrator', 'programme_officer', 'inspector')),
  cooperative_id TEXT NOT NULL,          -- '': all of the workplace
  networks TEXT NOT NULL,                -- that it may come from, with spaces between them; '': any
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  revoked_at INTEGER,
  used_at INTEGER,                       -- last, within a minute
  used_from TEXT NOT NULL DEFAULT ''     -- the address then
) STRICT, WITHOUT ROWID;

-- Answers to requests that carried an Idempotency-Key. Asked again within a day they are given again.
CREATE TABLE api_answer (
  token_id TEXT NOT NULL,
  key TEXT NOT NULL,
  request TEXT NOT NULL CHECK (length(request) = 64),  -- SHA-256 hex of method, path and body
  at INTEGER NOT NULL,
  status INTEGER NOT NULL,               -- 0: begun, and its answer not known
  location TEXT NOT NULL DEFAULT '',
  body TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (token_id, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX api_answer_by_day ON api_answer (at);
