-- The making of an issuer key is an entry of its log. Keys made before get theirs here, once: from now on a key without one was put in
-- by hand.
INSERT INTO log_entry (realm_id, leaf_index, entry)
SELECT k.realm_id,
  (SELECT coalesce(max(e.leaf_index) + 1, 0) FROM log_entry e WHERE e.realm_id = k.realm_id)
    + row_number() OVER (PARTITION BY k.realm_id ORDER BY k.created_at, k.id) - 1,
  CAST('temgoc-issuer-key/v1' || char(10) || r.name || char(10) || lower(hex(k.id)) || char(10) || lower(hex(k.public_key)) || char(10)
    || coalesce(k.cooperative_id, '') || char(10)
    || (SELECT s.status FROM issuer_key_status s WHERE s.key_id = k.id ORDER BY s.id LIMIT 1) || char(10)
    || strftime('%Y-%m-%dT%H:%M:%S', k.created_at / 1000, 'unixepoch') || printf('.%03dZ', k.created_at % 1000) || char(10) AS BLOB)
FROM issuer_key k JOIN realm r ON r.id = k.realm_id;
