-- What the office lists of visits and looks for in them: a visit with its photos is long. Kept by a trigger, from the body alone.
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
CREATE VIEW visit_in_short AS SELECT id AS visit,
  coalesce(CASE WHEN began <= received THEN began END, received) AS day,
  place, labels, photos
FROM (SELECT id, (received_at + 25200000) / 86400000 AS received,
  CASE json_type(body, '$.began_at') WHEN 'text'
    THEN (CAST(strftime('%s', json_extract(body, '$.began_at')) AS INTEGER) + 25200) / 86400 END AS began,
  CASE json_type(body, '$.place') WHEN 'text' THEN json_extract(body, '$.place') ELSE '' END AS place,
  coalesce(json_array_length(body, '$.items'), 0) AS labels,
  coalesce(json_array_length(body, '$.photos'), 0) AS photos
  FROM (SELECT id, received_at, CASE WHEN json_valid(body) THEN body ELSE '{}' END AS body FROM visit));
CREATE VIEW visit_verdicts AS SELECT v.id AS visit, json_extract(i.value, '$.verdict') AS verdict, count(*) AS labels
FROM visit v, json_each(CASE WHEN json_valid(v.body) THEN v.body ELSE '{}' END, '$.items') i
WHERE i.type = 'object' AND json_type(i.value, '$.verdict') = 'text' GROUP BY 1, 2;

INSERT INTO visit_summary SELECT * FROM visit_in_short;
INSERT INTO visit_verdict SELECT * FROM visit_verdicts;
CREATE TRIGGER visit_is_summarised AFTER INSERT ON visit BEGIN
  INSERT INTO visit_summary SELECT * FROM visit_in_short WHERE visit = NEW.id;
  INSERT INTO visit_verdict SELECT * FROM visit_verdicts WHERE visit = NEW.id;
END;
