-- What the console asks each morning, so that its answer takes as long with a million lots. Both tables are kept by triggers and are no
-- facts of their own: they can be made again from `lot`, `print_job`, `lot_cancellation` and `print_outcome`.

-- Lots of which no label was printed and that were not taken back.
CREATE TABLE lot_without_labels (
  cooperative_id TEXT NOT NULL,
  lot_id INTEGER NOT NULL UNIQUE REFERENCES lot (id),
  PRIMARY KEY (cooperative_id, lot_id)
) STRICT, WITHOUT ROWID;
INSERT INTO lot_without_labels SELECT cooperative_id, id FROM lot
WHERE NOT EXISTS (SELECT 1 FROM print_job p WHERE p.lot_id = lot.id)
  AND NOT EXISTS (SELECT 1 FROM lot_cancellation c WHERE c.lot_id = lot.id);
CREATE TRIGGER lot_waits_for_labels AFTER INSERT ON lot BEGIN
  INSERT OR REPLACE INTO lot_without_labels VALUES (NEW.cooperative_id, NEW.id);
END;
CREATE TRIGGER job_labels_its_lot AFTER INSERT ON print_job BEGIN
  DELETE FROM lot_without_labels WHERE lot_id = NEW.lot_id;
END;
CREATE TRIGGER cancelled_lot_waits_no_more AFTER INSERT ON lot_cancellation BEGIN
  DELETE FROM lot_without_labels WHERE lot_id = NEW.lot_id;
END;

-- All print jobs by cooperative, and those of which nobody has said what came out of the printer.
CREATE TABLE job_of_cooperative (
  cooperative_id TEXT NOT NULL,
  job_id INTEGER NOT NULL REFERENCES print_job (id),
  PRIMARY KEY (cooperative_id, job_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE unconfirmed_job (
  cooperative_id TEXT NOT NULL,
  job_id INTEGER NOT NULL UNIQUE REFERENCES print_job (id),
  PRIMARY KEY (cooperative_id, job_id)
) STRICT, WITHOUT ROWID;
INSERT INTO job_of_cooperative SELECT l.cooperative_id, p.id FROM print_job p JOIN lot l ON l.id = p.lot_id;
INSERT INTO unconfirmed_job SELECT cooperative_id, job_id FROM job_of_cooperative j
WHERE NOT EXISTS (SELECT 1 FROM print_outcome o WHERE o.job_id = j.job_id AND o.kind <> 'voided');
CREATE TRIGGER job_waits_for_its_outcome AFTER INSERT ON print_job BEGIN
  INSERT OR REPLACE INTO job_of_cooperative SELECT cooperative_id, NEW.id FROM lot WHERE id = NEW.lot_id;
  INSERT OR REPLACE INTO unconfirmed_job SELECT cooperative_id, NEW.id FROM lot WHERE id = NEW.lot_id;
END;
CREATE TRIGGER outcome_confirms_its_job AFTER INSERT ON print_outcome WHEN NEW.kind <> 'voided' BEGIN
  DELETE FROM unconfirmed_job WHERE job_id = NEW.job_id;
END;

-- Recalls are few among the acts of years.
CREATE INDEX act_by_kind ON act (kind, id);
