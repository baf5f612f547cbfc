-- Links that cooperatives register, and the GS1 keys of parties, places and certificates.
ALTER TABLE cooperative ADD COLUMN gln TEXT CHECK (length(gln) = 13);
ALTER TABLE place ADD COLUMN gln TEXT CHECK (length(gln) = 13);
ALTER TABLE certification ADD COLUMN gdti TEXT CHECK (length(gdti) BETWEEN 13 AND 30);
CREATE UNIQUE INDEX cooperative_by_gln ON cooperative (gln) WHERE gln IS NOT NULL;
CREATE UNIQUE INDEX place_by_gln ON place (gln) WHERE gln IS NOT NULL;
CREATE UNIQUE INDEX certification_by_gdti ON certification (gdti) WHERE gdti IS NOT NULL;

CREATE TABLE link (
  id INTEGER PRIMARY KEY,
  ai TEXT NOT NULL CHECK (ai IN ('01', '253', '414', '417')),
  value TEXT NOT NULL,
  lot TEXT NOT NULL,                               -- '': not of a lot
  serial TEXT NOT NULL,                            -- '': not of an item
  type TEXT NOT NULL,
  url TEXT NOT NULL,
  body TEXT NOT NULL,
  at INTEGER NOT NULL,
  removed_at INTEGER,                              -- NULL: stands
  CHECK (lot = '' OR serial = '')
) STRICT;
CREATE INDEX link_by_subject ON link (ai, value, lot, serial) WHERE removed_at IS NULL;
CREATE INDEX link_removed ON link (removed_at) WHERE removed_at IS NOT NULL;
CREATE TRIGGER link_stays BEFORE UPDATE OF id, ai, value, lot, serial, type, url, body, at ON link BEGIN SELECT RAISE(ABORT, 'a link is final'); END;
CREATE TRIGGER link_is_removed_once BEFORE UPDATE OF removed_at ON link WHEN OLD.removed_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'a removal is final'); END;
CREATE TRIGGER link_remains BEFORE DELETE ON link BEGIN SELECT RAISE(ABORT, 'a link is final'); END;
