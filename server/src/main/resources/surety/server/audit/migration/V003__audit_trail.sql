-- The audit trail: who read what (audit.access) and who changed what (audit.change).
--
-- Both tables only grow. The runtime role may read them under row-level security and adds entries through definer
-- functions alone: audit.append_access for accesses, the trigger audit.record_change for changes. One partition holds
-- one day (UTC), so that old entries go by dropping a table.

CREATE SCHEMA audit;
GRANT USAGE ON SCHEMA audit TO ${runtime_role};

-- ---------------------------------------------------------------------------------------------------------------------
-- Scopes as arguments

-- The check of sec.verified_scope on a scope that is handed over and not on the one of the transaction: a batch of
-- entries carries many. Raises 42501. Only the owner's functions may call it.
CREATE FUNCTION sec.verified(scope text) RETURNS text
    LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    key sec.scope_key;
BEGIN
    IF scope IS NULL OR octet_length(scope) <> 182 THEN
        RAISE EXCEPTION 'no workspace scope' USING ERRCODE = 'insufficient_privilege';
    END IF;
    SELECT * INTO key FROM sec.scope_key WHERE key_id = left(scope, 2);
    IF key.key_id IS NULL
       OR sha256(convert_to('|' || encode(sha256(key.outer_pad || sha256(key.inner_pad
                 || convert_to(left(scope, 117), 'UTF8'))), 'hex'), 'UTF8'))
          <> sha256(convert_to(substr(scope, 118), 'UTF8')) THEN
        RAISE EXCEPTION 'invalid workspace scope' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF substr(scope, 97, 10)::bigint <> pg_backend_pid()
       OR substr(scope, 108, 10)::bigint <= extract(epoch FROM clock_timestamp()) THEN
        RAISE EXCEPTION 'invalid workspace scope' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN scope;
END
$$;

-- ---------------------------------------------------------------------------------------------------------------------
-- The two tables

CREATE TABLE audit.access (
    workspace_id  uuid        NOT NULL,
    at            timestamptz NOT NULL,
    id            uuid        NOT NULL,
    accessor      text        NOT NULL CHECK (accessor IN ('s', 'u', 'a', 'p')),
    principal     uuid        NOT NULL,
    action        text        NOT NULL CHECK (action ~ '^[A-Z][A-Z_]{1,39}$'),
    data_kind     text        NOT NULL CHECK (data_kind ~ '^[a-z][a-z0-9-]{0,59}$'),
    first_day     date,
    last_day      date,
    connection_id uuid,
    record_count  bigint CHECK (record_count >= 0),
    outcome       text        NOT NULL CHECK (outcome IN ('BEGUN', 'COMPLETED', 'PARTIAL', 'FAILED', 'REFUSED')),
    completes     uuid,
    PRIMARY KEY (workspace_id, at, id)
) PARTITION BY RANGE (at);
CREATE INDEX access_accessor ON audit.access (workspace_id, accessor, at, id);
COMMENT ON COLUMN audit.access.completes IS 'The entry whose access this one ends: entries never change.';

CREATE TABLE audit.change (
    workspace_id uuid        NOT NULL,
    at           timestamptz NOT NULL,
    id           uuid        NOT NULL,
    accessor     text        NOT NULL CHECK (accessor IN ('s', 'u', 'a', 'p')),
    principal    uuid        NOT NULL,
    table_name   text        NOT NULL,
    operation    text        NOT NULL CHECK (operation IN ('INSERT', 'UPDATE', 'DELETE')),
    row_before   jsonb,
    row_after    jsonb,
    PRIMARY KEY (workspace_id, at, id),
    CHECK ((operation = 'INSERT') = (row_before IS NULL) AND (operation = 'DELETE') = (row_after IS NULL))
) PARTITION BY RANGE (at);
CREATE INDEX change_accessor ON audit.change (workspace_id, accessor, at, id);

SELECT sec.protect_table('audit.access', ${AUDIT_VIEW}, ${AUDIT_VIEW});
SELECT sec.protect_table('audit.change', ${AUDIT_VIEW}, ${AUDIT_VIEW});
REVOKE INSERT, UPDATE, DELETE ON audit.access, audit.change FROM ${runtime_role};
CREATE POLICY append ON audit.access FOR INSERT TO CURRENT_USER WITH CHECK (true);
CREATE POLICY append ON audit.change FOR INSERT TO CURRENT_USER WITH CHECK (true);

-- ---------------------------------------------------------------------------------------------------------------------
-- Partitions and retention

CREATE TABLE audit.retention (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    days     integer NOT NULL DEFAULT 90 CHECK (days BETWEEN 90 AND 3650)
);
INSERT INTO audit.retention DEFAULT VALUES;
SELECT sec.control_table('audit.retention', 'for how many days entries are kept');

-- Creates the partitions from today to a week ahead that are missing. A table is attached and not created as a
-- partition, because creating one would lock out readers and writers.
CREATE FUNCTION audit.prepare_days() RETURNS integer
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    SET lock_timeout = '5s'
AS $$
DECLARE
    today   date := (clock_timestamp() AT TIME ZONE 'UTC')::date;
    day     date;
    parent  text;
    child   text;
    created integer := 0;
BEGIN
    -- One server at a time.
    PERFORM FROM audit.retention FOR UPDATE;
    FOREACH parent IN ARRAY ARRAY['access', 'change'] LOOP
        FOR offset_days IN 0..7 LOOP
            day := today + offset_days;
            child := parent || to_char(day, '_YYYYMMDD');
            CONTINUE WHEN to_regclass('audit.' || child) IS NOT NULL;
            EXECUTE format('CREATE TABLE audit.%I (LIKE audit.%I INCLUDING ALL)', child, parent);
            EXECUTE format('ALTER TABLE audit.%I ATTACH PARTITION audit.%I FOR VALUES FROM (%L) TO (%L)',
                           parent, child, day::text || ' 00:00:00+00', (day + 1)::text || ' 00:00:00+00');
            created := created + 1;
        END LOOP;
    END LOOP;
    RETURN created;
END
$$;

-- Drops the partitions whose last entry is older than the retention.
CREATE FUNCTION audit.drop_expired_days() RETURNS integer
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    SET lock_timeout = '5s'
AS $$
DECLARE
    today   date := (clock_timestamp() AT TIME ZONE 'UTC')::date;
    kept    integer;
    child   text;
    dropped integer := 0;
BEGIN
    SELECT days INTO STRICT kept FROM audit.retention FOR UPDATE;
    FOR child IN SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
                  WHERE i.inhparent IN ('audit.access'::regclass, 'audit.change'::regclass)
                    AND to_date(right(c.relname, 8), 'YYYYMMDD') + 1 + kept <= today
    LOOP
        EXECUTE format('DROP TABLE audit.%I', child);
        dropped := dropped + 1;
    END LOOP;
    RETURN dropped;
END
$$;

GRANT EXECUTE ON FUNCTION audit.prepare_days(), audit.drop_expired_days() TO ${runtime_role};
SELECT audit.prepare_days();

-- ---------------------------------------------------------------------------------------------------------------------
-- Access entries

-- Appends a batch of access entries of any workspaces. `scopes` holds each scope once and `scope_of` says, counting
-- from 1, which of them an entry belongs to; workspace, principal and accessor come from the scope alone. All entries
-- are written or none.
CREATE FUNCTION audit.append_access(scopes text[], scope_of integer[], ids uuid[], actions text[], data_kinds text[],
                                    first_days date[], last_days date[], connection_ids uuid[], record_counts bigint[],
                                    outcomes text[], completed uuid[]) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    moment  timestamptz := clock_timestamp();
    scope   text;
    written bigint;
BEGIN
    FOREACH scope IN ARRAY scopes LOOP
        PERFORM sec.verified(scope);
    END LOOP;
    -- The caller takes the commit as proof; a session setting must not make it return before the flush.
    IF current_setting('synchronous_commit') IN ('off', 'local') THEN
        PERFORM set_config('synchronous_commit', 'on', true);
    END IF;
    INSERT INTO audit.access (workspace_id, at, id, accessor, principal, action, data_kind, first_day, last_day,
                              connection_id, record_count, outcome, completes)
    SELECT w.workspace_id, moment, e.id, substr(s.scope, 78, 1), substr(s.scope, 41, 36)::uuid, e.action, e.data_kind,
           e.first_day, e.last_day, e.connection_id, e.record_count, e.outcome, e.completes
      FROM unnest(scope_of, ids, actions, data_kinds, first_days, last_days, connection_ids, record_counts, outcomes,
                  completed)
           AS e (scope_of, id, action, data_kind, first_day, last_day, connection_id, record_count, outcome, completes)
      JOIN unnest(scopes) WITH ORDINALITY AS s (scope, position) ON s.position = e.scope_of
      JOIN workspace.workspace w ON w.workspace_id = substr(s.scope, 4, 36)::uuid;
    GET DIAGNOSTICS written = ROW_COUNT;
    IF written IS DISTINCT FROM cardinality(ids) THEN
        RAISE EXCEPTION 'an access entry has no workspace' USING ERRCODE = 'foreign_key_violation';
    END IF;
END
$$;
GRANT EXECUTE ON FUNCTION audit.append_access(text[], integer[], uuid[], text[], text[], date[], date[], uuid[],
    bigint[], text[], uuid[]) TO ${runtime_role};

-- ---------------------------------------------------------------------------------------------------------------------
-- Change entries

-- Tables with a workspace's data whose changes are not recorded, each with the reason.
CREATE TABLE audit.change_exemption (
    table_name text PRIMARY KEY,
    reason     text NOT NULL
);
SELECT sec.control_table('audit.change_exemption', 'tables whose changes are not recorded, written by migrations');

-- A UUID of version 7 (RFC 9562). PostgreSQL has its own from version 18 on.
CREATE FUNCTION audit.new_id(moment timestamptz) RETURNS uuid
    LANGUAGE sql VOLATILE
    RETURN encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
        PLACING substring(int8send(floor(extract(epoch FROM moment) * 1000)::bigint) FROM 3) FROM 1 FOR 6),
        52, 1), 53, 1), 'hex')::uuid;

-- A row's image in which masked columns show no more than whether they are set and whether they differ from `other`.
CREATE FUNCTION audit.masked(image jsonb, masked_columns text[], other jsonb) RETURNS jsonb
    LANGUAGE sql IMMUTABLE
    RETURN (SELECT image || coalesce(jsonb_object_agg(c, CASE
                       WHEN image -> c = 'null' THEN jsonb 'null'
                       WHEN other IS NULL OR other -> c = image -> c THEN jsonb '"[sealed]"'
                       ELSE jsonb '"[sealed, changed]"' END), '{}')
              FROM unnest(masked_columns) AS c);

-- Records a change with the row before and after. Arguments: the table's name and its masked columns.
CREATE FUNCTION audit.record_change() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    moment         timestamptz := clock_timestamp();
    masked_columns text[] := TG_ARGV[1];
    row_before     jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END;
    row_after      jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END;
    workspace      uuid := coalesce(row_after, row_before) ->> 'workspace_id';
    scope          text := current_setting('surety.scope', true);
    accessor       text := 's';
    principal      uuid := '00000000-0000-0000-0000-000000000001';
BEGIN
    -- Without a scope only the owner's own functions get as far as here.
    IF scope <> '' THEN
        scope := sec.verified(scope);
        IF substr(scope, 4, 36)::uuid <> workspace THEN
            RAISE EXCEPTION 'change of another workspace' USING ERRCODE = 'insufficient_privilege';
        END IF;
        accessor := substr(scope, 78, 1);
        principal := substr(scope, 41, 36);
    END IF;
    INSERT INTO audit.change (workspace_id, at, id, accessor, principal, table_name, operation, row_before, row_after)
    VALUES (workspace, moment, audit.new_id(moment), accessor, principal, TG_ARGV[0], TG_OP,
            audit.masked(row_before, masked_columns, NULL), audit.masked(row_after, masked_columns, row_before));
    RETURN NULL;
END
$$;

-- Records every change of a table from now on. Masked are the named columns and every one that holds bytes, because
-- sealed values and hashes do. Call it again after a column of bytes was added.
CREATE FUNCTION audit.track_changes(target regclass, masked_columns text[] DEFAULT '{}') RETURNS void
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    unknown text;
    masked  text[];
BEGIN
    SELECT c INTO unknown FROM unnest(masked_columns) AS c
     WHERE NOT EXISTS (SELECT FROM pg_attribute a
                        WHERE a.attrelid = target AND a.attname = c AND a.attnum > 0 AND NOT a.attisdropped);
    IF FOUND THEN
        RAISE EXCEPTION 'masked column % does not exist', unknown;
    END IF;
    SELECT coalesce(array_agg(a.attname::text ORDER BY a.attnum), '{}') INTO masked FROM pg_attribute a
     WHERE a.attrelid = target AND a.attnum > 0 AND NOT a.attisdropped
       AND (a.attname = ANY (masked_columns) OR a.atttypid = 'bytea'::regtype);
    EXECUTE format('CREATE OR REPLACE TRIGGER record_change AFTER INSERT OR UPDATE OR DELETE ON %s '
                   'FOR EACH ROW EXECUTE FUNCTION audit.record_change(%L, %L)',
                   target, sec.table_name(target), masked::text);
    -- ALWAYS: also in a session that applies a replica's changes.
    EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER record_change', target);
END
$$;

-- States why the changes of a table with a workspace's data are not recorded.
CREATE FUNCTION audit.exempt_from_changes(target regclass, reason text) RETURNS void
    LANGUAGE sql
    BEGIN ATOMIC
        INSERT INTO audit.change_exemption VALUES (sec.table_name(target), reason);
    END;

SELECT audit.exempt_from_changes('audit.access', 'only grows, by audit.append_access');
SELECT audit.exempt_from_changes('audit.change', 'only grows, by audit.record_change');
SELECT audit.track_changes('workspace.workspace');
SELECT audit.track_changes('workspace.member');
SELECT audit.track_changes('workspace.invitation');

-- ---------------------------------------------------------------------------------------------------------------------
-- The check at the end of each migration

CREATE FUNCTION audit.violations() RETURNS TABLE (object text, rule text)
    LANGUAGE sql STABLE
    SET search_path = pg_catalog, pg_temp
AS $$
WITH tracked AS (
    SELECT t.table_name, to_regclass(t.table_name) AS oid
      FROM sec.table_class t
     WHERE t.class = 'workspace'
       AND NOT EXISTS (SELECT FROM audit.change_exemption e WHERE e.table_name = t.table_name)
), tracking AS (
    SELECT g.tgrelid, string_to_array(encode(g.tgargs, 'escape'), '\000') AS arguments
      FROM pg_trigger g
     WHERE g.tgfoid = 'audit.record_change()'::regprocedure
       AND g.tgenabled = 'A'
       AND g.tgtype = 29 -- after insert, update or delete, for each row
       AND g.tgqual IS NULL AND cardinality(g.tgattr::smallint[]) = 0
)
SELECT table_name, 'changes are not recorded' FROM tracked
 WHERE NOT EXISTS (SELECT FROM tracking g WHERE g.tgrelid = tracked.oid AND g.arguments[1] = table_name)
UNION ALL
SELECT t.table_name, 'column of bytes is not masked in change entries: ' || a.attname
  FROM tracked t
  JOIN tracking g ON g.tgrelid = t.oid
  JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.atttypid = 'bytea'::regtype
 WHERE NOT a.attname = ANY (g.arguments[2]::text[])
UNION ALL
SELECT c.oid::regclass::text, 'runtime role may alter audit entries'
  FROM pg_class c
 WHERE c.relnamespace = 'audit'::regnamespace AND c.relkind IN ('r', 'p')
   AND (has_any_column_privilege(sec.runtime_role(), c.oid, 'INSERT, UPDATE')
        OR has_table_privilege(sec.runtime_role(), c.oid, 'DELETE, TRUNCATE'))
$$;

ALTER FUNCTION sec.violations() RENAME TO table_violations;
CREATE FUNCTION sec.violations() RETURNS TABLE (object text, rule text)
    LANGUAGE sql STABLE
    SET search_path = pg_catalog, pg_temp
AS $$
SELECT * FROM sec.table_violations()
UNION ALL
SELECT * FROM audit.violations()
$$;
