-- What the office lists of visits and looks for in them: a visit with its photos is long. Stored with each visit, from its body alone
-- (src/registry/sqlite/visits.cpp); here, of those that came before. No trigger does it: a schema that is not trusted runs no JSON function.
CREATE TABLE visit_summary (
  visit INTEGER PRIMARY KEY REFERENCES visit (id),
  day INTEGER NOT NULL,     -- in Vietnam: when it began, as the phone says; when it was received, where that is later or says nothing
  place TEXT NOT NULL,
  labels INTEGER NOT NULL,  -- different ones that were checked
  photos INTEGER NOT NULL
) STRICT;
CREATE TABLE visit_verdict (
  visit INTEGER NOT NULL REFERENCES visit (id),
  verdict TEXT NOT NULL,
  labels INTEGER NOT NULL,
  PRIMARY KEY (visit, verdict)
) STRICT, WITHOUT ROWID;

-- Everything in a body but its id is the phone's: whatever has another type is left out.
INSERT INTO visit_summary
SELECT id, coalesce(CASE WHEN began <= received THEN began END, received), place, labels, photos
FROM (SELECT id, (received_at + 25200000) / 86400000 AS received,
  CASE json_type(body, '$.began_at') WHEN 'text'
    THEN (CAST(strftime('%s', json_extract(body, '$.began_at')) AS INTEGER) + 25200) / 86400 END AS began,
  CASE json_type(body, '$.place') WHEN 'text' THEN json_extract(body, '$.place') ELSE '' END AS place,
  coalesce(json_array_length(body, '$.items'), 0) AS labels,
  coalesce(json_array_length(body, '$.photos'), 0) AS photos
  FROM (SELECT id, received_at, CASE WHEN json_valid(body) THEN body ELSE '{}' END AS body FROM visit));
INSERT INTO visit_verdict
SELECT v.id, json_extract(i.value, '$.verdict'), count(*)
FROM visit v, json_each(CASE WHEN json_valid(v.body) THEN v.body ELSE '{}' END, '$.items') i
WHERE i.type = 'object' AND json_type(i.value, '$.verdict') = 'text' GROUP BY 1, 2;
