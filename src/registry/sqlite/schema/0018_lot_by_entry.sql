-- The lot of a log entry: a restore and what checks one look it up for each fact that they take back.
CREATE INDEX IF NOT EXISTS lot_by_entry ON lot (realm_id, leaf_index);
