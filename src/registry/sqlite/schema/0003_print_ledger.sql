-- Schema 3: all that it takes to print a job again to the same bytes, and what became of it.

-- Templates as jobs used them, each text once.
CREATE TABLE label_template (
  sha256 TEXT PRIMARY KEY NOT NULL CHECK (length(sha256) = 64),
  body TEXT NOT NULL
) STRICT, WITHOUT ROWID;

ALTER TABLE print_job ADD COLUMN dpi INTEGER NOT NULL DEFAULT 300;
ALTER TABLE print_job ADD COLUMN language TEXT NOT NULL DEFAULT 'vi' CHECK (language <> '');
ALTER TABLE print_job ADD COLUMN cells INTEGER NOT NULL DEFAULT 1 CHECK (cells >= 1);
ALTER TABLE print_job ADD COLUMN start_cell INTEGER NOT NULL DEFAULT 1 CHECK (start_cell BETWEEN 1 AND cells);
ALTER TABLE print_job ADD COLUMN copies INTEGER NOT NULL DEFAULT 1 CHECK (copies >= 1);
ALTER TABLE print_job ADD COLUMN pages_in_part INTEGER NOT NULL DEFAULT 5000 CHECK (pages_in_part >= 1);
ALTER TABLE print_job ADD COLUMN content TEXT NOT NULL DEFAULT '';   -- '': recorded before it was kept
ALTER TABLE print_job ADD COLUMN file TEXT NOT NULL DEFAULT '';
ALTER TABLE print_job ADD COLUMN who TEXT NOT NULL DEFAULT '';
ALTER TABLE print_job ADD COLUMN over_quantity_reason TEXT NOT NULL DEFAULT '';
-- A reprint repeats labels first_label, first_label + 1 … of another job, its serials and its log entry.
ALTER TABLE print_job ADD COLUMN reprint_of INTEGER REFERENCES print_job (id);
ALTER TABLE print_job ADD COLUMN first_label INTEGER NOT NULL DEFAULT 1 CHECK (first_label >= 1);
ALTER TABLE print_job ADD COLUMN reprint_reason TEXT NOT NULL DEFAULT ''
  CHECK ((reprint_of IS NULL) = (reprint_reason = ''));
CREATE INDEX print_job_by_first ON print_job (reprint_of) WHERE reprint_of IS NOT NULL;

-- A file that was drawn, read back and given its name.
CREATE TABLE printed_part (
  job_id INTEGER NOT NULL REFERENCES print_job (id),
  part INTEGER NOT NULL CHECK (part >= 1),
  file TEXT NOT NULL,
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  pages INTEGER NOT NULL CHECK (pages >= 1),
  read_back INTEGER NOT NULL CHECK (read_back >= 0),
  at INTEGER NOT NULL,
  PRIMARY KEY (job_id, part)
) STRICT, WITHOUT ROWID;

-- What staff said of labels first_label to last_label of a job; 0 and 0: none.
CREATE TABLE print_outcome (
  id INTEGER PRIMARY KEY,
  job_id INTEGER NOT NULL REFERENCES print_job (id),
  kind TEXT NOT NULL CHECK (kind IN ('came_out', 'spoiled', 'voided')),
  first_label INTEGER NOT NULL,
  last_label INTEGER NOT NULL,
  reason TEXT NOT NULL,
  who TEXT NOT NULL,
  at INTEGER NOT NULL,
  CHECK ((kind = 'came_out' AND first_label = 0 AND last_label = 0) OR (first_label >= 1 AND last_label >= first_label)),
  CHECK ((kind = 'voided') = (reason <> ''))
) STRICT;
CREATE INDEX print_outcome_by_job ON print_outcome (job_id);

ALTER TABLE void_range ADD COLUMN who TEXT NOT NULL DEFAULT '';

CREATE TRIGGER label_template_stays BEFORE UPDATE ON label_template BEGIN SELECT RAISE(ABORT, 'a used template is final'); END;
CREATE TRIGGER label_template_remains BEFORE DELETE ON label_template BEGIN SELECT RAISE(ABORT, 'a used template is final'); END;
CREATE TRIGGER printed_part_stays BEFORE UPDATE ON printed_part BEGIN SELECT RAISE(ABORT, 'a printed part is final'); END;
CREATE TRIGGER printed_part_remains BEFORE DELETE ON printed_part BEGIN SELECT RAISE(ABORT, 'a printed part is final'); END;
CREATE TRIGGER print_outcome_stays BEFORE UPDATE ON print_outcome BEGIN SELECT RAISE(ABORT, 'a print outcome is final'); END;
CREATE TRIGGER print_outcome_remains BEFORE DELETE ON print_outcome BEGIN SELECT RAISE(ABORT, 'a print outcome is final'); END;
