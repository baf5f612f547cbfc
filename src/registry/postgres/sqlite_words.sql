-- What the books call by SQLite's names and PostgreSQL lacks. Made again whenever the schema is brought up to date: it holds no data.

CREATE OR REPLACE FUNCTION min(a BIGINT, b BIGINT) RETURNS BIGINT LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS
$$ SELECT CASE WHEN a < b THEN a ELSE b END $$;
CREATE OR REPLACE FUNCTION max(a BIGINT, b BIGINT) RETURNS BIGINT LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS
$$ SELECT CASE WHEN a > b THEN a ELSE b END $$;

-- '%05d' alone.
CREATE OR REPLACE FUNCTION printf(format TEXT, value BIGINT) RETURNS TEXT LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS
$$ SELECT lpad(value::text, substring(format FROM '^%0(\d+)d$')::int, '0') $$;

-- Of a moment in seconds: '%Y' and '%m' alone.
CREATE OR REPLACE FUNCTION strftime(format TEXT, seconds BIGINT, modifier TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE STRICT AS
$$ SELECT to_char(to_timestamp(seconds) AT TIME ZONE 'UTC', CASE format WHEN '%Y' THEN 'FMYYYY' WHEN '%m' THEN 'MM' END) $$;

-- '%s' alone: the seconds of a moment as RFC 3339 writes it; NULL for anything else.
CREATE OR REPLACE FUNCTION strftime(format TEXT, moment TEXT) RETURNS TEXT LANGUAGE plpgsql IMMUTABLE STRICT AS $$
BEGIN
  IF format <> '%s' OR moment !~ '^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?$' THEN
    RETURN NULL;
  END IF;
  IF moment !~ '(Z|[+-]\d\d:\d\d)$' THEN
    moment := moment || CASE WHEN length(moment) = 10 THEN ' 00:00Z' ELSE 'Z' END;
  END IF;
  RETURN floor(extract(epoch FROM moment::timestamptz))::bigint::text;
EXCEPTION WHEN datetime_field_overflow OR invalid_datetime_format THEN
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION json_valid(body TEXT) RETURNS BOOLEAN LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  PERFORM body::json;
  RETURN true;
EXCEPTION WHEN invalid_text_representation OR untranslatable_character THEN
  RETURN false;
END $$;

-- The path is '$.name'. A text that the server cannot hold, for it has a zero in it, counts as none.
CREATE OR REPLACE FUNCTION json_type(body TEXT, path TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT CASE json_typeof(body::json -> substr(path, 3)) WHEN 'string' THEN 'text' WHEN 'number' THEN
    CASE WHEN (body::json -> substr(path, 3))::text ~ '[.eE]' THEN 'real' ELSE 'integer' END WHEN 'boolean' THEN
    (body::json -> substr(path, 3))::text ELSE json_typeof(body::json -> substr(path, 3)) END
$$;
CREATE OR REPLACE FUNCTION json_extract(body TEXT, path TEXT) RETURNS TEXT LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  RETURN body::json ->> substr(path, 3);
EXCEPTION WHEN untranslatable_character THEN
  RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION json_array_length(body TEXT, path TEXT) RETURNS BIGINT LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT CASE json_typeof(body::json -> substr(path, 3)) WHEN 'array' THEN json_array_length(body::json -> substr(path, 3))::bigint
    WHEN NULL THEN NULL ELSE CASE WHEN body::json -> substr(path, 3) IS NULL THEN NULL ELSE 0 END END
$$;
CREATE OR REPLACE FUNCTION json_set(body TEXT, path TEXT, value BIGINT) RETURNS TEXT LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT '{' || string_agg(to_json(e.key)::text || ':' || CASE WHEN e.key = substr($2, 3) THEN $3::text ELSE e.value::text END, ',') || '}'
  FROM json_each($1::json) e
$$;
-- The elements of the array there.
CREATE OR REPLACE FUNCTION json_each(body TEXT, path TEXT) RETURNS TABLE (value TEXT, type TEXT) LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT e::text, json_typeof(e) FROM json_array_elements(
    CASE json_typeof(body::json -> substr(path, 3)) WHEN 'array' THEN body::json -> substr(path, 3) ELSE '[]'::json END) e
$$;

-- The first place of a part in a text, from 1; 0: none.
CREATE OR REPLACE FUNCTION instr(whole TEXT, part TEXT) RETURNS BIGINT LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS
$$ SELECT strpos(whole, part)::bigint $$;
