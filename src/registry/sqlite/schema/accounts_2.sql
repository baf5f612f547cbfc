-- Which column an import took a header for that it did not know, as a person of that cooperative said.
CREATE TABLE column_choice (
  cooperative_id TEXT NOT NULL,  -- '': people of all of the workplace
  kind TEXT NOT NULL,
  header TEXT NOT NULL,
  name TEXT NOT NULL,            -- of the import's column; '': left out
  PRIMARY KEY (cooperative_id, kind, header)
) STRICT, WITHOUT ROWID;
