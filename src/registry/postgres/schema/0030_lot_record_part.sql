CREATE TABLE lot_record_part (
  id BIGINT PRIMARY KEY,
  sha256 BYTEA NOT NULL UNIQUE CHECK (length(sha256) = 32),  -- of the body, which is found by it
  body TEXT COLLATE "C" NOT NULL  -- canonical JSON
);
ALTER TABLE lot_record RENAME TO lot_record_whole;
ALTER INDEX lot_record_pkey RENAME TO lot_record_whole_pkey;
CREATE TABLE lot_record (
  lot_id BIGINT PRIMARY KEY REFERENCES lot (id),
  record TEXT COLLATE "C" NOT NULL,  -- canonical JSON, with @ where a part stands
  certifications BIGINT REFERENCES lot_record_part (id) CHECK (certifications IS NULL OR strpos(record, '"certifications":@') > 0),
  cooperative BIGINT REFERENCES lot_record_part (id) CHECK (cooperative IS NULL OR strpos(record, '"cooperative":@') > 0),
  place BIGINT REFERENCES lot_record_part (id) CHECK (place IS NULL OR strpos(record, '"place":@') > 0),
  product BIGINT REFERENCES lot_record_part (id) CHECK (product IS NULL OR strpos(record, '"product":@') > 0)
);
-- NULL where the record cannot be read, or has there neither an object nor a list.
CREATE FUNCTION lot_record_member(record TEXT, name TEXT) RETURNS TEXT LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN json_typeof(record::json -> name) IN ('array', 'object') THEN record::json ->> name END;
EXCEPTION WHEN data_exception THEN
  RETURN NULL;
END $$;
INSERT INTO lot_record_part (id, sha256, body)
SELECT row_number() OVER (ORDER BY min(lot_id), body), sha256(convert_to(body, 'UTF8')), body
FROM (SELECT w.lot_id, lot_record_member(w.record, m.name) AS body
  FROM lot_record_whole w, (VALUES ('certifications'), ('cooperative'), ('place'), ('product')) m (name)) found
WHERE body IS NOT NULL GROUP BY body;
-- A record that its parts would not make again to the byte stays whole.
INSERT INTO lot_record
SELECT lot_id, CASE WHEN whole = record THEN rest ELSE record END,
  CASE WHEN whole = record AND strpos(rest, '"certifications":@') > 0 THEN c END,
  CASE WHEN whole = record AND strpos(rest, '"cooperative":@') > 0 THEN o END,
  CASE WHEN whole = record AND strpos(rest, '"place":@') > 0 THEN p END,
  CASE WHEN whole = record AND strpos(rest, '"product":@') > 0 THEN g END
FROM (SELECT *, replace(replace(replace(replace(rest, '"certifications":@', '"certifications":' || coalesce(c_body, '@')),
    '"cooperative":@', '"cooperative":' || coalesce(o_body, '@')), '"place":@', '"place":' || coalesce(p_body, '@')),
    '"product":@', '"product":' || coalesce(g_body, '@')) AS whole
  FROM (SELECT w.lot_id, w.record, c.id AS c, o.id AS o, p.id AS p, g.id AS g,
      c.body AS c_body, o.body AS o_body, p.body AS p_body, g.body AS g_body,
      replace(replace(replace(replace(w.record, '"certifications":' || coalesce(c.body, '@'), '"certifications":@'),
        '"cooperative":' || coalesce(o.body, '@'), '"cooperative":@'), '"place":' || coalesce(p.body, '@'), '"place":@'),
        '"product":' || coalesce(g.body, '@'), '"product":@') AS rest
    FROM lot_record_whole w
    LEFT JOIN lot_record_part c ON c.sha256 = sha256(convert_to(lot_record_member(w.record, 'certifications'), 'UTF8'))
    LEFT JOIN lot_record_part o ON o.sha256 = sha256(convert_to(lot_record_member(w.record, 'cooperative'), 'UTF8'))
    LEFT JOIN lot_record_part p ON p.sha256 = sha256(convert_to(lot_record_member(w.record, 'place'), 'UTF8'))
    LEFT JOIN lot_record_part g ON g.sha256 = sha256(convert_to(lot_record_member(w.record, 'product'), 'UTF8'))) cut) made;
DROP TABLE lot_record_whole;
DROP FUNCTION lot_record_member(TEXT, TEXT);
CREATE TRIGGER lot_record_part_is_numbered BEFORE INSERT ON lot_record_part FOR EACH ROW WHEN (NEW.id IS NULL) EXECUTE FUNCTION number_row('id');
CREATE TRIGGER lot_record_stays BEFORE UPDATE ON lot_record FOR EACH ROW
  EXECUTE FUNCTION refuse_change('a lot''s record is final');
CREATE TRIGGER lot_record_remains BEFORE DELETE ON lot_record FOR EACH ROW
  EXECUTE FUNCTION refuse_change('a lot''s record is final');
CREATE TRIGGER lot_record_part_stays BEFORE UPDATE ON lot_record_part FOR EACH ROW
  EXECUTE FUNCTION refuse_change('a part of lots'' records is final');
CREATE TRIGGER lot_record_part_remains BEFORE DELETE ON lot_record_part FOR EACH ROW
  EXECUTE FUNCTION refuse_change('a part of lots'' records is final');
