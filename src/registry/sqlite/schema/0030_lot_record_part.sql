-- What the records of lots tell of cooperative, product, place and certifications, each text once: thousands of lots share one, and it is
-- nine tenths of their records.
CREATE TABLE lot_record_part (
  id INTEGER PRIMARY KEY,
  sha256 BLOB NOT NULL UNIQUE CHECK (length(sha256) = 32),  -- of the body, which is found by it
  body TEXT NOT NULL                                        -- canonical JSON
) STRICT;
ALTER TABLE lot_record RENAME TO lot_record_whole;
CREATE TABLE lot_record (
  lot_id INTEGER PRIMARY KEY REFERENCES lot (id),
  record TEXT NOT NULL,                            -- canonical JSON, with @ where a part stands
  certifications INTEGER REFERENCES lot_record_part (id) CHECK (certifications IS NULL OR instr(record, '"certifications":@') > 0),
  cooperative INTEGER REFERENCES lot_record_part (id) CHECK (cooperative IS NULL OR instr(record, '"cooperative":@') > 0),
  place INTEGER REFERENCES lot_record_part (id) CHECK (place IS NULL OR instr(record, '"place":@') > 0),
  product INTEGER REFERENCES lot_record_part (id) CHECK (product IS NULL OR instr(record, '"product":@') > 0)
) STRICT;
INSERT OR IGNORE INTO lot_record_part (sha256, body)
SELECT sha256(m.value), m.value
FROM lot_record_whole w, json_each(CASE WHEN json_valid(w.record) THEN w.record ELSE '{}' END) m
WHERE m.key IN ('certifications', 'cooperative', 'place', 'product') AND m.type IN ('array', 'object');
-- A record that its parts would not make again to the byte stays whole.
INSERT INTO lot_record
SELECT lot_id, CASE WHEN whole = record THEN rest ELSE record END,
  CASE WHEN whole = record AND instr(rest, '"certifications":@') > 0 THEN c END,
  CASE WHEN whole = record AND instr(rest, '"cooperative":@') > 0 THEN o END,
  CASE WHEN whole = record AND instr(rest, '"place":@') > 0 THEN p END,
  CASE WHEN whole = record AND instr(rest, '"product":@') > 0 THEN g END
FROM (SELECT *, replace(replace(replace(replace(rest, '"certifications":@', '"certifications":' || coalesce(c_body, '@')),
    '"cooperative":@', '"cooperative":' || coalesce(o_body, '@')), '"place":@', '"place":' || coalesce(p_body, '@')),
    '"product":@', '"product":' || coalesce(g_body, '@')) AS whole
  FROM (SELECT w.lot_id, w.record, c.id AS c, o.id AS o, p.id AS p, g.id AS g,
      c.body AS c_body, o.body AS o_body, p.body AS p_body, g.body AS g_body,
      replace(replace(replace(replace(w.record, '"certifications":' || coalesce(c.body, '@'), '"certifications":@'),
        '"cooperative":' || coalesce(o.body, '@'), '"cooperative":@'), '"place":' || coalesce(p.body, '@'), '"place":@'),
        '"product":' || coalesce(g.body, '@'), '"product":@') AS rest
    FROM (SELECT lot_id, record, CASE WHEN json_valid(record) THEN record ELSE '{}' END AS json FROM lot_record_whole) w
    LEFT JOIN lot_record_part c ON c.sha256 = sha256(json_extract(w.json, '$.certifications'))
    LEFT JOIN lot_record_part o ON o.sha256 = sha256(json_extract(w.json, '$.cooperative'))
    LEFT JOIN lot_record_part p ON p.sha256 = sha256(json_extract(w.json, '$.place'))
    LEFT JOIN lot_record_part g ON g.sha256 = sha256(json_extract(w.json, '$.product'))));
DROP TABLE lot_record_whole;
CREATE TRIGGER lot_record_stays BEFORE UPDATE ON lot_record BEGIN SELECT RAISE(ABORT, 'a lot''s record is final'); END;
CREATE TRIGGER lot_record_remains BEFORE DELETE ON lot_record BEGIN SELECT RAISE(ABORT, 'a lot''s record is final'); END;
CREATE TRIGGER lot_record_part_stays BEFORE UPDATE ON lot_record_part
BEGIN SELECT RAISE(ABORT, 'a part of lots'' records is final'); END;
CREATE TRIGGER lot_record_part_remains BEFORE DELETE ON lot_record_part
BEGIN SELECT RAISE(ABORT, 'a part of lots'' records is final'); END;
