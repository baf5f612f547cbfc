SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
CREATE SCHEMA earlier;
CREATE FUNCTION earlier.codes_are_given() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM roll_range WHERE roll_id = NEW.roll_id AND last >= NEW.first AND first <= NEW.last)
    OR NEW.last > (SELECT labels FROM roll WHERE id = NEW.roll_id) THEN
    RAISE EXCEPTION USING ERRCODE = 'TG001', MESSAGE = 'codes of a roll are given once';
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION earlier.instr(whole text, part text) RETURNS bigint
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$ SELECT strpos(whole, part)::bigint $$;
CREATE FUNCTION earlier.job_has_an_outcome() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  DELETE FROM unconfirmed_job WHERE job_id = NEW.job_id;
  RETURN NULL;
END $$;
CREATE FUNCTION earlier.job_was_printed() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  DELETE FROM lot_without_labels WHERE lot_id = NEW.lot_id;
  INSERT INTO job_of_cooperative SELECT cooperative_id, NEW.id FROM lot WHERE id = NEW.lot_id;
  INSERT INTO unconfirmed_job SELECT cooperative_id, NEW.id FROM lot WHERE id = NEW.lot_id;
  RETURN NULL;
END $$;
CREATE FUNCTION earlier.json_array_length(body text, path text) RETURNS bigint
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
  SELECT CASE json_typeof(body::json -> substr(path, 3)) WHEN 'array' THEN json_array_length(body::json -> substr(path, 3))::bigint
    WHEN NULL THEN NULL ELSE CASE WHEN body::json -> substr(path, 3) IS NULL THEN NULL ELSE 0 END END
$$;
CREATE FUNCTION earlier.json_each(body text, path text) RETURNS TABLE(value text, type text)
    LANGUAGE sql IMMUTABLE STRICT
    AS $$
  SELECT e::text, json_typeof(e) FROM json_array_elements(
    CASE json_typeof(body::json -> substr(path, 3)) WHEN 'array' THEN body::json -> substr(path, 3) ELSE '[]'::json END) e
$$;
CREATE FUNCTION earlier.json_extract(body text, path text) RETURNS text
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
BEGIN
  RETURN body::json ->> substr(path, 3);
EXCEPTION WHEN untranslatable_character THEN
  RETURN NULL;
END $$;
CREATE FUNCTION earlier.json_set(body text, path text, value bigint) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $_$
  SELECT '{' || string_agg(to_json(e.key)::text || ':' || CASE WHEN e.key = substr($2, 3) THEN $3::text ELSE e.value::text END, ',') || '}'
  FROM json_each($1::json) e
$_$;
CREATE FUNCTION earlier.json_type(body text, path text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
  SELECT CASE json_typeof(body::json -> substr(path, 3)) WHEN 'string' THEN 'text' WHEN 'number' THEN
    CASE WHEN (body::json -> substr(path, 3))::text ~ '[.eE]' THEN 'real' ELSE 'integer' END WHEN 'boolean' THEN
    (body::json -> substr(path, 3))::text ELSE json_typeof(body::json -> substr(path, 3)) END
$$;
CREATE FUNCTION earlier.json_valid(body text) RETURNS boolean
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
BEGIN
  PERFORM body::json;
  RETURN true;
EXCEPTION WHEN invalid_text_representation OR untranslatable_character THEN
  RETURN false;
END $$;
CREATE FUNCTION earlier.lock_writers() RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
  PERFORM pg_advisory_xact_lock((1952804199::bigint << 32) | current_schema()::regnamespace::oid::bigint);
END $$;
CREATE FUNCTION earlier.lot_was_cancelled() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  DELETE FROM lot_without_labels WHERE lot_id = NEW.lot_id;
  RETURN NULL;
END $$;
CREATE FUNCTION earlier.lot_was_issued() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  INSERT INTO lots_of_day VALUES (NEW.realm_id, NEW.gtin, NEW.packed_on, 1)
  ON CONFLICT (realm_id, gtin, packed_on) DO UPDATE SET lots = lots_of_day.lots + 1;
  INSERT INTO label_host SELECT NEW.host, NEW.id FROM realm WHERE id = NEW.realm_id AND test = 0
  ON CONFLICT (host) DO NOTHING;
  INSERT INTO lot_without_labels VALUES (NEW.cooperative_id, NEW.id);
  RETURN NULL;
END $$;
CREATE FUNCTION earlier.max(a bigint, b bigint) RETURNS bigint
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$ SELECT CASE WHEN a > b THEN a ELSE b END $$;
CREATE FUNCTION earlier.min(a bigint, b bigint) RETURNS bigint
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$ SELECT CASE WHEN a < b THEN a ELSE b END $$;
CREATE FUNCTION earlier.number_row() RETURNS trigger
    LANGUAGE plpgsql
    AS $_$
DECLARE
  next BIGINT;
BEGIN
  PERFORM lock_writers();
  EXECUTE format('SELECT coalesce(max(%1$I), 0) + 1 FROM %2$I.%3$I', TG_ARGV[0], TG_TABLE_SCHEMA, TG_TABLE_NAME) INTO next;
  RETURN jsonb_populate_record(NEW, jsonb_build_object(TG_ARGV[0], next));
END $_$;
CREATE FUNCTION earlier.printf(format text, value bigint) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $_$ SELECT lpad(value::text, substring(format FROM '^%0(\d+)d$')::int, '0') $_$;
CREATE FUNCTION earlier.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'TG001', MESSAGE = TG_ARGV[0];
END $$;
CREATE FUNCTION earlier.refuse_unless_let_go() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM letting_go) THEN
    RAISE EXCEPTION USING ERRCODE = 'TG001', MESSAGE = TG_ARGV[0];
  END IF;
  IF TG_OP = 'DELETE' THEN
    RETURN OLD;
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION earlier.roll_labels_a_lot() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  DELETE FROM lot_without_labels WHERE lot_id = NEW.lot_id;
  RETURN NULL;
END $$;
CREATE FUNCTION earlier.strftime(format text, moment text) RETURNS text
    LANGUAGE plpgsql IMMUTABLE STRICT
    AS $_$
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
END $_$;
CREATE FUNCTION earlier.strftime(format text, seconds bigint, modifier text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT
    AS $$ SELECT to_char(to_timestamp(seconds) AT TIME ZONE 'UTC', CASE format WHEN '%Y' THEN 'FMYYYY' WHEN '%m' THEN 'MM' END) $$;
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE earlier.act (
    id bigint NOT NULL,
    at bigint NOT NULL,
    kind text NOT NULL COLLATE pg_catalog."C",
    args text NOT NULL COLLATE pg_catalog."C",
    cooperative_id text NOT NULL COLLATE pg_catalog."C",
    actor_id text NOT NULL COLLATE pg_catalog."C",
    actor_name text NOT NULL COLLATE pg_catalog."C",
    actor_role text NOT NULL COLLATE pg_catalog."C",
    channel text NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT act_actor_id_check CHECK ((actor_id <> ''::text)),
    CONSTRAINT act_channel_check CHECK ((channel = ANY (ARRAY['command'::text, 'page'::text, 'api'::text]))),
    CONSTRAINT act_kind_check CHECK ((kind <> ''::text))
);
CREATE TABLE earlier.bundle (
    realm_id bigint NOT NULL,
    leaf_index bigint NOT NULL,
    made_at bigint NOT NULL,
    facts_sha256 text NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT bundle_facts_sha256_check CHECK ((length(facts_sha256) = 64))
);
CREATE TABLE earlier.certification (
    id text NOT NULL COLLATE pg_catalog."C",
    record bigint NOT NULL,
    cooperative_id text NOT NULL COLLATE pg_catalog."C",
    product_id text COLLATE pg_catalog."C",
    gdti text COLLATE pg_catalog."C",
    CONSTRAINT certification_gdti_check CHECK (((length(gdti) >= 13) AND (length(gdti) <= 30)))
);
CREATE TABLE earlier.cooperative (
    id text NOT NULL COLLATE pg_catalog."C",
    record bigint NOT NULL,
    gln text COLLATE pg_catalog."C",
    CONSTRAINT cooperative_gln_check CHECK ((length(gln) = 13))
);
CREATE TABLE earlier.epcis_attribute (
    id bigint NOT NULL,
    document_id bigint NOT NULL,
    cooperative_id text NOT NULL COLLATE pg_catalog."C",
    element text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    value text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE earlier.epcis_child (
    parent text NOT NULL COLLATE pg_catalog."C",
    child text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE earlier.epcis_document (
    id bigint NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    cooperative_id text NOT NULL COLLATE pg_catalog."C",
    actor text NOT NULL COLLATE pg_catalog."C",
    at bigint NOT NULL,
    behaviour text NOT NULL COLLATE pg_catalog."C",
    events bigint NOT NULL,
    stored bigint NOT NULL,
    errors text NOT NULL COLLATE pg_catalog."C",
    context text NOT NULL COLLATE pg_catalog."C",
    size bigint NOT NULL,
    body bytea NOT NULL,
    CONSTRAINT epcis_document_behaviour_check CHECK ((behaviour = ANY (ARRAY['rollback'::text, 'proceed'::text]))),
    CONSTRAINT epcis_document_events_check CHECK ((events >= 0)),
    CONSTRAINT epcis_document_name_check CHECK ((name <> ''::text)),
    CONSTRAINT epcis_document_size_check CHECK ((size > 0)),
    CONSTRAINT epcis_document_stored_check CHECK ((stored >= 0))
);
CREATE TABLE earlier.epcis_event (
    id bigint NOT NULL,
    document_id bigint,
    own_event_id bigint,
    cooperative_id text NOT NULL COLLATE pg_catalog."C",
    event_id text NOT NULL COLLATE pg_catalog."C",
    hash text NOT NULL COLLATE pg_catalog."C",
    declares_error bigint NOT NULL,
    event_time bigint NOT NULL,
    record_time bigint NOT NULL,
    body text NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT epcis_event_check CHECK (((document_id IS NULL) = (own_event_id IS NOT NULL))),
    CONSTRAINT epcis_event_declares_error_check CHECK ((declares_error = ANY (ARRAY[(0)::bigint, (1)::bigint]))),
    CONSTRAINT epcis_event_event_id_check CHECK ((event_id <> ''::text))
);
CREATE TABLE earlier.epcis_number (
    field_id bigint NOT NULL,
    number double precision NOT NULL,
    event_id bigint NOT NULL
);
CREATE TABLE earlier.epcis_prefix (
    prefix text NOT NULL COLLATE pg_catalog."C",
    namespace text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE earlier.epcis_query (
    id bigint NOT NULL,
    cooperative_id text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    query text NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT epcis_query_name_check CHECK ((name <> ''::text))
);
CREATE TABLE earlier.epcis_term (
    field_id bigint NOT NULL,
    value_id bigint NOT NULL,
    event_time bigint NOT NULL,
    event_id bigint NOT NULL
);
CREATE TABLE earlier.epcis_text (
    id bigint NOT NULL,
    text text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE earlier.erasure (
    id bigint NOT NULL,
    what text NOT NULL COLLATE pg_catalog."C",
    subject text NOT NULL COLLATE pg_catalog."C",
    version bigint NOT NULL,
    nth bigint NOT NULL,
    logged text NOT NULL COLLATE pg_catalog."C",
    remaining text NOT NULL COLLATE pg_catalog."C",
    at bigint NOT NULL,
    CONSTRAINT erasure_logged_check CHECK ((length(logged) = 64)),
    CONSTRAINT erasure_nth_check CHECK ((nth >= 1)),
    CONSTRAINT erasure_remaining_check CHECK ((length(remaining) = 64)),
    CONSTRAINT erasure_version_check CHECK ((version >= 1)),
    CONSTRAINT erasure_what_check CHECK ((what = ANY (ARRAY['partner'::text, 'event'::text])))
);
CREATE TABLE earlier.event (
    id bigint NOT NULL,
    cooperative_id text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    happened_at bigint NOT NULL,
    place_id text COLLATE pg_catalog."C",
    partner_id text COLLATE pg_catalog."C",
    passed bigint,
    at bigint NOT NULL,
    body text NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT event_kind_check CHECK ((kind = ANY (ARRAY['planting'::text, 'treatment'::text, 'harvest'::text, 'receive'::text, 'cool'::text, 'process'::text, 'pack'::text, 'aggregate'::text, 'disaggregate'::text, 'ship'::text, 'sell'::text, 'return'::text, 'dispose'::text, 'inspect'::text, 'hold'::text, 'release'::text]))),
    CONSTRAINT event_passed_check CHECK ((passed = ANY (ARRAY[(0)::bigint, (1)::bigint])))
);
CREATE TABLE earlier.event_error (
    id bigint NOT NULL,
    event_id bigint NOT NULL,
    replaced_by bigint,
    reason text NOT NULL COLLATE pg_catalog."C",
    who text NOT NULL COLLATE pg_catalog."C",
    at bigint NOT NULL,
    CONSTRAINT event_error_reason_check CHECK ((reason <> ''::text))
);
CREATE TABLE earlier.event_lot (
    event_id bigint NOT NULL,
    role bigint NOT NULL,
    traced_lot_id bigint NOT NULL,
    unit_id bigint,
    amount bigint,
    CONSTRAINT event_lot_check CHECK (((unit_id IS NULL) = (amount IS NULL))),
    CONSTRAINT event_lot_role_check CHECK (((role >= 0) AND (role <= 2)))
);
CREATE TABLE earlier.event_unit (
    id bigint NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT event_unit_name_check CHECK ((name <> ''::text))
);
CREATE TABLE earlier.evidence (
    id bigint NOT NULL,
    number bigint NOT NULL,
    version bigint NOT NULL,
    subject text NOT NULL COLLATE pg_catalog."C",
    file text NOT NULL COLLATE pg_catalog."C",
    at bigint NOT NULL,
    body text NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT evidence_number_check CHECK ((number >= 1)),
    CONSTRAINT evidence_version_check CHECK ((version >= 1))
);
CREATE TABLE earlier.gtin_block (
    block bigint NOT NULL,
    cooperative_id text NOT NULL COLLATE pg_catalog."C",
    last_number bigint DEFAULT 0 NOT NULL,
    CONSTRAINT gtin_block_block_check CHECK (((block >= 1) AND (block <= 89999))),
    CONSTRAINT gtin_block_last_number_check CHECK (((last_number >= 0) AND (last_number <= 99999)))
);
CREATE TABLE earlier.inspector (
    id bigint NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    code_hash bytea NOT NULL,
    added_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    revoked_at bigint,
    CONSTRAINT inspector_check CHECK ((expires_at > added_at)),
    CONSTRAINT inspector_code_hash_check CHECK ((length(code_hash) = 32)),
    CONSTRAINT inspector_name_check CHECK ((name <> ''::text))
);
CREATE TABLE earlier.inspector_key (
    id bigint NOT NULL,
    key bytea NOT NULL,
    CONSTRAINT inspector_key_id_check CHECK ((id = 1)),
    CONSTRAINT inspector_key_key_check CHECK ((length(key) = 32))
);
CREATE TABLE earlier.issuer_key (
    id bytea NOT NULL,
    public_key bytea NOT NULL,
    cooperative_id text COLLATE pg_catalog."C",
    realm_id bigint NOT NULL,
    created_at bigint NOT NULL,
    CONSTRAINT issuer_key_id_check CHECK ((length(id) = 4)),
    CONSTRAINT issuer_key_public_key_check CHECK ((length(public_key) = 32))
);
CREATE TABLE earlier.issuer_key_status (
    id bigint NOT NULL,
    key_id bytea NOT NULL,
    status text NOT NULL COLLATE pg_catalog."C",
    cut_at bigint,
    at bigint NOT NULL,
    packed_until bigint,
    reason text DEFAULT ''::text NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT issuer_key_status_check CHECK (((status = 'cut'::text) = (cut_at IS NOT NULL))),
    CONSTRAINT issuer_key_status_status_check CHECK ((status = ANY (ARRAY['active'::text, 'retired'::text, 'cut'::text, 'test'::text])))
);
CREATE TABLE earlier.job_of_cooperative (
    cooperative_id text NOT NULL COLLATE pg_catalog."C",
    job_id bigint NOT NULL
);
CREATE TABLE earlier.known_by_entry (
    realm_id bigint NOT NULL,
    leaf_index bigint NOT NULL,
    kind text NOT NULL COLLATE pg_catalog."C",
    row_id bigint,
    key_id bytea,
    issue_number bigint,
    gtin text COLLATE pg_catalog."C",
    code text COLLATE pg_catalog."C",
    CONSTRAINT known_by_entry_kind_check CHECK ((kind = ANY (ARRAY['lot'::text, 'print_job'::text, 'recall'::text, 'void'::text, 'lot_cancellation'::text, 'key_status'::text, 'link'::text, 'event_error'::text, 'roll_range'::text, 'none'::text])))
);
CREATE TABLE earlier.label_host (
    host text NOT NULL COLLATE pg_catalog."C",
    first_lot bigint NOT NULL
);
CREATE TABLE earlier.label_template (
    sha256 text NOT NULL COLLATE pg_catalog."C",
    body text NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT label_template_sha256_check CHECK ((length(sha256) = 64))
);
CREATE TABLE earlier.letting_go (
    id bigint NOT NULL,
    CONSTRAINT letting_go_id_check CHECK ((id = 1))
);
CREATE TABLE earlier.link (
    id bigint NOT NULL,
    ai text NOT NULL COLLATE pg_catalog."C",
    value text NOT NULL COLLATE pg_catalog."C",
    lot text NOT NULL COLLATE pg_catalog."C",
    serial text NOT NULL COLLATE pg_catalog."C",
    type text NOT NULL COLLATE pg_catalog."C",
    url text NOT NULL COLLATE pg_catalog."C",
    body text NOT NULL COLLATE pg_catalog."C",
    at bigint NOT NULL,
    removed_at bigint,
    CONSTRAINT link_ai_check CHECK ((ai = ANY (ARRAY['01'::text, '253'::text, '414'::text, '417'::text]))),
    CONSTRAINT link_check CHECK (((lot = ''::text) OR (serial = ''::text)))
);
CREATE TABLE earlier.listed_serial (
    lot_id bigint NOT NULL,
    serial text NOT NULL COLLATE pg_catalog."C",
    job_id bigint NOT NULL,
    "position" bigint NOT NULL
);
CREATE TABLE earlier.log_entry (
    realm_id bigint NOT NULL,
    leaf_index bigint NOT NULL,
    entry bytea NOT NULL,
    CONSTRAINT log_entry_leaf_index_check CHECK ((leaf_index >= 0))
);
CREATE TABLE earlier.lot (
    id bigint NOT NULL,
    realm_id bigint NOT NULL,
    key_id bytea NOT NULL,
    issue_number bigint NOT NULL,
    leaf_index bigint NOT NULL,
    cooperative_id text NOT NULL COLLATE pg_catalog."C",
    product_id text NOT NULL COLLATE pg_catalog."C",
    gtin text NOT NULL COLLATE pg_catalog."C",
    code text NOT NULL COLLATE pg_catalog."C",
    short_code text NOT NULL COLLATE pg_catalog."C",
    seal bytea NOT NULL,
    host text NOT NULL COLLATE pg_catalog."C",
    packed_on bigint NOT NULL,
    shelf_life_days bigint NOT NULL,
    quantity_thousandths bigint NOT NULL,
    unit text NOT NULL COLLATE pg_catalog."C",
    place_id text COLLATE pg_catalog."C",
    request_id text COLLATE pg_catalog."C",
    backdate_reason text NOT NULL COLLATE pg_catalog."C",
    issued_at bigint NOT NULL,
    CONSTRAINT lot_code_check CHECK (((length(code) >= 1) AND (length(code) <= 20))),
    CONSTRAINT lot_gtin_check CHECK ((length(gtin) = 14)),
    CONSTRAINT lot_issue_number_check CHECK (((issue_number >= 1) AND (issue_number <= '4294967295'::bigint))),
    CONSTRAINT lot_quantity_thousandths_check CHECK ((quantity_thousandths > 0)),
    CONSTRAINT lot_seal_check CHECK ((length(seal) = 77)),
    CONSTRAINT lot_shelf_life_days_check CHECK (((shelf_life_days >= 0) AND (shelf_life_days <= 65534))),
    CONSTRAINT lot_short_code_check CHECK ((length(short_code) = 9))
);
CREATE TABLE earlier.lot_cancellation (
    id bigint NOT NULL,
    lot_id bigint NOT NULL,
    reason text NOT NULL COLLATE pg_catalog."C",
    who text NOT NULL COLLATE pg_catalog."C",
    at bigint NOT NULL,
    CONSTRAINT lot_cancellation_reason_check CHECK ((reason <> ''::text))
);
CREATE TABLE earlier.lot_record (
    lot_id bigint NOT NULL,
    record text NOT NULL COLLATE pg_catalog."C",
    certifications bigint,
    cooperative bigint,
    place bigint,
    product bigint,
    CONSTRAINT lot_record_check CHECK (((certifications IS NULL) OR (strpos(record, '"certifications":@'::text) > 0))),
    CONSTRAINT lot_record_check1 CHECK (((cooperative IS NULL) OR (strpos(record, '"cooperative":@'::text) > 0))),
    CONSTRAINT lot_record_check2 CHECK (((place IS NULL) OR (strpos(record, '"place":@'::text) > 0))),
    CONSTRAINT lot_record_check3 CHECK (((product IS NULL) OR (strpos(record, '"product":@'::text) > 0)))
);
CREATE TABLE earlier.lot_record_part (
    id bigint NOT NULL,
    sha256 bytea NOT NULL,
    body text NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT lot_record_part_sha256_check CHECK ((length(sha256) = 32))
);
CREATE TABLE earlier.lot_without_labels (
    cooperative_id text NOT NULL COLLATE pg_catalog."C",
    lot_id bigint NOT NULL
);
CREATE TABLE earlier.lots_of_day (
    realm_id bigint NOT NULL,
    gtin text NOT NULL COLLATE pg_catalog."C",
    packed_on bigint NOT NULL,
    lots bigint NOT NULL
);
CREATE TABLE earlier.partner (
    id bigint NOT NULL,
    partner_id text NOT NULL COLLATE pg_catalog."C",
    version bigint NOT NULL,
    cooperative_id text NOT NULL COLLATE pg_catalog."C",
    gln text COLLATE pg_catalog."C",
    at bigint NOT NULL,
    body text NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT partner_gln_check CHECK ((length(gln) = 13)),
    CONSTRAINT partner_partner_id_check CHECK ((partner_id <> ''::text)),
    CONSTRAINT partner_version_check CHECK ((version >= 1))
);
CREATE TABLE earlier.place (
    id text NOT NULL COLLATE pg_catalog."C",
    record bigint NOT NULL,
    cooperative_id text NOT NULL COLLATE pg_catalog."C",
    gln text COLLATE pg_catalog."C",
    CONSTRAINT place_gln_check CHECK ((length(gln) = 13))
);
CREATE TABLE earlier.print_job (
    id bigint NOT NULL,
    lot_id bigint NOT NULL,
    realm_id bigint NOT NULL,
    leaf_index bigint NOT NULL,
    template_id text NOT NULL COLLATE pg_catalog."C",
    template_sha256 text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    first_serial bigint NOT NULL,
    last_serial bigint NOT NULL,
    labels bigint NOT NULL,
    at bigint NOT NULL,
    dpi bigint DEFAULT 300 NOT NULL,
    language text DEFAULT 'vi'::text NOT NULL COLLATE pg_catalog."C",
    cells bigint DEFAULT 1 NOT NULL,
    start_cell bigint DEFAULT 1 NOT NULL,
    copies bigint DEFAULT 1 NOT NULL,
    pages_in_part bigint DEFAULT 5000 NOT NULL,
    content text DEFAULT ''::text NOT NULL COLLATE pg_catalog."C",
    file text DEFAULT ''::text NOT NULL COLLATE pg_catalog."C",
    who text DEFAULT ''::text NOT NULL COLLATE pg_catalog."C",
    over_quantity_reason text DEFAULT ''::text NOT NULL COLLATE pg_catalog."C",
    reprint_of bigint,
    first_label bigint DEFAULT 1 NOT NULL,
    reprint_reason text DEFAULT ''::text NOT NULL COLLATE pg_catalog."C",
    placement text DEFAULT ''::text NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT print_job_cells_check CHECK ((cells >= 1)),
    CONSTRAINT print_job_check CHECK (((start_cell >= 1) AND (start_cell <= cells))),
    CONSTRAINT print_job_check1 CHECK (((reprint_of IS NULL) = (reprint_reason = ''::text))),
    CONSTRAINT print_job_check2 CHECK (
CASE kind
    WHEN 'item_seal'::text THEN ((first_serial >= 1) AND (last_serial = ((first_serial + labels) - 1)) AND (last_serial <= 9999999))
    ELSE ((first_serial = 0) AND (last_serial = 0))
END),
    CONSTRAINT print_job_copies_check CHECK ((copies >= 1)),
    CONSTRAINT print_job_first_label_check CHECK ((first_label >= 1)),
    CONSTRAINT print_job_kind_check CHECK ((kind = ANY (ARRAY['lot_seal'::text, 'item_seal'::text, 'item_link'::text]))),
    CONSTRAINT print_job_labels_check CHECK (((labels >= 1) AND (labels <= 9999999))),
    CONSTRAINT print_job_language_check CHECK ((language <> ''::text)),
    CONSTRAINT print_job_pages_in_part_check CHECK ((pages_in_part >= 1))
);
CREATE TABLE earlier.print_outcome (
    id bigint NOT NULL,
    job_id bigint NOT NULL,
    kind text NOT NULL COLLATE pg_catalog."C",
    first_label bigint NOT NULL,
    last_label bigint NOT NULL,
    reason text NOT NULL COLLATE pg_catalog."C",
    who text NOT NULL COLLATE pg_catalog."C",
    at bigint NOT NULL,
    CONSTRAINT print_outcome_check CHECK ((((kind = 'came_out'::text) AND (first_label = 0) AND (last_label = 0)) OR ((first_label >= 1) AND (last_label >= first_label)))),
    CONSTRAINT print_outcome_check1 CHECK (((kind = 'voided'::text) = (reason <> ''::text))),
    CONSTRAINT print_outcome_kind_check CHECK ((kind = ANY (ARRAY['came_out'::text, 'spoiled'::text, 'voided'::text])))
);
CREATE TABLE earlier.printed_part (
    job_id bigint NOT NULL,
    part bigint NOT NULL,
    file text NOT NULL COLLATE pg_catalog."C",
    sha256 text NOT NULL COLLATE pg_catalog."C",
    pages bigint NOT NULL,
    read_back bigint NOT NULL,
    at bigint NOT NULL,
    CONSTRAINT printed_part_pages_check CHECK ((pages >= 1)),
    CONSTRAINT printed_part_part_check CHECK ((part >= 1)),
    CONSTRAINT printed_part_read_back_check CHECK ((read_back >= 0)),
    CONSTRAINT printed_part_sha256_check CHECK ((length(sha256) = 64))
);
CREATE TABLE earlier.printer (
    row_id bigint NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    language text NOT NULL COLLATE pg_catalog."C",
    dpi bigint NOT NULL,
    at bigint NOT NULL,
    speed bigint,
    darkness bigint,
    head_um bigint,
    CONSTRAINT printer_darkness_check CHECK (((darkness >= 0) AND (darkness <= 30))),
    CONSTRAINT printer_dpi_check CHECK (((dpi >= 100) AND (dpi <= 1200))),
    CONSTRAINT printer_head_um_check CHECK ((head_um > 0)),
    CONSTRAINT printer_language_check CHECK ((language = ANY (ARRAY['pdf'::text, 'zpl'::text, 'tspl'::text]))),
    CONSTRAINT printer_speed_check CHECK (((speed >= 1) AND (speed <= 14)))
);
CREATE TABLE earlier.printer_correction (
    row_id bigint NOT NULL,
    printer_id text NOT NULL COLLATE pg_catalog."C",
    stock text NOT NULL COLLATE pg_catalog."C",
    offset_x_um bigint NOT NULL,
    offset_y_um bigint NOT NULL,
    scale_x_ppm bigint NOT NULL,
    scale_y_ppm bigint NOT NULL,
    at bigint NOT NULL,
    CONSTRAINT printer_correction_stock_check CHECK ((stock <> ''::text))
);
CREATE TABLE earlier.product (
    id text NOT NULL COLLATE pg_catalog."C",
    record bigint NOT NULL,
    cooperative_id text NOT NULL COLLATE pg_catalog."C",
    gtin text NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT product_gtin_check CHECK ((length(gtin) = 14))
);
CREATE TABLE earlier.realm (
    id bigint NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    test bigint NOT NULL,
    CONSTRAINT realm_test_check CHECK ((test = ANY (ARRAY[(0)::bigint, (1)::bigint])))
);
CREATE TABLE earlier.recall (
    id bigint NOT NULL,
    lot_id bigint,
    product_id text COLLATE pg_catalog."C",
    cooperative_id text COLLATE pg_catalog."C",
    reason text NOT NULL COLLATE pg_catalog."C",
    instruction text NOT NULL COLLATE pg_catalog."C",
    since bigint NOT NULL,
    at bigint NOT NULL,
    CONSTRAINT recall_check CHECK ((num_nonnulls(lot_id, product_id, cooperative_id) = 1))
);
CREATE TABLE earlier.recent_act (
    digest text NOT NULL COLLATE pg_catalog."C",
    at bigint NOT NULL,
    act text NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT recent_act_digest_check CHECK ((length(digest) = 64))
);
CREATE TABLE earlier.record (
    id bigint NOT NULL,
    kind text NOT NULL COLLATE pg_catalog."C",
    record_id text NOT NULL COLLATE pg_catalog."C",
    version bigint NOT NULL,
    at bigint NOT NULL,
    body text NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT record_kind_check CHECK ((kind = ANY (ARRAY['cooperative'::text, 'place'::text, 'product'::text, 'certification'::text]))),
    CONSTRAINT record_version_check CHECK ((version >= 1))
);
CREATE TABLE earlier.report (
    id bigint NOT NULL,
    day bigint NOT NULL,
    nth bigint NOT NULL,
    label text NOT NULL COLLATE pg_catalog."C",
    verdict text NOT NULL COLLATE pg_catalog."C",
    reason text NOT NULL COLLATE pg_catalog."C",
    lot_id bigint,
    message text NOT NULL COLLATE pg_catalog."C",
    place text NOT NULL COLLATE pg_catalog."C",
    at bigint NOT NULL,
    CONSTRAINT report_nth_check CHECK ((nth >= 1))
);
CREATE TABLE earlier.report_answer (
    id bigint NOT NULL,
    report_id bigint NOT NULL,
    at bigint NOT NULL,
    kind text NOT NULL COLLATE pg_catalog."C",
    words text NOT NULL COLLATE pg_catalog."C",
    actor_id text NOT NULL COLLATE pg_catalog."C",
    actor_name text NOT NULL COLLATE pg_catalog."C",
    actor_role text NOT NULL COLLATE pg_catalog."C",
    channel text NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT report_answer_actor_id_check CHECK ((actor_id <> ''::text)),
    CONSTRAINT report_answer_channel_check CHECK ((channel = ANY (ARRAY['command'::text, 'page'::text, 'api'::text]))),
    CONSTRAINT report_answer_kind_check CHECK ((kind = ANY (ARRAY['taken_up'::text, 'not_founded'::text, 'acted_on'::text]))),
    CONSTRAINT report_answer_words_check CHECK ((words <> ''::text))
);
CREATE TABLE earlier.roll (
    id bigint NOT NULL,
    realm_id bigint NOT NULL,
    leaf_index bigint NOT NULL,
    cooperative_id text NOT NULL COLLATE pg_catalog."C",
    product_id text NOT NULL COLLATE pg_catalog."C",
    gtin text NOT NULL COLLATE pg_catalog."C",
    host text NOT NULL COLLATE pg_catalog."C",
    template_id text NOT NULL COLLATE pg_catalog."C",
    template_sha256 text NOT NULL COLLATE pg_catalog."C",
    labels bigint NOT NULL,
    setup text NOT NULL COLLATE pg_catalog."C",
    who text NOT NULL COLLATE pg_catalog."C",
    at bigint NOT NULL,
    CONSTRAINT roll_gtin_check CHECK ((length(gtin) = 14)),
    CONSTRAINT roll_host_check CHECK ((host <> ''::text)),
    CONSTRAINT roll_labels_check CHECK (((labels >= 1) AND (labels <= 9999999)))
);
CREATE TABLE earlier.roll_code (
    serial text NOT NULL COLLATE pg_catalog."C",
    roll_id bigint NOT NULL,
    "position" bigint NOT NULL,
    CONSTRAINT roll_code_position_check CHECK (("position" >= 1))
);
CREATE TABLE earlier.roll_range (
    id bigint NOT NULL,
    roll_id bigint NOT NULL,
    first bigint NOT NULL,
    last bigint NOT NULL,
    lot_id bigint,
    reason text NOT NULL COLLATE pg_catalog."C",
    who text NOT NULL COLLATE pg_catalog."C",
    at bigint NOT NULL,
    realm_id bigint NOT NULL,
    leaf_index bigint NOT NULL,
    CONSTRAINT roll_range_check CHECK ((last >= first)),
    CONSTRAINT roll_range_check1 CHECK (((lot_id IS NOT NULL) OR (reason <> ''::text))),
    CONSTRAINT roll_range_first_check CHECK ((first >= 1))
);
CREATE TABLE earlier.scan (
    lot_id bigint NOT NULL,
    serial text NOT NULL COLLATE pg_catalog."C",
    place text NOT NULL COLLATE pg_catalog."C",
    scans bigint NOT NULL,
    first_at bigint NOT NULL,
    counted_at bigint NOT NULL,
    last_at bigint NOT NULL,
    too_fast bigint NOT NULL,
    CONSTRAINT scan_scans_check CHECK ((scans >= 1)),
    CONSTRAINT scan_too_fast_check CHECK ((too_fast = ANY (ARRAY[(0)::bigint, (1)::bigint])))
);
CREATE TABLE earlier.scan_alarm (
    day bigint NOT NULL,
    kind text NOT NULL COLLATE pg_catalog."C",
    gtin text NOT NULL COLLATE pg_catalog."C",
    lot text NOT NULL COLLATE pg_catalog."C",
    serial text NOT NULL COLLATE pg_catalog."C",
    asked bigint NOT NULL,
    CONSTRAINT scan_alarm_asked_check CHECK ((asked >= 1)),
    CONSTRAINT scan_alarm_kind_check CHECK ((kind = ANY (ARRAY['forged'::text, 'lot_not_issued'::text, 'serial_not_issued'::text, 'link_not_issued'::text, 'code_not_claimed'::text])))
);
CREATE TABLE earlier.scan_day (
    day bigint NOT NULL,
    lot_id bigint NOT NULL,
    serial text NOT NULL COLLATE pg_catalog."C",
    place text NOT NULL COLLATE pg_catalog."C",
    scans bigint NOT NULL,
    first_at bigint NOT NULL,
    last_at bigint NOT NULL,
    CONSTRAINT scan_day_scans_check CHECK ((scans >= 1))
);
CREATE TABLE earlier.schema_version (
    only_row bigint NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT schema_version_only_row_check CHECK ((only_row = 1)),
    CONSTRAINT schema_version_version_check CHECK ((version >= 28))
);
CREATE TABLE earlier.spent_number (
    what text NOT NULL COLLATE pg_catalog."C",
    subject text NOT NULL COLLATE pg_catalog."C",
    up_to bigint NOT NULL,
    CONSTRAINT spent_number_up_to_check CHECK ((up_to >= 0)),
    CONSTRAINT spent_number_what_check CHECK ((what = ANY (ARRAY['issue_number'::text, 'serial'::text, 'lot_of_day'::text, 'gtin'::text, 'gtin_block'::text, 'link'::text, 'event'::text, 'trust_list'::text, 'roots'::text])))
);
CREATE TABLE earlier.template_version (
    id bigint NOT NULL,
    template text NOT NULL COLLATE pg_catalog."C",
    number bigint NOT NULL,
    origin text NOT NULL COLLATE pg_catalog."C",
    sha256 text NOT NULL COLLATE pg_catalog."C",
    body text NOT NULL COLLATE pg_catalog."C",
    at bigint NOT NULL,
    actor_id text NOT NULL COLLATE pg_catalog."C",
    actor_name text NOT NULL COLLATE pg_catalog."C",
    actor_role text NOT NULL COLLATE pg_catalog."C",
    channel text NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT template_version_actor_id_check CHECK ((actor_id <> ''::text)),
    CONSTRAINT template_version_channel_check CHECK ((channel = ANY (ARRAY['command'::text, 'page'::text, 'api'::text]))),
    CONSTRAINT template_version_number_check CHECK ((number > 0)),
    CONSTRAINT template_version_origin_check CHECK ((origin = ANY (ARRAY['saved'::text, 'found'::text]))),
    CONSTRAINT template_version_sha256_check CHECK ((length(sha256) = 64)),
    CONSTRAINT template_version_template_check CHECK ((template <> ''::text))
);
CREATE TABLE earlier.traced_lot (
    id bigint NOT NULL,
    kind text NOT NULL COLLATE pg_catalog."C",
    owner text NOT NULL COLLATE pg_catalog."C",
    code text NOT NULL COLLATE pg_catalog."C",
    lot_id bigint,
    goods text NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT traced_lot_check CHECK (((kind = 'sealed'::text) = (lot_id IS NOT NULL))),
    CONSTRAINT traced_lot_check1 CHECK (((kind = 'sealed'::text) = (owner = ''::text))),
    CONSTRAINT traced_lot_code_check CHECK ((code <> ''::text)),
    CONSTRAINT traced_lot_kind_check CHECK ((kind = ANY (ARRAY['sealed'::text, 'own'::text, 'partner'::text])))
);
CREATE TABLE earlier.trust_note (
    kind text NOT NULL COLLATE pg_catalog."C",
    version bigint NOT NULL,
    digest text NOT NULL COLLATE pg_catalog."C",
    note bytea NOT NULL,
    at bigint NOT NULL,
    logged bigint DEFAULT 0 NOT NULL,
    CONSTRAINT trust_note_digest_check CHECK ((length(digest) = 64)),
    CONSTRAINT trust_note_kind_check CHECK ((kind = ANY (ARRAY['trust_list'::text, 'roots'::text]))),
    CONSTRAINT trust_note_logged_check CHECK ((logged = ANY (ARRAY[(0)::bigint, (1)::bigint]))),
    CONSTRAINT trust_note_version_check CHECK ((version >= 1))
);
CREATE TABLE earlier.unconfirmed_job (
    cooperative_id text NOT NULL COLLATE pg_catalog."C",
    job_id bigint NOT NULL
);
CREATE TABLE earlier.used_sheet (
    printer_id text NOT NULL COLLATE pg_catalog."C",
    stock text NOT NULL COLLATE pg_catalog."C",
    next_cell bigint NOT NULL,
    at bigint NOT NULL,
    cell_order text DEFAULT 'across'::text NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT used_sheet_cell_order_check CHECK ((cell_order = ANY (ARRAY['across'::text, 'down'::text]))),
    CONSTRAINT used_sheet_next_cell_check CHECK ((next_cell >= 1)),
    CONSTRAINT used_sheet_stock_check CHECK ((stock <> ''::text))
);
CREATE TABLE earlier.visit (
    id bigint NOT NULL,
    inspector_id bigint NOT NULL,
    visit_id text NOT NULL COLLATE pg_catalog."C",
    receipt text NOT NULL COLLATE pg_catalog."C",
    received_at bigint NOT NULL,
    body text NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT visit_visit_id_check CHECK ((visit_id <> ''::text))
);
CREATE TABLE earlier.visit_summary (
    visit bigint NOT NULL,
    day bigint NOT NULL,
    place text NOT NULL COLLATE pg_catalog."C",
    labels bigint NOT NULL,
    photos bigint NOT NULL
);
CREATE TABLE earlier.visit_verdict (
    visit bigint NOT NULL,
    verdict text NOT NULL COLLATE pg_catalog."C",
    labels bigint NOT NULL
);
CREATE TABLE earlier.void_range (
    id bigint NOT NULL,
    lot_id bigint NOT NULL,
    first bigint NOT NULL,
    last bigint NOT NULL,
    listed_serial text COLLATE pg_catalog."C",
    reason text NOT NULL COLLATE pg_catalog."C",
    at bigint NOT NULL,
    who text DEFAULT ''::text NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT void_range_check CHECK (
CASE
    WHEN (listed_serial IS NULL) THEN ((first >= 1) AND (last >= first))
    ELSE ((first = 0) AND (last = 0))
END)
);
INSERT INTO earlier.cooperative VALUES ('C01', 1, NULL);
INSERT INTO earlier.issuer_key VALUES ('\x9572002d', '\xee461064ee0b5d3dcd626ab40e6197f11a78860d1c5f41a5cd240a7d638de1a9', 'C01', 2, 1796124240537);
INSERT INTO earlier.issuer_key VALUES ('\xc55e396f', '\x0852b26901a353a251616f1be7df73c510712c9747ba9a93f7379d84badf33eb', NULL, 1, 1796124238466);
INSERT INTO earlier.issuer_key_status VALUES (1, '\xc55e396f', 'test', NULL, 1796124238466, NULL, '');
INSERT INTO earlier.issuer_key_status VALUES (2, '\x9572002d', 'active', NULL, 1796124240537, NULL, '');
INSERT INTO earlier.job_of_cooperative VALUES ('C01', 1);
INSERT INTO earlier.label_host VALUES ('tg.example.vn', 1);
INSERT INTO earlier.log_entry VALUES (1, 0, '\x74656d676f632d6973737565722d6b65792f76310a6f636f702e6578616d706c652e766e2f746573740a63353565333936660a303835326232363930316133353361323531363136663162653764663733633531303731326339373437626139613933663733373964383462616466333365620a0a746573740a323032362d31322d30315431313a32333a35382e3436365a0a');
INSERT INTO earlier.log_entry VALUES (1, 1, '\x74656d676f632d74727573742f76310a6f636f702e6578616d706c652e766e2f746573740a726f6f74730a310a396433396231383331336338336337613664663161306630303739346431313061643433343835366565623965373464366537653937333561653366653835350a323032362d31322d30315431313a32333a35382e3439365a0a');
INSERT INTO earlier.log_entry VALUES (1, 2, '\x74656d676f632d74727573742f76310a6f636f702e6578616d706c652e766e2f746573740a74727573745f6c6973740a310a396132376634353438636233386361333464386463303630326362663936633830316662343138623731636435323337326536656331653137643435613063350a323032362d31322d30315431313a32333a35382e3530315a0a');
INSERT INTO earlier.log_entry VALUES (1, 3, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a636f6f70657261746976650a4330310a310a613261616531646535623435316139343762366134366231656132333835343162373339653434363733363532363430393537313431313135396261356163300a323032362d31322d30315431313a32333a35382e3933385a0a');
INSERT INTO earlier.log_entry VALUES (1, 4, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a636f6f70657261746976650a4330320a310a613735383438396134663333323037376134313935396539663532626333343466613533623734313235333939636235623863346662306431306466326539300a323032362d31322d30315431313a32333a35382e3933385a0a');
INSERT INTO earlier.log_entry VALUES (1, 5, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a636f6f70657261746976650a4330330a310a663163313231666566376661623238613838303933303737343866623361633031386432393736383566666662393065343239316465336365666361636661650a323032362d31322d30315431313a32333a35382e3933385a0a');
INSERT INTO earlier.log_entry VALUES (1, 6, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a636f6f70657261746976650a4330340a310a363732643939353537663635336431633036393066376365356231653265666339316536353433643731376433643061336530316534653665396338353463630a323032362d31322d30315431313a32333a35382e3933385a0a');
INSERT INTO earlier.log_entry VALUES (1, 7, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a636f6f70657261746976650a4330350a310a326630653633383565653663356437666434343337343565343932646664613035656633643230383033643432626532373364626562656465313630383835630a323032362d31322d30315431313a32333a35382e3933385a0a');
INSERT INTO earlier.log_entry VALUES (1, 8, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a636f6f70657261746976650a4330360a310a333636626663646430633636386566666230623036643639633866353464373339376365396134383737383635383436656137373631326561346133316631340a323032362d31322d30315431313a32333a35382e3933385a0a');
INSERT INTO earlier.log_entry VALUES (1, 9, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a636f6f70657261746976650a4330370a310a393139343031393561366539383539626365303361616631633238373664663662633538363936653664613563303536633139393632623461313565313336390a323032362d31322d30315431313a32333a35382e3933385a0a');
INSERT INTO earlier.log_entry VALUES (1, 10, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a636f6f70657261746976650a4330380a310a323261363137373165633231333033663233316264346161663331643637333865366336636134386461636366333738376364313663303838623166663264610a323032362d31322d30315431313a32333a35382e3933385a0a');
INSERT INTO earlier.log_entry VALUES (1, 11, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a636f6f70657261746976650a4330390a310a616564306165376635396136626163643736326663643030353037373333343362663761386437323262366135366230386132616636616361393234363034380a323032362d31322d30315431313a32333a35382e3933385a0a');
INSERT INTO earlier.log_entry VALUES (1, 12, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a636f6f70657261746976650a4331300a310a333265316237643962663635323663326133363263383631623965643161343866303130613561623134333763663830663564303966633830653434666262370a323032362d31322d30315431313a32333a35382e3933385a0a');
INSERT INTO earlier.log_entry VALUES (1, 13, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a636f6f70657261746976650a4331310a310a623837613339363464616639663163353763663362353639613563333139633965376630653763633963363135356135343061626164356564336464333736310a323032362d31322d30315431313a32333a35382e3933385a0a');
INSERT INTO earlier.log_entry VALUES (1, 14, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a636f6f70657261746976650a4331320a310a373734356632623763643135353434656662613462626261643035663137326262653266316166306530303434656332383965663839316161363166306531380a323032362d31322d30315431313a32333a35382e3933385a0a');
INSERT INTO earlier.log_entry VALUES (1, 15, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a636f6f70657261746976650a4331330a310a303034323132393336353638306565623832346230656365393465613931616338323530343331396234373364666361666332336561323365653164373831650a323032362d31322d30315431313a32333a35382e3933385a0a');
INSERT INTO earlier.log_entry VALUES (1, 16, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a636f6f70657261746976650a4331340a310a616561633035633830643037346530316233353666373138326433666635313735316237383630646638633238313839326137393762353939316433623039610a323032362d31322d30315431313a32333a35382e3933385a0a');
INSERT INTO earlier.log_entry VALUES (1, 17, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a636f6f70657261746976650a4339300a310a613937383533373761316537623238623162666265366663653666303266663239643064396539636134366632373064393066653531633334333462663235390a323032362d31322d30315431313a32333a35382e3933385a0a');
INSERT INTO earlier.log_entry VALUES (1, 18, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a706c6163650a4c30310a310a646135643433626339656437373565376538666338333634633462653838393534613263633735346437616230356239363139363031356332623062376435650a323032362d31322d30315431313a32333a35392e3335395a0a');
INSERT INTO earlier.log_entry VALUES (1, 19, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a706c6163650a4c30320a310a396439653138643337653538333532663431396334373833353834386631333532323732646330326532386339326637323262313437353537393763633532370a323032362d31322d30315431313a32333a35392e3335395a0a');
INSERT INTO earlier.log_entry VALUES (1, 20, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a706c6163650a4c39300a310a326133653635343232643065373732353436663961613335303266666334356466613964336164366634316465373738343563313036333836333036623030660a323032362d31322d30315431313a32333a35392e3335395a0a');
INSERT INTO earlier.log_entry VALUES (1, 21, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a706c6163650a4c39310a310a623736363162616138626561336235316561366330356364336264333933656261376137353562373764313665613166383365653937313734306561396330630a323032362d31322d30315431313a32333a35392e3335395a0a');
INSERT INTO earlier.log_entry VALUES (1, 22, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a706c6163650a4c39320a310a663039383165333063323834613061306631663039363430303338316638313364646439623931323266316135643434653233313166333561636433623637370a323032362d31322d30315431313a32333a35392e3335395a0a');
INSERT INTO earlier.log_entry VALUES (1, 23, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a70726f647563740a5030310a310a373533336139363961613030346638303232633165303737386137356136613066396365633333376566663033373537346432326162323839353265393539330a323032362d31322d30315431313a32333a35392e3730305a0a');
INSERT INTO earlier.log_entry VALUES (1, 24, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a70726f647563740a5030320a310a366663646664343536633730353236633034303462346538623561313531333836303836616165303931383636333733663332393835633135333133373737640a323032362d31322d30315431313a32333a35392e3730305a0a');
INSERT INTO earlier.log_entry VALUES (1, 25, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a70726f647563740a5030330a310a363930316338383539633339633338376536336366346236633938386165353064643639626339313437646134313365333066343837633735306237306132610a323032362d31322d30315431313a32333a35392e3730305a0a');
INSERT INTO earlier.log_entry VALUES (1, 26, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a70726f647563740a5030340a310a366135356137653130646433383664393365623830303661396132613061666432323134343365383762323738376532663535353365623230653534346261350a323032362d31322d30315431313a32333a35392e3730305a0a');
INSERT INTO earlier.log_entry VALUES (1, 27, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a70726f647563740a5030350a310a616163353933623935353433663835346636383038363138376337326132643966616232356561396631396534303238363834366137396630353037323362360a323032362d31322d30315431313a32333a35392e3730305a0a');
INSERT INTO earlier.log_entry VALUES (1, 28, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a70726f647563740a5030360a310a653332323431663937636365373961613863313632653833303066336432656139616536343539653835376661666430623235613063656665393039666361630a323032362d31322d30315431313a32333a35392e3730305a0a');
INSERT INTO earlier.log_entry VALUES (1, 29, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a70726f647563740a5030370a310a306666353661313864663231643337363733636439616435306636303833656436663262373030623362396139373035623365353736383334313136373533380a323032362d31322d30315431313a32333a35392e3730305a0a');
INSERT INTO earlier.log_entry VALUES (1, 30, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a70726f647563740a5030380a310a616362326137663331613338373863653637313934643163373635313364323738633534303466323039623831373932343638653961336337366362643735360a323032362d31322d30315431313a32333a35392e3730305a0a');
INSERT INTO earlier.log_entry VALUES (1, 31, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a70726f647563740a5030390a310a343931343266316635313230333834613061303231346161353939303935363463653431333632336164663961626339376533343537383838316330663137340a323032362d31322d30315431313a32333a35392e3730305a0a');
INSERT INTO earlier.log_entry VALUES (1, 32, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a70726f647563740a5031300a310a386130356138623735336232376261626566346238346433623365363036316539373438353464386330353431363763373433646534333130333665646439640a323032362d31322d30315431313a32333a35392e3730305a0a');
INSERT INTO earlier.log_entry VALUES (1, 33, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a70726f647563740a5031310a310a623331396663643966323661626630363230646565663265363162643066373936333538343935626236663465643036666361666337363731613362653232660a323032362d31322d30315431313a32333a35392e3730305a0a');
INSERT INTO earlier.log_entry VALUES (1, 34, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a70726f647563740a5031320a310a303836313264386561613961666566393137373935663135373739653530326338626637646366313737653261356239353834343439373136393561653238660a323032362d31322d30315431313a32333a35392e3730305a0a');
INSERT INTO earlier.log_entry VALUES (1, 35, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a70726f647563740a5031330a310a663333626630663036366630623162356439613839643462636537393965303131663265656533353461373261393533663234366662663064653962363765320a323032362d31322d30315431313a32333a35392e3730305a0a');
INSERT INTO earlier.log_entry VALUES (1, 36, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a70726f647563740a5031340a310a376638643136643030626366326166343938356632353737376162356466653236353030653466653432626633333835356664386162643534633362336563640a323032362d31322d30315431313a32333a35392e3730305a0a');
INSERT INTO earlier.log_entry VALUES (1, 37, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a70726f647563740a5031350a310a643566353933333832386534646266633566623033376565393566363636373337626334653333623939396638396532386564616661363163333833363966390a323032362d31322d30315431313a32333a35392e3730305a0a');
INSERT INTO earlier.log_entry VALUES (1, 38, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a70726f647563740a5031360a310a373731303334393765336465383237363533386531653637393731613033366638306333646461633632643264333038346331373234343236666436396566350a323032362d31322d30315431313a32333a35392e3730305a0a');
INSERT INTO earlier.log_entry VALUES (1, 39, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a70726f647563740a5031370a310a663438613233366465353236623037343962383537326562663462353562393761653131353163656632303635356361643261383936346434656131663234350a323032362d31322d30315431313a32333a35392e3730305a0a');
INSERT INTO earlier.log_entry VALUES (1, 40, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a70726f647563740a5031380a310a353536613634373532353234613031316465646235323565306439356434396339393236306533353564383664306134623839636166326236623432363635630a323032362d31322d30315431313a32333a35392e3730305a0a');
INSERT INTO earlier.log_entry VALUES (1, 41, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a70726f647563740a5031390a310a316230376365386635306462393061653535353930316564353166343465346437343234353565356535313734656332666333656332373162643539363034370a323032362d31322d30315431313a32333a35392e3730305a0a');
INSERT INTO earlier.log_entry VALUES (1, 42, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a70726f647563740a5032300a310a623738376233643834653264336535666264363661316134383130653466373162336537303066633636336634646265396330656539363465613866633966340a323032362d31322d30315431313a32333a35392e3730305a0a');
INSERT INTO earlier.log_entry VALUES (1, 43, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a70726f647563740a5032310a310a613535333066613366613564323366333764363564396531646138663336623532376137306332373434663461336136613037333931613865626131656138330a323032362d31322d30315431313a32333a35392e3730305a0a');
INSERT INTO earlier.log_entry VALUES (1, 44, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a70726f647563740a5032320a310a643336666637353238353834643132306565623364373639643437323166383261376636393039626233633733633134633731383462343431623134343835310a323032362d31322d30315431313a32333a35392e3730305a0a');
INSERT INTO earlier.log_entry VALUES (1, 45, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a70726f647563740a5032330a310a336435323739306435613964306232363961313636303538393231613731306263343035363139383062316634316135386331353364666364373936393338390a323032362d31322d30315431313a32333a35392e3730305a0a');
INSERT INTO earlier.log_entry VALUES (1, 46, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a70726f647563740a5032340a310a356232376339636339613165393965396265616561336164333664386138623164343334323337383438653166643334356532346336326365626131303633640a323032362d31322d30315431313a32333a35392e3730305a0a');
INSERT INTO earlier.log_entry VALUES (1, 47, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a70726f647563740a5032350a310a316639653061363132383164333137613433646632393234356130626666393866376562313232323564323262323330326236366362626566653133343763620a323032362d31322d30315431313a32333a35392e3730305a0a');
INSERT INTO earlier.log_entry VALUES (1, 48, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a70726f647563740a5032360a310a663861333136643432393833616462343266386530616235303131303434653636356332663933373431346366326665623038633564343634613863653132620a323032362d31322d30315431313a32333a35392e3730305a0a');
INSERT INTO earlier.log_entry VALUES (1, 49, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a70726f647563740a5032370a310a333237343639373734353836303364663431343765383866653930326434303836373033333165326335623039626231323636633163303339396337663137380a323032362d31322d30315431313a32333a35392e3730305a0a');
INSERT INTO earlier.log_entry VALUES (1, 50, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a70726f647563740a5032380a310a663032353231613534396437336133396664316237336433346661306332316231343937376364306330333363663432616539306261356337303666633533650a323032362d31322d30315431313a32333a35392e3730305a0a');
INSERT INTO earlier.log_entry VALUES (1, 51, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a70726f647563740a5032390a310a636131653435303632623932343638356135633331666339323237633333663434666437626130643261366136383165356638386366636162633662386631300a323032362d31322d30315431313a32333a35392e3730305a0a');
INSERT INTO earlier.log_entry VALUES (1, 52, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a70726f647563740a5033300a310a636436386563396437323337396134323264666333313831306531333237353931336432663965313736353963316462393866366231373834623266616134650a323032362d31322d30315431313a32333a35392e3730305a0a');
INSERT INTO earlier.log_entry VALUES (1, 53, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a70726f647563740a5039300a310a333334343130623532383432383335313537333234613765306538346437626165363530363834353339646266336464393666666431383362646630386531330a323032362d31322d30315431313a32333a35392e3730305a0a');
INSERT INTO earlier.log_entry VALUES (1, 54, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a70726f647563740a5039310a310a303161356437643762383131323537313365343235383765653364323364313062613835303234616530353933353834333837623233326163343666303964370a323032362d31322d30315431313a32333a35392e3730305a0a');
INSERT INTO earlier.log_entry VALUES (1, 55, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a70726f647563740a5039320a310a363735623636303861383032303263396165653033376465616435656633333138396231373163353264376333653837646333346230613837393730393030630a323032362d31322d30315431313a32333a35392e3730305a0a');
INSERT INTO earlier.log_entry VALUES (1, 56, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a70726f647563740a5039330a310a376536666537616631353734353734636533326439633464626536323739343331306664363862383333303965306362643037316335346565343639316234650a323032362d31322d30315431313a32333a35392e3730305a0a');
INSERT INTO earlier.log_entry VALUES (1, 57, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a70726f647563740a5039340a310a666530306330306533323061646365616264396163373839333031353465623832303461393835353038643862626438346562613464363163363738386535310a323032362d31322d30315431313a32333a35392e3730305a0a');
INSERT INTO earlier.log_entry VALUES (1, 58, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a63657274696669636174696f6e0a4b30310a310a363633646634653566343930653334613734386431623536646262313364663036613164343262313066313038333464346234393262653230636335646330310a323032362d31322d30315431313a32343a30302e3132395a0a');
INSERT INTO earlier.log_entry VALUES (1, 59, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a63657274696669636174696f6e0a4b30320a310a383437356632613035356236313639663530666465333532333165386265393838303664666361366461373763353435366232623366303438363964303535610a323032362d31322d30315431313a32343a30302e3132395a0a');
INSERT INTO earlier.log_entry VALUES (1, 60, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a63657274696669636174696f6e0a4b30330a310a383939363661303934316539636138373532336435393934323962326433376630333065393261326433656336643237663266306337336433343733646632390a323032362d31322d30315431313a32343a30302e3132395a0a');
INSERT INTO earlier.log_entry VALUES (1, 61, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a63657274696669636174696f6e0a4b30340a310a346537646531616238313339663334643563323033353161643033643065353465656237666461303063356362613531306433383237376262313231666135650a323032362d31322d30315431313a32343a30302e3132395a0a');
INSERT INTO earlier.log_entry VALUES (1, 62, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a63657274696669636174696f6e0a4b30350a310a376438393466626635323766303063656435326139346266303136316632623664653261396638363133656634386535323234646337313337663261636561350a323032362d31322d30315431313a32343a30302e3132395a0a');
INSERT INTO earlier.log_entry VALUES (1, 63, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a63657274696669636174696f6e0a4b30360a310a373639366263626234653061656230313164363730303564663866653035633533323664343132633661383037306333653232643937313865336235636538630a323032362d31322d30315431313a32343a30302e3132395a0a');
INSERT INTO earlier.log_entry VALUES (1, 64, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a63657274696669636174696f6e0a4b30370a310a646665396632323039313833376236643361336130666563393730646337393365313339373563373562393664626432643065323538393966646131636338620a323032362d31322d30315431313a32343a30302e3132395a0a');
INSERT INTO earlier.log_entry VALUES (1, 65, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a63657274696669636174696f6e0a4b30380a310a306234313964343737386533383838373937366533636637613263653330393030316362336536616562666635333062393630336161663764623837626531390a323032362d31322d30315431313a32343a30302e3132395a0a');
INSERT INTO earlier.log_entry VALUES (1, 66, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a63657274696669636174696f6e0a4b30390a310a646533346264616531333362386264663732343737646638363933336632313032343962636366363635333237353336363361626265393336396538303931390a323032362d31322d30315431313a32343a30302e3132395a0a');
INSERT INTO earlier.log_entry VALUES (1, 67, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a63657274696669636174696f6e0a4b31300a310a643635336262616566353334303165353533613533633132336466363431373866366436653430333561386533393765306161613965383131383238663138360a323032362d31322d30315431313a32343a30302e3132395a0a');
INSERT INTO earlier.log_entry VALUES (1, 68, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a63657274696669636174696f6e0a4b31310a310a333835663233353564306330616530393362646637333262343262386366653662326561383131336466333530303739613262356264396132366432316233380a323032362d31322d30315431313a32343a30302e3132395a0a');
INSERT INTO earlier.log_entry VALUES (1, 69, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a63657274696669636174696f6e0a4b31320a310a643238323833643135336331663830396636663139363134663735353665333639346236356166646632383233373461393066373035336163353963363462630a323032362d31322d30315431313a32343a30302e3132395a0a');
INSERT INTO earlier.log_entry VALUES (1, 70, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a63657274696669636174696f6e0a4b31330a310a653635356262343337356663633638313463373931353135633431323535663432646439386430383432306235656337373462323365353463663135383564660a323032362d31322d30315431313a32343a30302e3132395a0a');
INSERT INTO earlier.log_entry VALUES (1, 71, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a63657274696669636174696f6e0a4b31340a310a353461626336316235366439323838663662383963646266613165633462313561326238633663656233313962613731333138616435313036633832363361390a323032362d31322d30315431313a32343a30302e3132395a0a');
INSERT INTO earlier.log_entry VALUES (1, 72, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a63657274696669636174696f6e0a4b31350a310a626166386330346466363663373639663238656564343933333437653061636235363636316564626631303333336138396231616662646439336336393761660a323032362d31322d30315431313a32343a30302e3132395a0a');
INSERT INTO earlier.log_entry VALUES (1, 73, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a63657274696669636174696f6e0a4b31360a310a386262343935313830386233386338323661313034313963346630356632333638366236613032336466363863393839663938303537653736326432346165360a323032362d31322d30315431313a32343a30302e3132395a0a');
INSERT INTO earlier.log_entry VALUES (1, 74, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a63657274696669636174696f6e0a4b31370a310a393537386534396464306661373661393461653835373231353466373339346135333362353531346536346636336636303334393835666132373466623561370a323032362d31322d30315431313a32343a30302e3132395a0a');
INSERT INTO earlier.log_entry VALUES (1, 75, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a63657274696669636174696f6e0a4b31380a310a666161396533656564616636336330393934346361386530613130386466613561626161383835613331393539373265333663373731366435346261636461310a323032362d31322d30315431313a32343a30302e3132395a0a');
INSERT INTO earlier.log_entry VALUES (1, 76, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a63657274696669636174696f6e0a4b31390a310a656162343263303165333061303563636362613333383161616262336364653665656231383733376539373738376335623162616263643964373564663138630a323032362d31322d30315431313a32343a30302e3132395a0a');
INSERT INTO earlier.log_entry VALUES (1, 77, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a63657274696669636174696f6e0a4b32300a310a643238303034323232666238396261663463386533613932616139343966373930313234643638663736323734386336313637396635313039346563633436390a323032362d31322d30315431313a32343a30302e3132395a0a');
INSERT INTO earlier.log_entry VALUES (1, 78, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a63657274696669636174696f6e0a4b32310a310a393161306639373639363330373961376236396439646461356161373331356565396465363934326261353937633130396639333762313065653036383565320a323032362d31322d30315431313a32343a30302e3132395a0a');
INSERT INTO earlier.log_entry VALUES (1, 79, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a63657274696669636174696f6e0a4b32320a310a326635643230313538663736386130343463613766623662336262663263326166363061346132313066373865626663393234303533623839633336623065370a323032362d31322d30315431313a32343a30302e3132395a0a');
INSERT INTO earlier.log_entry VALUES (1, 80, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a63657274696669636174696f6e0a4b32330a310a356435376562323633373362643936613732656233646238396263386365313939393835393434643161613862663661636339353866383966393631363736330a323032362d31322d30315431313a32343a30302e3132395a0a');
INSERT INTO earlier.log_entry VALUES (1, 81, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a63657274696669636174696f6e0a4b32340a310a333034396537376431333735363533653932626637636666333533373838653166383636633433656164343337343337306364313039373135313362623235350a323032362d31322d30315431313a32343a30302e3132395a0a');
INSERT INTO earlier.log_entry VALUES (1, 82, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a63657274696669636174696f6e0a4b32350a310a383863623939353963653438636562363937336565373835393966363866623364313037373362616636363232316466396663646332356238653932393032380a323032362d31322d30315431313a32343a30302e3132395a0a');
INSERT INTO earlier.log_entry VALUES (1, 83, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a63657274696669636174696f6e0a4b32360a310a353637363238633031396435376636653464336363653261343730356233633463366663393262616431623235356561306236373564633364316132653134310a323032362d31322d30315431313a32343a30302e3132395a0a');
INSERT INTO earlier.log_entry VALUES (1, 84, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a63657274696669636174696f6e0a4b32370a310a363531633666393734363665323432306530393035656538333635396238663762303836326239386662393331663835306137656538373430336630383365640a323032362d31322d30315431313a32343a30302e3132395a0a');
INSERT INTO earlier.log_entry VALUES (1, 85, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a63657274696669636174696f6e0a4b32380a310a343231326534636565336130373336633636636635346265653036363135633766363239613430363163383331653364386364386436333239633839313564320a323032362d31322d30315431313a32343a30302e3132395a0a');
INSERT INTO earlier.log_entry VALUES (1, 86, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a63657274696669636174696f6e0a4b32390a310a373933326531396161636638336334653261636236666531323036326565333262666333323435633964343734636135633863643832393761303431313561630a323032362d31322d30315431313a32343a30302e3132395a0a');
INSERT INTO earlier.log_entry VALUES (1, 87, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a63657274696669636174696f6e0a4b33300a310a303265346539386534396231623861666661396137653637626462363063336665363034306436646264306363626265396366633432306335616438383833350a323032362d31322d30315431313a32343a30302e3132395a0a');
INSERT INTO earlier.log_entry VALUES (1, 88, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a63657274696669636174696f6e0a4b33310a310a356463323363663430323233373664323734383935623732616438393762386639393862373538306538393038393864303434363462616637643838353232640a323032362d31322d30315431313a32343a30302e3132395a0a');
INSERT INTO earlier.log_entry VALUES (1, 89, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a63657274696669636174696f6e0a4b33320a310a323830663566663531623936316661393935663039383939396239353032343065306533653133383562626433303531616338386665333961396337373861340a323032362d31322d30315431313a32343a30302e3132395a0a');
INSERT INTO earlier.log_entry VALUES (1, 90, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a63657274696669636174696f6e0a4b33330a310a343839306638373363373736663766616366303831373064613539373165623361383930336563366565333435666430616638353662656638666263356663350a323032362d31322d30315431313a32343a30302e3132395a0a');
INSERT INTO earlier.log_entry VALUES (1, 91, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a63657274696669636174696f6e0a4b33340a310a306135326265353139666335653439333937656531303435643237346234616637333539626333626130323465343533386361316664346339343732626131340a323032362d31322d30315431313a32343a30302e3132395a0a');
INSERT INTO earlier.log_entry VALUES (1, 92, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a63657274696669636174696f6e0a4b33350a310a666436623737633066396434333032623366363837613366623961663935636162383835356166643462356362383238636534313964346234633734386435300a323032362d31322d30315431313a32343a30302e3132395a0a');
INSERT INTO earlier.log_entry VALUES (1, 93, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a63657274696669636174696f6e0a4b33360a310a613365663466323934643636383662306634656138393562306630346635663932333634393963346637663861643739383364336234613936326663373538380a323032362d31322d30315431313a32343a30302e3132395a0a');
INSERT INTO earlier.log_entry VALUES (1, 94, '\x74656d676f632d7265636f72642f76310a6f636f702e6578616d706c652e766e2f746573740a63657274696669636174696f6e0a4b33370a310a656536303135643466303535333036303632323235333366393037303739363763663530616364366363623639323064626363343737623264653762313731320a323032362d31322d30315431313a32343a30302e3132395a0a');
INSERT INTO earlier.log_entry VALUES (1, 95, '\x74656d676f632d6973737565722d6b65792f76310a6f636f702e6578616d706c652e766e2f746573740a63353565333936660a303835326232363930316133353361323531363136663162653764663733633531303731326339373437626139613933663733373964383462616466333365620a0a746573740a323032362d31322d30315431313a32333a35382e3436365a0a');
INSERT INTO earlier.log_entry VALUES (2, 0, '\x74656d676f632d6973737565722d6b65792f76310a6f636f702e6578616d706c652e766e0a39353732303032640a656534363130363465653062356433646364363236616234306536313937663131613738383630643163356634316135636432343061376436333864653161390a4330310a6163746976650a323032362d31322d30315431313a32343a30302e3533375a0a');
INSERT INTO earlier.log_entry VALUES (2, 1, '\x74656d676f632d74727573742f76310a6f636f702e6578616d706c652e766e0a74727573745f6c6973740a320a613532343663306563383165363638376565346166303033303935623238666538313065646137303533346433663666343838353961303532623231383862320a323032362d31322d30315431313a32343a30332e3234395a0a');
INSERT INTO earlier.log_entry VALUES (2, 2, '\x74656d676f632d6c6f742d6c6561662f76310a6f636f702e6578616d706c652e766e0a31303935373230303264303030303030303130396465303062340a30323939303030313030303031380a3236313230312d30310a366538363761346637336232616531366534626334373833386637356562393730396663663063333661653332353931303638356537323563626532616433620a0a');
INSERT INTO earlier.log_entry VALUES (2, 3, '\x74656d676f632d6c6f742d6c6561662f76310a6f636f702e6578616d706c652e766e0a31303935373230303264303030303030303230396465303062340a30323939303030313030303031380a3236313230312d30320a396164666537613835666165653236613438316161336237613737363032326130313738633462383530363262396562623339363230343930643866326637390a0a');
INSERT INTO earlier.log_entry VALUES (2, 4, '\x74656d676f632d7072696e742f76310a320a310a340a340a6974656d5f7365616c0a653938383132323262653236363932333232616432323462356239396233363663616164333864356433363563323136383032396233353738353262646236300a');
INSERT INTO earlier.log_entry VALUES (2, 5, '\x74656d676f632d6973737565722d6b65792f76310a6f636f702e6578616d706c652e766e0a39353732303032640a656534363130363465653062356433646364363236616234306536313937663131613738383630643163356634316135636432343061376436333864653161390a4330310a6163746976650a323032362d31322d30315431313a32343a30302e3533375a0a');
INSERT INTO earlier.log_entry VALUES (2, 6, '\x74656d676f632d74727573742f76310a6f636f702e6578616d706c652e766e0a726f6f74730a310a396433396231383331336338336337613664663161306630303739346431313061643433343835366565623965373464366537653937333561653366653835350a323032362d31322d30315431313a34313a33322e3239315a0a');
INSERT INTO earlier.log_entry VALUES (2, 7, '\x74656d676f632d74727573742f76310a6f636f702e6578616d706c652e766e0a74727573745f6c6973740a320a613532343663306563383165363638376565346166303033303935623238666538313065646137303533346433663666343838353961303532623231383862320a323032362d31322d30315431313a34313a33322e3239315a0a');
INSERT INTO earlier.lot VALUES (1, 2, '\x9572002d', 1, 2, 'C01', 'P01', '02990001000018', '261201-01', 'N116NWTBF', '\x109572002d0000000109de00b4e6b835bd0126a71cd0ae475943203c7f2e3a2ff7f820ccd0989aebc7a686ea7fc22bcf1e734d260ab02cc0a9dd41a5e11046fb385c16c15597770b85e7c8f80a', 'tg.example.vn', 20788, 180, 120000, 'kg', NULL, NULL, '', 1796124244374);
INSERT INTO earlier.lot VALUES (2, 2, '\x9572002d', 2, 3, 'C01', 'P01', '02990001000018', '261201-02', 'N91N3GQ37', '\x109572002d0000000209de00b46fa6c710be5e3ee890a2644610d9b95304ddb6cfa219ceb48a75a81092570f27473db92605340bc459d7416bce579400cedb9aa014f05f9b952832c0ca9bae04', 'tg.example.vn', 20788, 180, 7000, 'kg', NULL, NULL, '', 1796124245399);
INSERT INTO earlier.lot_record VALUES (1, '{"certifications":@,"cooperative":@,"host":"tg.example.vn","issued_at":"2026-12-01T11:24:04.374Z","packed_on":"2026-12-01","place":null,"product":@,"quantity":"120","request_id":null,"shelf_life_days":180,"short_code":"N116NWTBF","unit":"kg"}', 1, 2, NULL, 3);
INSERT INTO earlier.lot_record VALUES (2, '{"certifications":@,"cooperative":@,"host":"tg.example.vn","issued_at":"2026-12-01T11:24:05.399Z","packed_on":"2026-12-01","place":null,"product":@,"quantity":"7","request_id":null,"shelf_life_days":180,"short_code":"N91N3GQ37","unit":"kg"}', 1, 2, NULL, 3);
INSERT INTO earlier.lot_record_part VALUES (1, '\xb90b3728d65e303f9f1f9761a68cba1866c560a166113f192a03238fad113a00', '[{"confidence":"confirmed","cooperative_id":"C01","criteria_version":null,"decision_no":null,"events":[],"gdti":null,"id":"K07","in_force_on_packing":false,"issued":{"first":"2023-01-01","last":"2023-06-30","precision":"announced"},"issuer":"UBND TP.HCM","issuer_level":"province","level":"3","note":"đợt 2022, lễ trao 30/06/2023, ngày quyết định chưa rõ","number":null,"product_id":"P01","sample":false,"scheme":"OCOP","source":"https://sohuutritue.net.vn/tphcm-don-nhan-them-39-san-pham-dat-chung-nhan-ocop-d168882.html","stated_end":null}]');
INSERT INTO earlier.lot_record_part VALUES (2, '\xa2aae1de5b451a947b6a46b1ea238541b739e446736526409571411159ba5ac0', '{"addresses":[{"commune":"xã Bình Khánh","confidence":null,"district":"huyện Cần Giờ","province":"TP.HCM","street":"310 đường Rừng Sác, ấp Bình Thuận","valid_from":null,"valid_until":"2025-07-01"},{"commune":"xã Bình Khánh","confidence":"confirmed","district":null,"province":"TP.HCM","street":"310 đường Rừng Sác, ấp Bình Thuận","valid_from":"2025-07-01","valid_until":null}],"area_ha":null,"confidence":"confirmed","founded":null,"gln":null,"gtin_prefixes":[],"id":"C01","members":25,"name":"Hợp tác xã Cần Giờ Tương Lai","note":"đặc sản thủy hải sản tươi, khô, lạnh","phone":"028 36203646","registration_no":null,"sample":false,"short_name":"HTX Cần Giờ Tương Lai","source":"seed text ; https://nongthon.vietnamtourism.gov.vn/?p=12320"}');
INSERT INTO earlier.lot_record_part VALUES (3, '\x7533a969aa004f8022c1e0778a75a6a0f9cec337eff037574d22ab28952e9593', '{"allergens":null,"allergens_en":null,"brand":null,"closed":false,"confidence":"confirmed","cooperative_id":"C01","group":"I.3.d","gtin":"02990001000018","id":"P01","ingredients":null,"ingredients_en":null,"label_name":null,"name":"Cá đù một nắng","name_en":"One-sun-dried croaker","net_content":"500 g","ocop_round_last_known":"2022","ocop_stars_last_known":3,"origin":null,"sample":true,"sample_fields":["gtin","net_content","shelf_life_days","storage_vi"],"shelf_life_days":180,"source":"https://sohuutritue.net.vn/tphcm-don-nhan-them-39-san-pham-dat-chung-nhan-ocop-d168882.html","standards":null,"storage":"Bảo quản -18°C","storage_en":null,"usage":null,"usage_en":null,"warnings":null,"warnings_en":null}');
INSERT INTO earlier.lot_without_labels VALUES ('C01', 2);
INSERT INTO earlier.lots_of_day VALUES (2, '02990001000018', 20788, 2);
INSERT INTO earlier.print_job VALUES (1, 1, 2, 4, 'roll-60x40-seal', 'e1c8ebaa4ec2e2c1acb1d36e1fd25f305d0de6c352adf0551b0cf9c539166bb9', 'item_seal', 1, 4, 4, 1796124246163, 300, 'vi', 1, 1, 1, 5000, '', '', '', '', NULL, 1, '', '');
INSERT INTO earlier.product VALUES ('P01', 21, 'C01', '02990001000018');
INSERT INTO earlier.realm VALUES (1, 'ocop.example.vn/test', 1);
INSERT INTO earlier.realm VALUES (2, 'ocop.example.vn', 0);
INSERT INTO earlier.record VALUES (1, 'cooperative', 'C01', 1, 1796124238938, '{"addresses":[{"commune":"xã Bình Khánh","confidence":null,"district":"huyện Cần Giờ","province":"TP.HCM","street":"310 đường Rừng Sác, ấp Bình Thuận","valid_from":null,"valid_until":"2025-07-01"},{"commune":"xã Bình Khánh","confidence":"confirmed","district":null,"province":"TP.HCM","street":"310 đường Rừng Sác, ấp Bình Thuận","valid_from":"2025-07-01","valid_until":null}],"area_ha":null,"confidence":"confirmed","founded":null,"gln":null,"gtin_prefixes":[],"id":"C01","members":25,"name":"Hợp tác xã Cần Giờ Tương Lai","note":"đặc sản thủy hải sản tươi, khô, lạnh","phone":"028 36203646","registration_no":null,"sample":false,"short_name":"HTX Cần Giờ Tương Lai","source":"seed text ; https://nongthon.vietnamtourism.gov.vn/?p=12320"}');
INSERT INTO earlier.record VALUES (21, 'product', 'P01', 1, 1796124239700, '{"allergens":null,"allergens_en":null,"brand":null,"closed":false,"confidence":"confirmed","cooperative_id":"C01","group":"I.3.d","gtin":"02990001000018","id":"P01","ingredients":null,"ingredients_en":null,"label_name":null,"name":"Cá đù một nắng","name_en":"One-sun-dried croaker","net_content":"500 g","ocop_round_last_known":"2022","ocop_stars_last_known":3,"origin":null,"sample":true,"sample_fields":["gtin","net_content","shelf_life_days","storage_vi"],"shelf_life_days":180,"source":"https://sohuutritue.net.vn/tphcm-don-nhan-them-39-san-pham-dat-chung-nhan-ocop-d168882.html","standards":null,"storage":"Bảo quản -18°C","storage_en":null,"usage":null,"usage_en":null,"warnings":null,"warnings_en":null}');
INSERT INTO earlier.schema_version VALUES (1, 31);
INSERT INTO earlier.trust_note VALUES ('roots', 1, '9d39b18313c83c7a6df1a0f00794d110ad434856eeb9e74d6e7e9735ae3fe855', '\x74656d676f632d726f6f74732f76310a7b227265616c6d223a226f636f702e6578616d706c652e766e222c2276657273696f6e223a312c227468726573686f6c64223a312c22726f6f7473223a5b7b226e616d65223a226f636f702e6578616d706c652e766e2f726f6f742f31222c226b6579223a2271584e41556b534668736f4436466d576c6c30694b52744a43354957546b3862766a6b453072696a47754d3d227d5d7d0a0ae28094206f636f702e6578616d706c652e766e2f726f6f742f31206d557765425733344262754e77617370455a506f614c364543347745316e57354c54633252664737507241735875596854357a4177507a6347504b4157444b7a6d504731566b374d64666f355174324c343449527142676e7377733d0a', 1796125292291, 1);
INSERT INTO earlier.trust_note VALUES ('trust_list', 2, 'a5246c0ec81e6687ee4af003095b28fe810eda70534d3f6f48859a052b2188b2', '\x74656d676f632d74727573742d6c6973742f76310a7b227265616c6d223a226f636f702e6578616d706c652e766e222c2276657273696f6e223a322c22726f6f745f76657273696f6e223a312c226973737565645f6174223a22323032362d31322d30315431313a32343a30322e3434335a222c22657870697265735f6174223a22323032372d31322d30315431313a32343a30322e3434335a222c226c6f675f6b6579223a226555657339666b637657617435574164422b65692f64687670783738343431434c73316f4e2f46443744733d222c226b657973223a5b7b226b6579223a2243464b796151476a55364a52595738623539397a785242784c4a644875707154397a6564684c72664d2b733d222c22737461747573223a2274657374222c22636f6f70657261746976655f6964223a22222c22636f6f70657261746976655f6e616d65223a22222c226774696e5f7072656669786573223a5b5d2c22686f737473223a5b2274656d676f632e696e76616c6964225d2c227061636b65645f66726f6d223a6e756c6c2c227061636b65645f756e74696c223a6e756c6c2c226375745f6174223a6e756c6c7d2c7b226b6579223a22376b59515a4f344c5854334e596d7130446d475838527034686730635830476c7a53514b66574f4e34616b3d222c22737461747573223a22616374697665222c22636f6f70657261746976655f6964223a22433031222c22636f6f70657261746976655f6e616d65223a2248e1bba3702074c3a1632078c3a32043e1baa76e204769e1bb9d2054c6b0c6a16e67204c6169222c226774696e5f7072656669786573223a5b2232393030303031222c22323939303030313030303031222c22323939303030313030303032222c22323939303030313030303033222c22323939303030313030303034222c22323939303030313030303035222c22323939303030313030303036222c22323939303030313030303037222c22323939303030313030303038225d2c22686f737473223a5b2274672e6578616d706c652e766e225d2c227061636b65645f66726f6d223a6e756c6c2c227061636b65645f756e74696c223a6e756c6c2c226375745f6174223a6e756c6c7d5d7d0a0ae28094206f636f702e6578616d706c652e766e2f726f6f742f31206d557765425667696f66466f5570746236467a5776564a4c467955337134683631422f755a6e3365367543484d6971624253556b31613230474d4d676648656549576a7a7a69454e484d69656f73634c514c686376736c564567413d0a', 1796125292291, 1);
INSERT INTO earlier.unconfirmed_job VALUES ('C01', 1);
ALTER TABLE ONLY earlier.act
    ADD CONSTRAINT act_pkey PRIMARY KEY (id);
ALTER TABLE ONLY earlier.bundle
    ADD CONSTRAINT bundle_pkey PRIMARY KEY (realm_id, leaf_index);
ALTER TABLE ONLY earlier.certification
    ADD CONSTRAINT certification_pkey PRIMARY KEY (id);
ALTER TABLE ONLY earlier.cooperative
    ADD CONSTRAINT cooperative_pkey PRIMARY KEY (id);
ALTER TABLE ONLY earlier.epcis_attribute
    ADD CONSTRAINT epcis_attribute_pkey PRIMARY KEY (id);
ALTER TABLE ONLY earlier.epcis_child
    ADD CONSTRAINT epcis_child_pkey PRIMARY KEY (parent, child);
ALTER TABLE ONLY earlier.epcis_document
    ADD CONSTRAINT epcis_document_name_key UNIQUE (name);
ALTER TABLE ONLY earlier.epcis_document
    ADD CONSTRAINT epcis_document_pkey PRIMARY KEY (id);
ALTER TABLE ONLY earlier.epcis_event
    ADD CONSTRAINT epcis_event_cooperative_id_event_id_declares_error_key UNIQUE (cooperative_id, event_id, declares_error);
ALTER TABLE ONLY earlier.epcis_event
    ADD CONSTRAINT epcis_event_pkey PRIMARY KEY (id);
ALTER TABLE ONLY earlier.epcis_number
    ADD CONSTRAINT epcis_number_pkey PRIMARY KEY (field_id, number, event_id);
ALTER TABLE ONLY earlier.epcis_prefix
    ADD CONSTRAINT epcis_prefix_pkey PRIMARY KEY (prefix, namespace);
ALTER TABLE ONLY earlier.epcis_query
    ADD CONSTRAINT epcis_query_cooperative_id_name_key UNIQUE (cooperative_id, name);
ALTER TABLE ONLY earlier.epcis_query
    ADD CONSTRAINT epcis_query_pkey PRIMARY KEY (id);
ALTER TABLE ONLY earlier.epcis_term
    ADD CONSTRAINT epcis_term_pkey PRIMARY KEY (field_id, value_id, event_time, event_id);
ALTER TABLE ONLY earlier.epcis_text
    ADD CONSTRAINT epcis_text_pkey PRIMARY KEY (id);
ALTER TABLE ONLY earlier.epcis_text
    ADD CONSTRAINT epcis_text_text_key UNIQUE (text);
ALTER TABLE ONLY earlier.erasure
    ADD CONSTRAINT erasure_pkey PRIMARY KEY (id);
ALTER TABLE ONLY earlier.erasure
    ADD CONSTRAINT erasure_what_subject_version_nth_key UNIQUE (what, subject, version, nth);
ALTER TABLE ONLY earlier.event_error
    ADD CONSTRAINT event_error_event_id_key UNIQUE (event_id);
ALTER TABLE ONLY earlier.event_error
    ADD CONSTRAINT event_error_pkey PRIMARY KEY (id);
ALTER TABLE ONLY earlier.event_lot
    ADD CONSTRAINT event_lot_pkey PRIMARY KEY (event_id, role, traced_lot_id);
ALTER TABLE ONLY earlier.event
    ADD CONSTRAINT event_pkey PRIMARY KEY (id);
ALTER TABLE ONLY earlier.event_unit
    ADD CONSTRAINT event_unit_name_key UNIQUE (name);
ALTER TABLE ONLY earlier.event_unit
    ADD CONSTRAINT event_unit_pkey PRIMARY KEY (id);
ALTER TABLE ONLY earlier.evidence
    ADD CONSTRAINT evidence_number_version_key UNIQUE (number, version);
ALTER TABLE ONLY earlier.evidence
    ADD CONSTRAINT evidence_pkey PRIMARY KEY (id);
ALTER TABLE ONLY earlier.gtin_block
    ADD CONSTRAINT gtin_block_cooperative_id_key UNIQUE (cooperative_id);
ALTER TABLE ONLY earlier.gtin_block
    ADD CONSTRAINT gtin_block_pkey PRIMARY KEY (block);
ALTER TABLE ONLY earlier.inspector
    ADD CONSTRAINT inspector_code_hash_key UNIQUE (code_hash);
ALTER TABLE ONLY earlier.inspector_key
    ADD CONSTRAINT inspector_key_pkey PRIMARY KEY (id);
ALTER TABLE ONLY earlier.inspector
    ADD CONSTRAINT inspector_pkey PRIMARY KEY (id);
ALTER TABLE ONLY earlier.issuer_key
    ADD CONSTRAINT issuer_key_id_realm_id_key UNIQUE (id, realm_id);
ALTER TABLE ONLY earlier.issuer_key
    ADD CONSTRAINT issuer_key_pkey PRIMARY KEY (id);
ALTER TABLE ONLY earlier.issuer_key
    ADD CONSTRAINT issuer_key_public_key_realm_id_key UNIQUE (public_key, realm_id);
ALTER TABLE ONLY earlier.issuer_key_status
    ADD CONSTRAINT issuer_key_status_pkey PRIMARY KEY (id);
ALTER TABLE ONLY earlier.job_of_cooperative
    ADD CONSTRAINT job_of_cooperative_pkey PRIMARY KEY (cooperative_id, job_id);
ALTER TABLE ONLY earlier.known_by_entry
    ADD CONSTRAINT known_by_entry_pkey PRIMARY KEY (realm_id, leaf_index);
ALTER TABLE ONLY earlier.label_host
    ADD CONSTRAINT label_host_pkey PRIMARY KEY (host);
ALTER TABLE ONLY earlier.label_template
    ADD CONSTRAINT label_template_pkey PRIMARY KEY (sha256);
ALTER TABLE ONLY earlier.letting_go
    ADD CONSTRAINT letting_go_pkey PRIMARY KEY (id);
ALTER TABLE ONLY earlier.link
    ADD CONSTRAINT link_pkey PRIMARY KEY (id);
ALTER TABLE ONLY earlier.listed_serial
    ADD CONSTRAINT listed_serial_pkey PRIMARY KEY (lot_id, serial);
ALTER TABLE ONLY earlier.log_entry
    ADD CONSTRAINT log_entry_pkey PRIMARY KEY (realm_id, leaf_index);
ALTER TABLE ONLY earlier.lot_cancellation
    ADD CONSTRAINT lot_cancellation_lot_id_key UNIQUE (lot_id);
ALTER TABLE ONLY earlier.lot_cancellation
    ADD CONSTRAINT lot_cancellation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY earlier.lot
    ADD CONSTRAINT lot_key_id_issue_number_key UNIQUE (key_id, issue_number);
ALTER TABLE ONLY earlier.lot
    ADD CONSTRAINT lot_pkey PRIMARY KEY (id);
ALTER TABLE ONLY earlier.lot
    ADD CONSTRAINT lot_realm_id_gtin_code_key UNIQUE (realm_id, gtin, code);
ALTER TABLE ONLY earlier.lot_record_part
    ADD CONSTRAINT lot_record_part_pkey PRIMARY KEY (id);
ALTER TABLE ONLY earlier.lot_record_part
    ADD CONSTRAINT lot_record_part_sha256_key UNIQUE (sha256);
ALTER TABLE ONLY earlier.lot_record
    ADD CONSTRAINT lot_record_pkey PRIMARY KEY (lot_id);
ALTER TABLE ONLY earlier.lot
    ADD CONSTRAINT lot_short_code_key UNIQUE (short_code);
ALTER TABLE ONLY earlier.lot_without_labels
    ADD CONSTRAINT lot_without_labels_lot_id_key UNIQUE (lot_id);
ALTER TABLE ONLY earlier.lot_without_labels
    ADD CONSTRAINT lot_without_labels_pkey PRIMARY KEY (cooperative_id, lot_id);
ALTER TABLE ONLY earlier.lots_of_day
    ADD CONSTRAINT lots_of_day_pkey PRIMARY KEY (realm_id, gtin, packed_on);
ALTER TABLE ONLY earlier.partner
    ADD CONSTRAINT partner_partner_id_version_key UNIQUE (partner_id, version);
ALTER TABLE ONLY earlier.partner
    ADD CONSTRAINT partner_pkey PRIMARY KEY (id);
ALTER TABLE ONLY earlier.place
    ADD CONSTRAINT place_pkey PRIMARY KEY (id);
ALTER TABLE ONLY earlier.print_job
    ADD CONSTRAINT print_job_pkey PRIMARY KEY (id);
ALTER TABLE ONLY earlier.print_outcome
    ADD CONSTRAINT print_outcome_pkey PRIMARY KEY (id);
ALTER TABLE ONLY earlier.printed_part
    ADD CONSTRAINT printed_part_pkey PRIMARY KEY (job_id, part);
ALTER TABLE ONLY earlier.printer_correction
    ADD CONSTRAINT printer_correction_pkey PRIMARY KEY (row_id);
ALTER TABLE ONLY earlier.printer
    ADD CONSTRAINT printer_pkey PRIMARY KEY (row_id);
ALTER TABLE ONLY earlier.product
    ADD CONSTRAINT product_gtin_key UNIQUE (gtin);
ALTER TABLE ONLY earlier.product
    ADD CONSTRAINT product_pkey PRIMARY KEY (id);
ALTER TABLE ONLY earlier.realm
    ADD CONSTRAINT realm_name_key UNIQUE (name);
ALTER TABLE ONLY earlier.realm
    ADD CONSTRAINT realm_pkey PRIMARY KEY (id);
ALTER TABLE ONLY earlier.recall
    ADD CONSTRAINT recall_pkey PRIMARY KEY (id);
ALTER TABLE ONLY earlier.recent_act
    ADD CONSTRAINT recent_act_pkey PRIMARY KEY (digest);
ALTER TABLE ONLY earlier.record
    ADD CONSTRAINT record_kind_record_id_version_key UNIQUE (kind, record_id, version);
ALTER TABLE ONLY earlier.record
    ADD CONSTRAINT record_pkey PRIMARY KEY (id);
ALTER TABLE ONLY earlier.report_answer
    ADD CONSTRAINT report_answer_pkey PRIMARY KEY (id);
ALTER TABLE ONLY earlier.report
    ADD CONSTRAINT report_day_label_message_place_key UNIQUE (day, label, message, place);
ALTER TABLE ONLY earlier.report
    ADD CONSTRAINT report_day_nth_key UNIQUE (day, nth);
ALTER TABLE ONLY earlier.report
    ADD CONSTRAINT report_pkey PRIMARY KEY (id);
ALTER TABLE ONLY earlier.roll_code
    ADD CONSTRAINT roll_code_pkey PRIMARY KEY (serial);
ALTER TABLE ONLY earlier.roll
    ADD CONSTRAINT roll_pkey PRIMARY KEY (id);
ALTER TABLE ONLY earlier.roll_range
    ADD CONSTRAINT roll_range_pkey PRIMARY KEY (id);
ALTER TABLE ONLY earlier.scan_alarm
    ADD CONSTRAINT scan_alarm_pkey PRIMARY KEY (day, kind, gtin, lot);
ALTER TABLE ONLY earlier.scan_day
    ADD CONSTRAINT scan_day_pkey PRIMARY KEY (day, lot_id, serial, place);
ALTER TABLE ONLY earlier.scan
    ADD CONSTRAINT scan_pkey PRIMARY KEY (lot_id, serial, place);
ALTER TABLE ONLY earlier.schema_version
    ADD CONSTRAINT schema_version_pkey PRIMARY KEY (only_row);
ALTER TABLE ONLY earlier.spent_number
    ADD CONSTRAINT spent_number_pkey PRIMARY KEY (what, subject);
ALTER TABLE ONLY earlier.template_version
    ADD CONSTRAINT template_version_pkey PRIMARY KEY (id);
ALTER TABLE ONLY earlier.template_version
    ADD CONSTRAINT template_version_template_number_key UNIQUE (template, number);
ALTER TABLE ONLY earlier.traced_lot
    ADD CONSTRAINT traced_lot_kind_owner_code_key UNIQUE (kind, owner, code);
ALTER TABLE ONLY earlier.traced_lot
    ADD CONSTRAINT traced_lot_lot_id_key UNIQUE (lot_id);
ALTER TABLE ONLY earlier.traced_lot
    ADD CONSTRAINT traced_lot_pkey PRIMARY KEY (id);
ALTER TABLE ONLY earlier.trust_note
    ADD CONSTRAINT trust_note_pkey PRIMARY KEY (kind, version);
ALTER TABLE ONLY earlier.unconfirmed_job
    ADD CONSTRAINT unconfirmed_job_job_id_key UNIQUE (job_id);
ALTER TABLE ONLY earlier.unconfirmed_job
    ADD CONSTRAINT unconfirmed_job_pkey PRIMARY KEY (cooperative_id, job_id);
ALTER TABLE ONLY earlier.used_sheet
    ADD CONSTRAINT used_sheet_pkey PRIMARY KEY (printer_id, stock);
ALTER TABLE ONLY earlier.visit
    ADD CONSTRAINT visit_inspector_id_visit_id_key UNIQUE (inspector_id, visit_id);
ALTER TABLE ONLY earlier.visit
    ADD CONSTRAINT visit_pkey PRIMARY KEY (id);
ALTER TABLE ONLY earlier.visit
    ADD CONSTRAINT visit_receipt_key UNIQUE (receipt);
ALTER TABLE ONLY earlier.visit_summary
    ADD CONSTRAINT visit_summary_pkey PRIMARY KEY (visit);
ALTER TABLE ONLY earlier.visit_verdict
    ADD CONSTRAINT visit_verdict_pkey PRIMARY KEY (visit, verdict);
ALTER TABLE ONLY earlier.void_range
    ADD CONSTRAINT void_range_pkey PRIMARY KEY (id);
CREATE INDEX act_by_cooperative ON earlier.act USING btree (cooperative_id, id);
CREATE INDEX act_by_kind ON earlier.act USING btree (kind, id);
CREATE INDEX act_by_time ON earlier.act USING btree (at);
CREATE UNIQUE INDEX certification_by_gdti ON earlier.certification USING btree (gdti) WHERE (gdti IS NOT NULL);
CREATE INDEX certification_by_product ON earlier.certification USING btree (product_id) WHERE (product_id IS NOT NULL);
CREATE INDEX certification_by_subject ON earlier.certification USING btree (cooperative_id, product_id);
CREATE UNIQUE INDEX cooperative_by_gln ON earlier.cooperative USING btree (gln) WHERE (gln IS NOT NULL);
CREATE INDEX epcis_attribute_by_element ON earlier.epcis_attribute USING btree (element, name, document_id);
CREATE INDEX epcis_attribute_by_name ON earlier.epcis_attribute USING btree (name, value, element);
CREATE INDEX epcis_attribute_of_document ON earlier.epcis_attribute USING btree (document_id);
CREATE INDEX epcis_event_by_record ON earlier.epcis_event USING btree (record_time, id);
CREATE INDEX epcis_event_by_time ON earlier.epcis_event USING btree (event_time, id);
CREATE INDEX epcis_event_of_document ON earlier.epcis_event USING btree (document_id) WHERE (document_id IS NOT NULL);
CREATE INDEX epcis_event_of_own ON earlier.epcis_event USING btree (own_event_id, declares_error) WHERE (own_event_id IS NOT NULL);
CREATE INDEX event_by_place ON earlier.event USING btree (place_id, kind, happened_at) WHERE (place_id IS NOT NULL);
CREATE INDEX event_by_time ON earlier.event USING btree (happened_at);
CREATE INDEX event_lot_by_lot ON earlier.event_lot USING btree (traced_lot_id, role);
CREATE INDEX evidence_by_file ON earlier.evidence USING btree (file);
CREATE INDEX evidence_by_subject ON earlier.evidence USING btree (subject);
CREATE INDEX issuer_key_status_by_key ON earlier.issuer_key_status USING btree (key_id);
CREATE INDEX known_by_entry_code ON earlier.known_by_entry USING btree (realm_id, gtin, code) WHERE (kind = 'lot'::text);
CREATE INDEX known_by_entry_number ON earlier.known_by_entry USING btree (key_id, issue_number) WHERE (kind = 'lot'::text);
CREATE INDEX known_by_entry_row ON earlier.known_by_entry USING btree (kind, row_id) WHERE (row_id IS NOT NULL);
CREATE INDEX link_by_subject ON earlier.link USING btree (ai, value, lot, serial) WHERE (removed_at IS NULL);
CREATE INDEX link_removed ON earlier.link USING btree (removed_at) WHERE (removed_at IS NOT NULL);
CREATE UNIQUE INDEX listed_serial_by_job ON earlier.listed_serial USING btree (job_id, "position");
CREATE INDEX lot_by_cooperative ON earlier.lot USING btree (cooperative_id, packed_on);
CREATE INDEX lot_by_day ON earlier.lot USING btree (packed_on);
CREATE INDEX lot_by_entry ON earlier.lot USING btree (realm_id, leaf_index);
CREATE INDEX lot_by_issue ON earlier.lot USING btree (issued_at, realm_id, cooperative_id);
CREATE INDEX lot_by_product ON earlier.lot USING btree (product_id, packed_on);
CREATE UNIQUE INDEX lot_by_request ON earlier.lot USING btree (realm_id, request_id) WHERE (request_id IS NOT NULL);
CREATE INDEX partner_by_gln ON earlier.partner USING btree (gln) WHERE (gln IS NOT NULL);
CREATE INDEX place_by_cooperative ON earlier.place USING btree (cooperative_id);
CREATE UNIQUE INDEX place_by_gln ON earlier.place USING btree (gln) WHERE (gln IS NOT NULL);
CREATE INDEX print_job_by_first ON earlier.print_job USING btree (reprint_of) WHERE (reprint_of IS NOT NULL);
CREATE INDEX print_job_by_serial ON earlier.print_job USING btree (lot_id, last_serial);
CREATE INDEX print_outcome_by_job ON earlier.print_outcome USING btree (job_id);
CREATE INDEX printer_by_id ON earlier.printer USING btree (id);
CREATE INDEX printer_correction_by_subject ON earlier.printer_correction USING btree (printer_id, stock);
CREATE INDEX product_by_cooperative ON earlier.product USING btree (cooperative_id);
CREATE INDEX recall_by_cooperative ON earlier.recall USING btree (cooperative_id) WHERE (cooperative_id IS NOT NULL);
CREATE INDEX recall_by_lot ON earlier.recall USING btree (lot_id) WHERE (lot_id IS NOT NULL);
CREATE INDEX recall_by_product ON earlier.recall USING btree (product_id) WHERE (product_id IS NOT NULL);
CREATE INDEX recent_act_by_time ON earlier.recent_act USING btree (at);
CREATE INDEX report_answer_by_report ON earlier.report_answer USING btree (report_id);
CREATE INDEX report_by_lot ON earlier.report USING btree (lot_id) WHERE (lot_id IS NOT NULL);
CREATE INDEX roll_by_cooperative ON earlier.roll USING btree (cooperative_id, id);
CREATE UNIQUE INDEX roll_by_entry ON earlier.roll USING btree (realm_id, leaf_index);
CREATE INDEX roll_by_host ON earlier.roll USING btree (realm_id, host);
CREATE INDEX roll_by_product ON earlier.roll USING btree (product_id);
CREATE UNIQUE INDEX roll_code_by_position ON earlier.roll_code USING btree (roll_id, "position");
CREATE UNIQUE INDEX roll_range_by_last ON earlier.roll_range USING btree (roll_id, last);
CREATE INDEX roll_range_by_lot ON earlier.roll_range USING btree (lot_id) WHERE (lot_id IS NOT NULL);
CREATE INDEX scan_day_by_lot ON earlier.scan_day USING btree (lot_id, day);
CREATE INDEX void_range_by_listed ON earlier.void_range USING btree (lot_id, listed_serial) WHERE (listed_serial IS NOT NULL);
CREATE INDEX void_range_by_serial ON earlier.void_range USING btree (lot_id, last) WHERE (listed_serial IS NULL);
CREATE TRIGGER act_is_numbered BEFORE INSERT ON earlier.act FOR EACH ROW WHEN ((new.id IS NULL)) EXECUTE FUNCTION earlier.number_row('id');
CREATE TRIGGER act_remains BEFORE DELETE ON earlier.act FOR EACH ROW EXECUTE FUNCTION earlier.refuse_unless_let_go('an act is final');
CREATE TRIGGER act_stays BEFORE UPDATE ON earlier.act FOR EACH ROW EXECUTE FUNCTION earlier.refuse_unless_let_go('an act is final');
CREATE TRIGGER bundle_remains BEFORE DELETE ON earlier.bundle FOR EACH ROW EXECUTE FUNCTION earlier.refuse_change('a bundle is final');
CREATE TRIGGER bundle_stays BEFORE UPDATE ON earlier.bundle FOR EACH ROW EXECUTE FUNCTION earlier.refuse_change('a bundle is final');
CREATE TRIGGER epcis_attribute_is_numbered BEFORE INSERT ON earlier.epcis_attribute FOR EACH ROW WHEN ((new.id IS NULL)) EXECUTE FUNCTION earlier.number_row('id');
CREATE TRIGGER epcis_document_is_numbered BEFORE INSERT ON earlier.epcis_document FOR EACH ROW WHEN ((new.id IS NULL)) EXECUTE FUNCTION earlier.number_row('id');
CREATE TRIGGER epcis_document_remains BEFORE DELETE ON earlier.epcis_document FOR EACH ROW EXECUTE FUNCTION earlier.refuse_unless_let_go('a document is final');
CREATE TRIGGER epcis_document_stays BEFORE UPDATE ON earlier.epcis_document FOR EACH ROW EXECUTE FUNCTION earlier.refuse_change('a document is final');
CREATE TRIGGER epcis_event_is_numbered BEFORE INSERT ON earlier.epcis_event FOR EACH ROW WHEN ((new.id IS NULL)) EXECUTE FUNCTION earlier.number_row('id');
CREATE TRIGGER epcis_event_remains BEFORE DELETE ON earlier.epcis_event FOR EACH ROW EXECUTE FUNCTION earlier.refuse_unless_let_go('an event is final');
CREATE TRIGGER epcis_event_stays BEFORE UPDATE ON earlier.epcis_event FOR EACH ROW EXECUTE FUNCTION earlier.refuse_unless_let_go('an event is final');
CREATE TRIGGER epcis_query_is_numbered BEFORE INSERT ON earlier.epcis_query FOR EACH ROW WHEN ((new.id IS NULL)) EXECUTE FUNCTION earlier.number_row('id');
CREATE TRIGGER epcis_text_is_numbered BEFORE INSERT ON earlier.epcis_text FOR EACH ROW WHEN ((new.id IS NULL)) EXECUTE FUNCTION earlier.number_row('id');
CREATE TRIGGER erasure_is_numbered BEFORE INSERT ON earlier.erasure FOR EACH ROW WHEN ((new.id IS NULL)) EXECUTE FUNCTION earlier.number_row('id');
CREATE TRIGGER erasure_remains BEFORE DELETE ON earlier.erasure FOR EACH ROW EXECUTE FUNCTION earlier.refuse_change('an erasure is final');
CREATE TRIGGER erasure_stays BEFORE UPDATE ON earlier.erasure FOR EACH ROW EXECUTE FUNCTION earlier.refuse_change('an erasure is final');
CREATE TRIGGER event_error_is_numbered BEFORE INSERT ON earlier.event_error FOR EACH ROW WHEN ((new.id IS NULL)) EXECUTE FUNCTION earlier.number_row('id');
CREATE TRIGGER event_error_remains BEFORE DELETE ON earlier.event_error FOR EACH ROW EXECUTE FUNCTION earlier.refuse_change('an error declaration is final');
CREATE TRIGGER event_error_stays BEFORE UPDATE ON earlier.event_error FOR EACH ROW EXECUTE FUNCTION earlier.refuse_change('an error declaration is final');
CREATE TRIGGER event_is_numbered BEFORE INSERT ON earlier.event FOR EACH ROW WHEN ((new.id IS NULL)) EXECUTE FUNCTION earlier.number_row('id');
CREATE TRIGGER event_lot_remains BEFORE DELETE ON earlier.event_lot FOR EACH ROW EXECUTE FUNCTION earlier.refuse_change('an event is final');
CREATE TRIGGER event_lot_stays BEFORE UPDATE ON earlier.event_lot FOR EACH ROW EXECUTE FUNCTION earlier.refuse_change('an event is final');
CREATE TRIGGER event_remains BEFORE DELETE ON earlier.event FOR EACH ROW EXECUTE FUNCTION earlier.refuse_change('an event is final');
CREATE TRIGGER event_stays BEFORE UPDATE ON earlier.event FOR EACH ROW EXECUTE FUNCTION earlier.refuse_unless_let_go('an event is final');
CREATE TRIGGER event_unit_is_numbered BEFORE INSERT ON earlier.event_unit FOR EACH ROW WHEN ((new.id IS NULL)) EXECUTE FUNCTION earlier.number_row('id');
CREATE TRIGGER evidence_is_numbered BEFORE INSERT ON earlier.evidence FOR EACH ROW WHEN ((new.id IS NULL)) EXECUTE FUNCTION earlier.number_row('id');
CREATE TRIGGER evidence_remains BEFORE DELETE ON earlier.evidence FOR EACH ROW EXECUTE FUNCTION earlier.refuse_change('a version of evidence is final');
CREATE TRIGGER evidence_stays BEFORE UPDATE ON earlier.evidence FOR EACH ROW EXECUTE FUNCTION earlier.refuse_unless_let_go('a version of evidence is final');
CREATE TRIGGER inspector_is_numbered BEFORE INSERT ON earlier.inspector FOR EACH ROW WHEN ((new.id IS NULL)) EXECUTE FUNCTION earlier.number_row('id');
CREATE TRIGGER inspector_remains BEFORE DELETE ON earlier.inspector FOR EACH ROW EXECUTE FUNCTION earlier.refuse_unless_let_go('an enrolment is final');
CREATE TRIGGER inspector_revoked_once BEFORE UPDATE OF revoked_at ON earlier.inspector FOR EACH ROW WHEN ((old.revoked_at IS NOT NULL)) EXECUTE FUNCTION earlier.refuse_change('an enrolment is revoked once');
CREATE TRIGGER inspector_stays BEFORE UPDATE OF id, name, code_hash, added_at, expires_at ON earlier.inspector FOR EACH ROW EXECUTE FUNCTION earlier.refuse_unless_let_go('an enrolment is final');
CREATE TRIGGER issuer_key_remains BEFORE DELETE ON earlier.issuer_key FOR EACH ROW EXECUTE FUNCTION earlier.refuse_change('an issuer key is final');
CREATE TRIGGER issuer_key_status_is_numbered BEFORE INSERT ON earlier.issuer_key_status FOR EACH ROW WHEN ((new.id IS NULL)) EXECUTE FUNCTION earlier.number_row('id');
CREATE TRIGGER issuer_key_status_remains BEFORE DELETE ON earlier.issuer_key_status FOR EACH ROW EXECUTE FUNCTION earlier.refuse_change('a key status is final');
CREATE TRIGGER issuer_key_status_stays BEFORE UPDATE ON earlier.issuer_key_status FOR EACH ROW EXECUTE FUNCTION earlier.refuse_change('a key status is final');
CREATE TRIGGER issuer_key_stays BEFORE UPDATE ON earlier.issuer_key FOR EACH ROW EXECUTE FUNCTION earlier.refuse_change('an issuer key is final');
CREATE TRIGGER job_has_an_outcome AFTER INSERT ON earlier.print_outcome FOR EACH ROW WHEN ((new.kind <> 'voided'::text)) EXECUTE FUNCTION earlier.job_has_an_outcome();
CREATE TRIGGER job_was_printed AFTER INSERT ON earlier.print_job FOR EACH ROW EXECUTE FUNCTION earlier.job_was_printed();
CREATE TRIGGER known_by_entry_remains BEFORE DELETE ON earlier.known_by_entry FOR EACH ROW EXECUTE FUNCTION earlier.refuse_change('what a restore took back is final');
CREATE TRIGGER label_host_remains BEFORE DELETE ON earlier.label_host FOR EACH ROW EXECUTE FUNCTION earlier.refuse_change('a label host is final');
CREATE TRIGGER label_host_stays BEFORE UPDATE ON earlier.label_host FOR EACH ROW EXECUTE FUNCTION earlier.refuse_change('a label host is final');
CREATE TRIGGER label_template_remains BEFORE DELETE ON earlier.label_template FOR EACH ROW EXECUTE FUNCTION earlier.refuse_change('a used template is final');
CREATE TRIGGER label_template_stays BEFORE UPDATE ON earlier.label_template FOR EACH ROW EXECUTE FUNCTION earlier.refuse_change('a used template is final');
CREATE TRIGGER link_is_numbered BEFORE INSERT ON earlier.link FOR EACH ROW WHEN ((new.id IS NULL)) EXECUTE FUNCTION earlier.number_row('id');
CREATE TRIGGER link_is_removed_once BEFORE UPDATE OF removed_at ON earlier.link FOR EACH ROW WHEN ((old.removed_at IS NOT NULL)) EXECUTE FUNCTION earlier.refuse_change('a removal is final');
CREATE TRIGGER link_remains BEFORE DELETE ON earlier.link FOR EACH ROW EXECUTE FUNCTION earlier.refuse_change('a link is final');
CREATE TRIGGER link_stays BEFORE UPDATE OF id, ai, value, lot, serial, type, url, body, at ON earlier.link FOR EACH ROW EXECUTE FUNCTION earlier.refuse_change('a link is final');
CREATE TRIGGER listed_serial_remains BEFORE DELETE ON earlier.listed_serial FOR EACH ROW EXECUTE FUNCTION earlier.refuse_change('a listed serial is final');
CREATE TRIGGER listed_serial_stays BEFORE UPDATE ON earlier.listed_serial FOR EACH ROW EXECUTE FUNCTION earlier.refuse_change('a listed serial is final');
CREATE TRIGGER log_entry_remains BEFORE DELETE ON earlier.log_entry FOR EACH ROW EXECUTE FUNCTION earlier.refuse_change('a log entry is final');
CREATE TRIGGER log_entry_stays BEFORE UPDATE ON earlier.log_entry FOR EACH ROW EXECUTE FUNCTION earlier.refuse_change('a log entry is final');
CREATE TRIGGER lot_cancellation_is_numbered BEFORE INSERT ON earlier.lot_cancellation FOR EACH ROW WHEN ((new.id IS NULL)) EXECUTE FUNCTION earlier.number_row('id');
CREATE TRIGGER lot_cancellation_remains BEFORE DELETE ON earlier.lot_cancellation FOR EACH ROW EXECUTE FUNCTION earlier.refuse_change('a cancelled lot is final');
CREATE TRIGGER lot_cancellation_stays BEFORE UPDATE ON earlier.lot_cancellation FOR EACH ROW EXECUTE FUNCTION earlier.refuse_change('a cancelled lot is final');
CREATE TRIGGER lot_record_part_is_numbered BEFORE INSERT ON earlier.lot_record_part FOR EACH ROW WHEN ((new.id IS NULL)) EXECUTE FUNCTION earlier.number_row('id');
CREATE TRIGGER lot_record_part_remains BEFORE DELETE ON earlier.lot_record_part FOR EACH ROW EXECUTE FUNCTION earlier.refuse_change('a part of lots'' records is final');
CREATE TRIGGER lot_record_part_stays BEFORE UPDATE ON earlier.lot_record_part FOR EACH ROW EXECUTE FUNCTION earlier.refuse_change('a part of lots'' records is final');
CREATE TRIGGER lot_record_remains BEFORE DELETE ON earlier.lot_record FOR EACH ROW EXECUTE FUNCTION earlier.refuse_change('a lot''s record is final');
CREATE TRIGGER lot_record_stays BEFORE UPDATE ON earlier.lot_record FOR EACH ROW EXECUTE FUNCTION earlier.refuse_change('a lot''s record is final');
CREATE TRIGGER lot_remains BEFORE DELETE ON earlier.lot FOR EACH ROW EXECUTE FUNCTION earlier.refuse_change('a lot is final');
CREATE TRIGGER lot_stays BEFORE UPDATE ON earlier.lot FOR EACH ROW EXECUTE FUNCTION earlier.refuse_change('a lot is final');
CREATE TRIGGER lot_was_cancelled AFTER INSERT ON earlier.lot_cancellation FOR EACH ROW EXECUTE FUNCTION earlier.lot_was_cancelled();
CREATE TRIGGER lot_was_issued AFTER INSERT ON earlier.lot FOR EACH ROW EXECUTE FUNCTION earlier.lot_was_issued();
CREATE TRIGGER partner_is_numbered BEFORE INSERT ON earlier.partner FOR EACH ROW WHEN ((new.id IS NULL)) EXECUTE FUNCTION earlier.number_row('id');
CREATE TRIGGER partner_remains BEFORE DELETE ON earlier.partner FOR EACH ROW EXECUTE FUNCTION earlier.refuse_change('a partner version is final');
CREATE TRIGGER partner_stays BEFORE UPDATE ON earlier.partner FOR EACH ROW EXECUTE FUNCTION earlier.refuse_unless_let_go('a partner version is final');
CREATE TRIGGER print_job_is_numbered BEFORE INSERT ON earlier.print_job FOR EACH ROW WHEN ((new.id IS NULL)) EXECUTE FUNCTION earlier.number_row('id');
CREATE TRIGGER print_job_remains BEFORE DELETE ON earlier.print_job FOR EACH ROW EXECUTE FUNCTION earlier.refuse_change('a print job is final');
CREATE TRIGGER print_job_stays BEFORE UPDATE ON earlier.print_job FOR EACH ROW EXECUTE FUNCTION earlier.refuse_change('a print job is final');
CREATE TRIGGER print_outcome_is_numbered BEFORE INSERT ON earlier.print_outcome FOR EACH ROW WHEN ((new.id IS NULL)) EXECUTE FUNCTION earlier.number_row('id');
CREATE TRIGGER print_outcome_remains BEFORE DELETE ON earlier.print_outcome FOR EACH ROW EXECUTE FUNCTION earlier.refuse_change('a print outcome is final');
CREATE TRIGGER print_outcome_stays BEFORE UPDATE ON earlier.print_outcome FOR EACH ROW EXECUTE FUNCTION earlier.refuse_unless_let_go('a print outcome is final');
CREATE TRIGGER printed_part_remains BEFORE DELETE ON earlier.printed_part FOR EACH ROW EXECUTE FUNCTION earlier.refuse_change('a printed part is final');
CREATE TRIGGER printed_part_stays BEFORE UPDATE ON earlier.printed_part FOR EACH ROW EXECUTE FUNCTION earlier.refuse_change('a printed part is final');
CREATE TRIGGER printer_correction_is_numbered BEFORE INSERT ON earlier.printer_correction FOR EACH ROW WHEN ((new.row_id IS NULL)) EXECUTE FUNCTION earlier.number_row('row_id');
CREATE TRIGGER printer_is_numbered BEFORE INSERT ON earlier.printer FOR EACH ROW WHEN ((new.row_id IS NULL)) EXECUTE FUNCTION earlier.number_row('row_id');
CREATE TRIGGER realm_is_numbered BEFORE INSERT ON earlier.realm FOR EACH ROW WHEN ((new.id IS NULL)) EXECUTE FUNCTION earlier.number_row('id');
CREATE TRIGGER recall_is_numbered BEFORE INSERT ON earlier.recall FOR EACH ROW WHEN ((new.id IS NULL)) EXECUTE FUNCTION earlier.number_row('id');
CREATE TRIGGER recall_remains BEFORE DELETE ON earlier.recall FOR EACH ROW EXECUTE FUNCTION earlier.refuse_change('a recall is final');
CREATE TRIGGER recall_stays BEFORE UPDATE ON earlier.recall FOR EACH ROW EXECUTE FUNCTION earlier.refuse_change('a recall is final');
CREATE TRIGGER record_is_numbered BEFORE INSERT ON earlier.record FOR EACH ROW WHEN ((new.id IS NULL)) EXECUTE FUNCTION earlier.number_row('id');
CREATE TRIGGER record_remains BEFORE DELETE ON earlier.record FOR EACH ROW EXECUTE FUNCTION earlier.refuse_change('a record version is final');
CREATE TRIGGER record_stays BEFORE UPDATE ON earlier.record FOR EACH ROW EXECUTE FUNCTION earlier.refuse_change('a record version is final');
CREATE TRIGGER report_answer_is_numbered BEFORE INSERT ON earlier.report_answer FOR EACH ROW WHEN ((new.id IS NULL)) EXECUTE FUNCTION earlier.number_row('id');
CREATE TRIGGER report_answer_remains BEFORE DELETE ON earlier.report_answer FOR EACH ROW EXECUTE FUNCTION earlier.refuse_unless_let_go('an answer is final');
CREATE TRIGGER report_answer_stays BEFORE UPDATE ON earlier.report_answer FOR EACH ROW EXECUTE FUNCTION earlier.refuse_unless_let_go('an answer is final');
CREATE TRIGGER report_is_numbered BEFORE INSERT ON earlier.report FOR EACH ROW WHEN ((new.id IS NULL)) EXECUTE FUNCTION earlier.number_row('id');
CREATE TRIGGER report_remains BEFORE DELETE ON earlier.report FOR EACH ROW EXECUTE FUNCTION earlier.refuse_unless_let_go('a report is final');
CREATE TRIGGER report_stays BEFORE UPDATE ON earlier.report FOR EACH ROW EXECUTE FUNCTION earlier.refuse_unless_let_go('a report is final');
CREATE TRIGGER roll_code_remains BEFORE DELETE ON earlier.roll_code FOR EACH ROW EXECUTE FUNCTION earlier.refuse_change('a code of a roll is final');
CREATE TRIGGER roll_code_stays BEFORE UPDATE ON earlier.roll_code FOR EACH ROW EXECUTE FUNCTION earlier.refuse_change('a code of a roll is final');
CREATE TRIGGER roll_codes_are_given_once BEFORE INSERT ON earlier.roll_range FOR EACH ROW EXECUTE FUNCTION earlier.codes_are_given();
CREATE TRIGGER roll_labels_its_lot AFTER INSERT ON earlier.roll_range FOR EACH ROW WHEN ((new.lot_id IS NOT NULL)) EXECUTE FUNCTION earlier.roll_labels_a_lot();
CREATE TRIGGER roll_range_remains BEFORE DELETE ON earlier.roll_range FOR EACH ROW EXECUTE FUNCTION earlier.refuse_change('a range of a roll is final');
CREATE TRIGGER roll_range_stays BEFORE UPDATE ON earlier.roll_range FOR EACH ROW EXECUTE FUNCTION earlier.refuse_change('a range of a roll is final');
CREATE TRIGGER roll_remains BEFORE DELETE ON earlier.roll FOR EACH ROW EXECUTE FUNCTION earlier.refuse_change('a roll is final');
CREATE TRIGGER roll_stays BEFORE UPDATE ON earlier.roll FOR EACH ROW EXECUTE FUNCTION earlier.refuse_change('a roll is final');
CREATE TRIGGER spent_number_only_rises BEFORE UPDATE ON earlier.spent_number FOR EACH ROW WHEN ((new.up_to < old.up_to)) EXECUTE FUNCTION earlier.refuse_change('a spent number is final');
CREATE TRIGGER spent_number_remains BEFORE DELETE ON earlier.spent_number FOR EACH ROW EXECUTE FUNCTION earlier.refuse_change('a spent number is final');
CREATE TRIGGER template_version_is_numbered BEFORE INSERT ON earlier.template_version FOR EACH ROW WHEN ((new.id IS NULL)) EXECUTE FUNCTION earlier.number_row('id');
CREATE TRIGGER template_version_remains BEFORE DELETE ON earlier.template_version FOR EACH ROW EXECUTE FUNCTION earlier.refuse_change('a saved template is final');
CREATE TRIGGER template_version_stays BEFORE UPDATE ON earlier.template_version FOR EACH ROW EXECUTE FUNCTION earlier.refuse_change('a saved template is final');
CREATE TRIGGER traced_lot_is_numbered BEFORE INSERT ON earlier.traced_lot FOR EACH ROW WHEN ((new.id IS NULL)) EXECUTE FUNCTION earlier.number_row('id');
CREATE TRIGGER traced_lot_remains BEFORE DELETE ON earlier.traced_lot FOR EACH ROW EXECUTE FUNCTION earlier.refuse_change('the name of a lot is final');
CREATE TRIGGER traced_lot_stays BEFORE UPDATE ON earlier.traced_lot FOR EACH ROW EXECUTE FUNCTION earlier.refuse_change('the name of a lot is final');
CREATE TRIGGER trust_note_remains BEFORE DELETE ON earlier.trust_note FOR EACH ROW EXECUTE FUNCTION earlier.refuse_change('a trust note is final');
CREATE TRIGGER trust_note_stays BEFORE UPDATE ON earlier.trust_note FOR EACH ROW EXECUTE FUNCTION earlier.refuse_change('a trust note is final');
CREATE TRIGGER visit_is_numbered BEFORE INSERT ON earlier.visit FOR EACH ROW WHEN ((new.id IS NULL)) EXECUTE FUNCTION earlier.number_row('id');
CREATE TRIGGER visit_remains BEFORE DELETE ON earlier.visit FOR EACH ROW EXECUTE FUNCTION earlier.refuse_unless_let_go('a visit is final');
CREATE TRIGGER visit_stays BEFORE UPDATE ON earlier.visit FOR EACH ROW EXECUTE FUNCTION earlier.refuse_unless_let_go('a visit is final');
CREATE TRIGGER void_range_is_numbered BEFORE INSERT ON earlier.void_range FOR EACH ROW WHEN ((new.id IS NULL)) EXECUTE FUNCTION earlier.number_row('id');
CREATE TRIGGER void_range_remains BEFORE DELETE ON earlier.void_range FOR EACH ROW EXECUTE FUNCTION earlier.refuse_change('a void is final');
CREATE TRIGGER void_range_stays BEFORE UPDATE ON earlier.void_range FOR EACH ROW EXECUTE FUNCTION earlier.refuse_change('a void is final');
ALTER TABLE ONLY earlier.bundle
    ADD CONSTRAINT bundle_realm_id_leaf_index_fkey FOREIGN KEY (realm_id, leaf_index) REFERENCES earlier.log_entry(realm_id, leaf_index);
ALTER TABLE ONLY earlier.certification
    ADD CONSTRAINT certification_cooperative_id_fkey FOREIGN KEY (cooperative_id) REFERENCES earlier.cooperative(id);
ALTER TABLE ONLY earlier.certification
    ADD CONSTRAINT certification_product_id_fkey FOREIGN KEY (product_id) REFERENCES earlier.product(id);
ALTER TABLE ONLY earlier.certification
    ADD CONSTRAINT certification_record_fkey FOREIGN KEY (record) REFERENCES earlier.record(id);
ALTER TABLE ONLY earlier.cooperative
    ADD CONSTRAINT cooperative_record_fkey FOREIGN KEY (record) REFERENCES earlier.record(id);
ALTER TABLE ONLY earlier.epcis_attribute
    ADD CONSTRAINT epcis_attribute_document_id_fkey FOREIGN KEY (document_id) REFERENCES earlier.epcis_document(id);
ALTER TABLE ONLY earlier.epcis_event
    ADD CONSTRAINT epcis_event_document_id_fkey FOREIGN KEY (document_id) REFERENCES earlier.epcis_document(id);
ALTER TABLE ONLY earlier.epcis_event
    ADD CONSTRAINT epcis_event_own_event_id_fkey FOREIGN KEY (own_event_id) REFERENCES earlier.event(id);
ALTER TABLE ONLY earlier.epcis_number
    ADD CONSTRAINT epcis_number_event_id_fkey FOREIGN KEY (event_id) REFERENCES earlier.epcis_event(id);
ALTER TABLE ONLY earlier.epcis_number
    ADD CONSTRAINT epcis_number_field_id_fkey FOREIGN KEY (field_id) REFERENCES earlier.epcis_text(id);
ALTER TABLE ONLY earlier.epcis_term
    ADD CONSTRAINT epcis_term_event_id_fkey FOREIGN KEY (event_id) REFERENCES earlier.epcis_event(id);
ALTER TABLE ONLY earlier.epcis_term
    ADD CONSTRAINT epcis_term_field_id_fkey FOREIGN KEY (field_id) REFERENCES earlier.epcis_text(id);
ALTER TABLE ONLY earlier.epcis_term
    ADD CONSTRAINT epcis_term_value_id_fkey FOREIGN KEY (value_id) REFERENCES earlier.epcis_text(id);
ALTER TABLE ONLY earlier.event
    ADD CONSTRAINT event_cooperative_id_fkey FOREIGN KEY (cooperative_id) REFERENCES earlier.cooperative(id);
ALTER TABLE ONLY earlier.event_error
    ADD CONSTRAINT event_error_event_id_fkey FOREIGN KEY (event_id) REFERENCES earlier.event(id);
ALTER TABLE ONLY earlier.event_error
    ADD CONSTRAINT event_error_replaced_by_fkey FOREIGN KEY (replaced_by) REFERENCES earlier.event(id);
ALTER TABLE ONLY earlier.event_lot
    ADD CONSTRAINT event_lot_event_id_fkey FOREIGN KEY (event_id) REFERENCES earlier.event(id);
ALTER TABLE ONLY earlier.event_lot
    ADD CONSTRAINT event_lot_traced_lot_id_fkey FOREIGN KEY (traced_lot_id) REFERENCES earlier.traced_lot(id);
ALTER TABLE ONLY earlier.event_lot
    ADD CONSTRAINT event_lot_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES earlier.event_unit(id);
ALTER TABLE ONLY earlier.event
    ADD CONSTRAINT event_place_id_fkey FOREIGN KEY (place_id) REFERENCES earlier.place(id);
ALTER TABLE ONLY earlier.gtin_block
    ADD CONSTRAINT gtin_block_cooperative_id_fkey FOREIGN KEY (cooperative_id) REFERENCES earlier.cooperative(id);
ALTER TABLE ONLY earlier.issuer_key
    ADD CONSTRAINT issuer_key_cooperative_id_fkey FOREIGN KEY (cooperative_id) REFERENCES earlier.cooperative(id);
ALTER TABLE ONLY earlier.issuer_key
    ADD CONSTRAINT issuer_key_realm_id_fkey FOREIGN KEY (realm_id) REFERENCES earlier.realm(id);
ALTER TABLE ONLY earlier.issuer_key_status
    ADD CONSTRAINT issuer_key_status_key_id_fkey FOREIGN KEY (key_id) REFERENCES earlier.issuer_key(id);
ALTER TABLE ONLY earlier.job_of_cooperative
    ADD CONSTRAINT job_of_cooperative_job_id_fkey FOREIGN KEY (job_id) REFERENCES earlier.print_job(id);
ALTER TABLE ONLY earlier.known_by_entry
    ADD CONSTRAINT known_by_entry_realm_id_leaf_index_fkey FOREIGN KEY (realm_id, leaf_index) REFERENCES earlier.log_entry(realm_id, leaf_index);
ALTER TABLE ONLY earlier.label_host
    ADD CONSTRAINT label_host_first_lot_fkey FOREIGN KEY (first_lot) REFERENCES earlier.lot(id);
ALTER TABLE ONLY earlier.listed_serial
    ADD CONSTRAINT listed_serial_job_id_fkey FOREIGN KEY (job_id) REFERENCES earlier.print_job(id);
ALTER TABLE ONLY earlier.listed_serial
    ADD CONSTRAINT listed_serial_lot_id_fkey FOREIGN KEY (lot_id) REFERENCES earlier.lot(id);
ALTER TABLE ONLY earlier.log_entry
    ADD CONSTRAINT log_entry_realm_id_fkey FOREIGN KEY (realm_id) REFERENCES earlier.realm(id);
ALTER TABLE ONLY earlier.lot_cancellation
    ADD CONSTRAINT lot_cancellation_lot_id_fkey FOREIGN KEY (lot_id) REFERENCES earlier.lot(id);
ALTER TABLE ONLY earlier.lot
    ADD CONSTRAINT lot_cooperative_id_fkey FOREIGN KEY (cooperative_id) REFERENCES earlier.cooperative(id);
ALTER TABLE ONLY earlier.lot
    ADD CONSTRAINT lot_key_id_realm_id_fkey FOREIGN KEY (key_id, realm_id) REFERENCES earlier.issuer_key(id, realm_id);
ALTER TABLE ONLY earlier.lot
    ADD CONSTRAINT lot_place_id_fkey FOREIGN KEY (place_id) REFERENCES earlier.place(id);
ALTER TABLE ONLY earlier.lot
    ADD CONSTRAINT lot_product_id_fkey FOREIGN KEY (product_id) REFERENCES earlier.product(id);
ALTER TABLE ONLY earlier.lot
    ADD CONSTRAINT lot_realm_id_leaf_index_fkey FOREIGN KEY (realm_id, leaf_index) REFERENCES earlier.log_entry(realm_id, leaf_index);
ALTER TABLE ONLY earlier.lot_record
    ADD CONSTRAINT lot_record_certifications_fkey FOREIGN KEY (certifications) REFERENCES earlier.lot_record_part(id);
ALTER TABLE ONLY earlier.lot_record
    ADD CONSTRAINT lot_record_cooperative_fkey FOREIGN KEY (cooperative) REFERENCES earlier.lot_record_part(id);
ALTER TABLE ONLY earlier.lot_record
    ADD CONSTRAINT lot_record_lot_id_fkey1 FOREIGN KEY (lot_id) REFERENCES earlier.lot(id);
ALTER TABLE ONLY earlier.lot_record
    ADD CONSTRAINT lot_record_place_fkey FOREIGN KEY (place) REFERENCES earlier.lot_record_part(id);
ALTER TABLE ONLY earlier.lot_record
    ADD CONSTRAINT lot_record_product_fkey FOREIGN KEY (product) REFERENCES earlier.lot_record_part(id);
ALTER TABLE ONLY earlier.lot_without_labels
    ADD CONSTRAINT lot_without_labels_lot_id_fkey FOREIGN KEY (lot_id) REFERENCES earlier.lot(id);
ALTER TABLE ONLY earlier.partner
    ADD CONSTRAINT partner_cooperative_id_fkey FOREIGN KEY (cooperative_id) REFERENCES earlier.cooperative(id);
ALTER TABLE ONLY earlier.place
    ADD CONSTRAINT place_cooperative_id_fkey FOREIGN KEY (cooperative_id) REFERENCES earlier.cooperative(id);
ALTER TABLE ONLY earlier.place
    ADD CONSTRAINT place_record_fkey FOREIGN KEY (record) REFERENCES earlier.record(id);
ALTER TABLE ONLY earlier.print_job
    ADD CONSTRAINT print_job_lot_id_fkey FOREIGN KEY (lot_id) REFERENCES earlier.lot(id);
ALTER TABLE ONLY earlier.print_job
    ADD CONSTRAINT print_job_realm_id_leaf_index_fkey FOREIGN KEY (realm_id, leaf_index) REFERENCES earlier.log_entry(realm_id, leaf_index);
ALTER TABLE ONLY earlier.print_job
    ADD CONSTRAINT print_job_reprint_of_fkey FOREIGN KEY (reprint_of) REFERENCES earlier.print_job(id);
ALTER TABLE ONLY earlier.print_outcome
    ADD CONSTRAINT print_outcome_job_id_fkey FOREIGN KEY (job_id) REFERENCES earlier.print_job(id);
ALTER TABLE ONLY earlier.printed_part
    ADD CONSTRAINT printed_part_job_id_fkey FOREIGN KEY (job_id) REFERENCES earlier.print_job(id);
ALTER TABLE ONLY earlier.product
    ADD CONSTRAINT product_cooperative_id_fkey FOREIGN KEY (cooperative_id) REFERENCES earlier.cooperative(id);
ALTER TABLE ONLY earlier.product
    ADD CONSTRAINT product_record_fkey FOREIGN KEY (record) REFERENCES earlier.record(id);
ALTER TABLE ONLY earlier.recall
    ADD CONSTRAINT recall_cooperative_id_fkey FOREIGN KEY (cooperative_id) REFERENCES earlier.cooperative(id);
ALTER TABLE ONLY earlier.recall
    ADD CONSTRAINT recall_lot_id_fkey FOREIGN KEY (lot_id) REFERENCES earlier.lot(id);
ALTER TABLE ONLY earlier.recall
    ADD CONSTRAINT recall_product_id_fkey FOREIGN KEY (product_id) REFERENCES earlier.product(id);
ALTER TABLE ONLY earlier.report_answer
    ADD CONSTRAINT report_answer_report_id_fkey FOREIGN KEY (report_id) REFERENCES earlier.report(id);
ALTER TABLE ONLY earlier.report
    ADD CONSTRAINT report_lot_id_fkey FOREIGN KEY (lot_id) REFERENCES earlier.lot(id);
ALTER TABLE ONLY earlier.roll_code
    ADD CONSTRAINT roll_code_roll_id_fkey FOREIGN KEY (roll_id) REFERENCES earlier.roll(id);
ALTER TABLE ONLY earlier.roll
    ADD CONSTRAINT roll_cooperative_id_fkey FOREIGN KEY (cooperative_id) REFERENCES earlier.cooperative(id);
ALTER TABLE ONLY earlier.roll
    ADD CONSTRAINT roll_product_id_fkey FOREIGN KEY (product_id) REFERENCES earlier.product(id);
ALTER TABLE ONLY earlier.roll_range
    ADD CONSTRAINT roll_range_lot_id_fkey FOREIGN KEY (lot_id) REFERENCES earlier.lot(id);
ALTER TABLE ONLY earlier.roll_range
    ADD CONSTRAINT roll_range_realm_id_leaf_index_fkey FOREIGN KEY (realm_id, leaf_index) REFERENCES earlier.log_entry(realm_id, leaf_index);
ALTER TABLE ONLY earlier.roll_range
    ADD CONSTRAINT roll_range_roll_id_fkey FOREIGN KEY (roll_id) REFERENCES earlier.roll(id);
ALTER TABLE ONLY earlier.roll
    ADD CONSTRAINT roll_realm_id_fkey FOREIGN KEY (realm_id) REFERENCES earlier.realm(id);
ALTER TABLE ONLY earlier.roll
    ADD CONSTRAINT roll_realm_id_leaf_index_fkey FOREIGN KEY (realm_id, leaf_index) REFERENCES earlier.log_entry(realm_id, leaf_index);
ALTER TABLE ONLY earlier.scan_day
    ADD CONSTRAINT scan_day_lot_id_fkey FOREIGN KEY (lot_id) REFERENCES earlier.lot(id);
ALTER TABLE ONLY earlier.scan
    ADD CONSTRAINT scan_lot_id_fkey FOREIGN KEY (lot_id) REFERENCES earlier.lot(id);
ALTER TABLE ONLY earlier.traced_lot
    ADD CONSTRAINT traced_lot_lot_id_fkey FOREIGN KEY (lot_id) REFERENCES earlier.lot(id);
ALTER TABLE ONLY earlier.unconfirmed_job
    ADD CONSTRAINT unconfirmed_job_job_id_fkey FOREIGN KEY (job_id) REFERENCES earlier.print_job(id);
ALTER TABLE ONLY earlier.visit
    ADD CONSTRAINT visit_inspector_id_fkey FOREIGN KEY (inspector_id) REFERENCES earlier.inspector(id);
ALTER TABLE ONLY earlier.visit_summary
    ADD CONSTRAINT visit_summary_visit_fkey FOREIGN KEY (visit) REFERENCES earlier.visit(id);
ALTER TABLE ONLY earlier.visit_verdict
    ADD CONSTRAINT visit_verdict_visit_fkey FOREIGN KEY (visit) REFERENCES earlier.visit(id);
ALTER TABLE ONLY earlier.void_range
    ADD CONSTRAINT void_range_lot_id_fkey FOREIGN KEY (lot_id) REFERENCES earlier.lot(id);
