-- Where a job's labels lie: printer, cell order, cut marks, correction, as JSON; '': as before this schema.
ALTER TABLE print_job ADD COLUMN placement TEXT NOT NULL DEFAULT '';
