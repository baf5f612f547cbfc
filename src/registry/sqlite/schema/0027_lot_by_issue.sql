-- Lots by the moment of their issue: what the programme's officers count by month.
CREATE INDEX IF NOT EXISTS lot_by_issue ON lot (issued_at, realm_id, cooperative_id);
