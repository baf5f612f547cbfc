-- Why a key got a status, and how far its pack days may go: a key is retired or cut for a reason that stays on record.
ALTER TABLE issuer_key_status ADD COLUMN packed_until INTEGER;
ALTER TABLE issuer_key_status ADD COLUMN reason TEXT NOT NULL DEFAULT '';
