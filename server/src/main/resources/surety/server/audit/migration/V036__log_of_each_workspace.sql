-- The log of each workspace: a Merkle tree over its entries of both trails, in the order in which they were committed.
--
-- Entries are written as before and know nothing of the tree. A moment later the sequencer, one server at a time, gives
-- each its place. A leaf of the tree is a commitment to the entry's text and a salt (translog/SPEC.md, section 6); text
-- and salt go when the entry goes, and the tree stays.

-- ---------------------------------------------------------------------------------------------------------------------
-- Which entries are new: those whose transaction ended since the sequencer last looked

-- 0 is an entry from before there were logs.
ALTER TABLE audit.access ADD COLUMN xid bigint NOT NULL DEFAULT 0;
ALTER TABLE audit.change ADD COLUMN xid bigint NOT NULL DEFAULT 0;
ALTER TABLE audit.access ALTER COLUMN xid SET DEFAULT pg_current_xact_id()::text::bigint;
ALTER TABLE audit.change ALTER COLUMN xid SET DEFAULT pg_current_xact_id()::text::bigint;
CREATE INDEX access_xid ON audit.access (xid);
CREATE INDEX change_xid ON audit.change (xid);
COMMENT ON COLUMN audit.access.xid IS 'The transaction that wrote it. Entries of transactions that ended are sequenced.';

-- `upto` is the first transaction of which entries may still be without a place.
CREATE TABLE audit.sequencer (
    only_row boolean     PRIMARY KEY DEFAULT true CHECK (only_row),
    upto     bigint      NOT NULL DEFAULT 1,
    at       timestamptz NOT NULL DEFAULT clock_timestamp()
);
INSERT INTO audit.sequencer DEFAULT VALUES;
SELECT sec.control_table('audit.sequencer', 'how far the entries have been put into logs');

-- ---------------------------------------------------------------------------------------------------------------------
-- The tree

CREATE TABLE audit.log (
    workspace_id uuid   PRIMARY KEY,
    size         bigint NOT NULL CHECK (size > 0),
    edge         bytea  NOT NULL
);
COMMENT ON COLUMN audit.log.edge IS 'The right edge of the tree, as surety.translog.TreeEdge writes it.';

CREATE TABLE audit.run (
    workspace_id uuid     NOT NULL,
    level        smallint NOT NULL CHECK (level >= 0),
    first        bigint   NOT NULL CHECK (first >= 0 AND first % 16 = 0),
    hashes       bytea    NOT NULL CHECK (octet_length(hashes) = 512),
    PRIMARY KEY (workspace_id, level, first)
);
COMMENT ON TABLE audit.run IS 'Sixteen hashes of a level of tiles, from the hash numbered `first` on. Written once.';
-- Hashes do not compress.
ALTER TABLE audit.run ALTER COLUMN hashes SET STORAGE PLAIN;
ALTER TABLE audit.log ALTER COLUMN edge SET STORAGE EXTERNAL;

-- Which entry stands where. Goes with the entries, a day at a time.
CREATE TABLE audit.leaf (
    workspace_id uuid        NOT NULL,
    seq          bigint      NOT NULL CHECK (seq >= 0),
    sequenced_at timestamptz NOT NULL,
    stream       text        NOT NULL CHECK (stream IN ('access', 'change')),
    at           timestamptz NOT NULL,
    id           uuid        NOT NULL,
    salt         bytea       NOT NULL CHECK (octet_length(salt) = 32),
    PRIMARY KEY (workspace_id, seq, sequenced_at)
) PARTITION BY RANGE (sequenced_at);
CREATE INDEX leaf_of_entry ON audit.leaf (workspace_id, id);

CREATE TABLE audit.checkpoint (
    workspace_id uuid        NOT NULL,
    size         bigint      NOT NULL CHECK (size > 0),
    note         text        NOT NULL CHECK (octet_length(note) <= 4096),
    signed_at    timestamptz NOT NULL,
    PRIMARY KEY (workspace_id, size)
);
COMMENT ON COLUMN audit.checkpoint.note IS 'C2SP tlog-checkpoint, a signed note.';

SELECT sec.protect_table('audit.log', ${AUDIT_VIEW}, ${AUDIT_VIEW});
SELECT sec.protect_table('audit.run', ${AUDIT_VIEW}, ${AUDIT_VIEW});
SELECT sec.protect_table('audit.leaf', ${AUDIT_VIEW}, ${AUDIT_VIEW});
SELECT sec.protect_table('audit.checkpoint', ${AUDIT_VIEW}, ${AUDIT_VIEW});
REVOKE INSERT, UPDATE, DELETE ON audit.log, audit.run, audit.leaf, audit.checkpoint FROM ${runtime_role};
-- For the functions below, which want the server's own scope.
CREATE POLICY sequencing ON audit.log TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY sequencing ON audit.run FOR INSERT TO CURRENT_USER WITH CHECK (true);
CREATE POLICY sequencing ON audit.leaf TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY sequencing ON audit.checkpoint TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY sequencing ON audit.access FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY sequencing ON audit.change FOR SELECT TO CURRENT_USER USING (true);
SELECT audit.exempt_from_changes('audit.log', 'only grows, by audit.sequence');
SELECT audit.exempt_from_changes('audit.run', 'only grows, by audit.sequence');
SELECT audit.exempt_from_changes('audit.leaf', 'only grows, by audit.sequence');
SELECT audit.exempt_from_changes('audit.checkpoint', 'only grows, by audit.keep_checkpoint');

-- ---------------------------------------------------------------------------------------------------------------------
-- The sequencer's functions

-- Goes on only in a transaction whose scope is the server's own, outside every workspace.
CREATE FUNCTION sec.require_server_scope() RETURNS void
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    scope text := sec.verified_scope();
BEGIN
    IF substr(scope, 4, 36) <> '00000000-0000-0000-0000-000000000000' OR substr(scope, 78, 1) <> 's' THEN
        RAISE EXCEPTION 'not the server''s own scope' USING ERRCODE = 'insufficient_privilege';
    END IF;
END
$$;

-- An entry of either trail.
CREATE TYPE audit.entry AS (
    workspace_id uuid, at timestamptz, id uuid, xid bigint, stream text, accessor text, principal uuid,
    action text, data_kind text, first_day date, last_day date, connection_id uuid, record_count bigint, outcome text,
    completes uuid, detail text,
    table_name text, operation text, row_before text, row_after text
);

CREATE FUNCTION audit.entry_of(a audit.access) RETURNS audit.entry
    LANGUAGE sql IMMUTABLE
    RETURN ROW(a.workspace_id, a.at, a.id, a.xid, 'access', a.accessor, a.principal, a.action, a.data_kind,
               a.first_day, a.last_day, a.connection_id, a.record_count, a.outcome, a.completes, a.detail::text,
               NULL, NULL, NULL, NULL)::audit.entry;

CREATE FUNCTION audit.entry_of(c audit.change) RETURNS audit.entry
    LANGUAGE sql IMMUTABLE
    RETURN ROW(c.workspace_id, c.at, c.id, c.xid, 'change', c.accessor, c.principal, NULL, NULL, NULL, NULL, NULL, NULL,
               NULL, NULL, NULL, c.table_name, c.operation, c.row_before::text, c.row_after::text)::audit.entry;
GRANT EXECUTE ON FUNCTION audit.entry_of(audit.access), audit.entry_of(audit.change) TO ${runtime_role};

-- How far the sequencer has come, and how far it may go: to the first transaction that has not ended.
CREATE FUNCTION audit.sequencing() RETURNS TABLE (upto bigint, until bigint, since timestamptz)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM sec.require_server_scope();
    RETURN QUERY SELECT s.upto, pg_snapshot_xmin(pg_current_snapshot())::text::bigint,
                        least(s.at, clock_timestamp()) FROM audit.sequencer s;
END
$$;

-- At most so many entries of transactions from `upto` to before `until`, in their order. Of `upto` itself some may have
-- their places already, if it has more than were read at once. The database's clock may be
-- moved, but not by more than a day: what it hides then is found by audit.unsequenced_of.
CREATE FUNCTION audit.unsequenced(upto bigint, until bigint, since timestamptz, most integer) RETURNS SETOF audit.entry
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    SET enable_seqscan = off
AS $$
BEGIN
    PERFORM sec.require_server_scope();
    RETURN QUERY
        SELECT e.* FROM (
            (SELECT a.xid, a.at, a.id, audit.entry_of(a) AS entry FROM audit.access a
              WHERE a.at >= since - interval '1 day' AND a.xid >= upto AND a.xid < until
                AND (a.xid > upto OR NOT EXISTS (
                        SELECT FROM audit.leaf l WHERE l.workspace_id = a.workspace_id AND l.id = a.id
                                                   AND l.sequenced_at >= since - interval '1 day'))
              ORDER BY a.xid LIMIT most)
            UNION ALL
            (SELECT c.xid, c.at, c.id, audit.entry_of(c) FROM audit.change c
              WHERE c.at >= since - interval '1 day' AND c.xid >= upto AND c.xid < until
                AND (c.xid > upto OR NOT EXISTS (
                        SELECT FROM audit.leaf l WHERE l.workspace_id = c.workspace_id AND l.id = c.id
                                                   AND l.sequenced_at >= since - interval '1 day'))
              ORDER BY c.xid LIMIT most)) n
        CROSS JOIN LATERAL (SELECT (n.entry).*) e
        ORDER BY n.xid, n.at, n.id
        LIMIT most;
END
$$;

-- At most so many entries of a day, of transactions before `upto`, that have no place: from before there were logs, or
-- hidden from the sequencer by a moved clock.
CREATE FUNCTION audit.unsequenced_of(day date, upto bigint, most integer) RETURNS SETOF audit.entry
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    begun timestamptz := day::timestamp AT TIME ZONE 'UTC';
BEGIN
    PERFORM sec.require_server_scope();
    RETURN QUERY
        SELECT e.* FROM (
            (SELECT a.at, a.id, audit.entry_of(a) AS entry FROM audit.access a
              WHERE a.at >= begun AND a.at < begun + interval '1 day' AND a.xid < upto
                AND NOT EXISTS (SELECT FROM audit.leaf l WHERE l.workspace_id = a.workspace_id AND l.id = a.id
                                   AND l.sequenced_at >= begun - interval '1 day')
              ORDER BY a.at, a.id LIMIT most)
            UNION ALL
            (SELECT c.at, c.id, audit.entry_of(c) FROM audit.change c
              WHERE c.at >= begun AND c.at < begun + interval '1 day' AND c.xid < upto
                AND NOT EXISTS (SELECT FROM audit.leaf l WHERE l.workspace_id = c.workspace_id AND l.id = c.id
                                   AND l.sequenced_at >= begun - interval '1 day')
              ORDER BY c.at, c.id LIMIT most)) n
        CROSS JOIN LATERAL (SELECT (n.entry).*) e
        ORDER BY n.at, n.id
        LIMIT most;
END
$$;

-- The days of which entries are kept, the oldest first.
CREATE FUNCTION audit.days_with_entries() RETURNS SETOF date
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM sec.require_server_scope();
    RETURN QUERY SELECT DISTINCT d.day FROM audit.kept_day d WHERE d.day IS NOT NULL ORDER BY d.day;
END
$$;

-- The logs of these workspaces as they are now. None of a workspace whose first entries are to come.
CREATE FUNCTION audit.logs(workspaces uuid[]) RETURNS TABLE (workspace_id uuid, size bigint, edge bytea)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    SET plan_cache_mode = force_generic_plan
    SET enable_seqscan = off
AS $$
BEGIN
    PERFORM sec.require_server_scope();
    RETURN QUERY SELECT l.workspace_id, l.size, l.edge FROM audit.log l WHERE l.workspace_id = ANY (workspaces);
END
$$;

-- Appends to logs, all or nothing; false if another server did so in between, and then nothing was done. `logs` are the
-- workspaces, `leaf_logs` and `run_logs` say by number, from 1, to which of them a leaf or a run belongs.
CREATE FUNCTION audit.sequence(upto_before bigint, upto_after bigint,
                               logs uuid[], sizes_before bigint[], sizes bigint[], edges bytea[],
                               leaf_logs integer[], seqs bigint[], streams text[], ats timestamptz[], ids uuid[],
                               salts bytea[],
                               run_logs integer[], levels integer[], firsts bigint[], runs bytea[]) RETURNS boolean
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    SET plan_cache_mode = force_generic_plan
    SET enable_seqscan = off
AS $$
DECLARE
    moment  timestamptz;
    begun   bigint;
    grown   bigint;
BEGIN
    PERFORM sec.require_server_scope();
    -- Locks out other servers until the end. The time never goes back, so that days of leaves are in order.
    UPDATE audit.sequencer s SET upto = upto_after, at = greatest(s.at, clock_timestamp())
     WHERE s.upto = upto_before RETURNING s.at INTO moment;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    INSERT INTO audit.log (workspace_id, size, edge)
    SELECT n.workspace_id, n.size, n.edge
      FROM unnest(logs, sizes_before, sizes, edges) AS n (workspace_id, before, size, edge)
     WHERE n.before = 0;
    GET DIAGNOSTICS begun = ROW_COUNT;
    UPDATE audit.log l SET size = n.size, edge = n.edge
      FROM unnest(logs, sizes_before, sizes, edges) AS n (workspace_id, before, size, edge)
     WHERE n.before > 0 AND l.workspace_id = n.workspace_id AND l.size = n.before AND n.size > n.before;
    GET DIAGNOSTICS grown = ROW_COUNT;
    IF begun + grown <> cardinality(logs) THEN
        RAISE EXCEPTION 'a log is not what it was read as' USING ERRCODE = 'serialization_failure';
    END IF;
    INSERT INTO audit.leaf (workspace_id, seq, sequenced_at, stream, at, id, salt)
    SELECT logs[n.log], n.seq, moment, n.stream, n.at, n.id, n.salt
      FROM unnest(leaf_logs, seqs, streams, ats, ids, salts) AS n (log, seq, stream, at, id, salt);
    INSERT INTO audit.run (workspace_id, level, first, hashes)
    SELECT logs[n.log], n.level, n.first, n.hashes
      FROM unnest(run_logs, levels, firsts, runs) AS n (log, level, first, hashes);
    RETURN true;
END
$$;

-- Keeps a checkpoint that was signed; one of the same size stays.
CREATE FUNCTION audit.keep_checkpoint(workspace uuid, log_size bigint, signed_note text) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM sec.require_server_scope();
    -- The caller shows it to others once this is committed; a session setting must not make that return too soon.
    IF current_setting('synchronous_commit') IN ('off', 'local') THEN
        PERFORM set_config('synchronous_commit', 'on', true);
    END IF;
    INSERT INTO audit.checkpoint (workspace_id, size, note, signed_at)
    VALUES (workspace, log_size, signed_note, clock_timestamp())
    ON CONFLICT (workspace_id, size) DO NOTHING;
END
$$;

-- Workspaces whose log has grown since its last checkpoint, if that is older than so many seconds; the first so many
-- after a workspace.
CREATE FUNCTION audit.logs_to_sign(seconds integer, after uuid, most integer) RETURNS SETOF uuid
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM sec.require_server_scope();
    RETURN QUERY
        SELECT l.workspace_id FROM audit.log l
          LEFT JOIN LATERAL (SELECT c.size, c.signed_at FROM audit.checkpoint c
                              WHERE c.workspace_id = l.workspace_id ORDER BY c.size DESC LIMIT 1) last ON true
         WHERE l.workspace_id > after
           AND (last.size IS NULL
                OR last.size < l.size AND last.signed_at < clock_timestamp() - make_interval(secs => seconds))
         ORDER BY l.workspace_id LIMIT most;
END
$$;

-- All workspaces that have a log, the first so many after one.
CREATE FUNCTION audit.all_logs(after uuid, most integer) RETURNS SETOF uuid
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM sec.require_server_scope();
    RETURN QUERY SELECT l.workspace_id FROM audit.log l WHERE l.workspace_id > after ORDER BY l.workspace_id LIMIT most;
END
$$;

GRANT EXECUTE ON FUNCTION audit.sequencing(), audit.unsequenced(bigint, bigint, timestamptz, integer),
    audit.unsequenced_of(date, bigint, integer), audit.days_with_entries(), audit.logs(uuid[]),
    audit.sequence(bigint, bigint, uuid[], bigint[], bigint[], bytea[], integer[], bigint[], text[], timestamptz[],
                   uuid[], bytea[], integer[], integer[], bigint[], bytea[]),
    audit.keep_checkpoint(uuid, bigint, text), audit.logs_to_sign(integer, uuid, integer),
    audit.all_logs(uuid, integer) TO ${runtime_role};

-- ---------------------------------------------------------------------------------------------------------------------
-- Days of leaves come and go with those of entries

CREATE OR REPLACE FUNCTION audit.prepare_days() RETURNS integer
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
    FOREACH parent IN ARRAY ARRAY['access', 'change', 'leaf'] LOOP
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

CREATE OR REPLACE VIEW audit.kept_day WITH (security_invoker = true) AS
    SELECT c.relname AS child,
           -- Only where it is one: the order in which conditions are asked is the planner's to choose.
           CASE WHEN c.relname ~ '^(access|change|leaf)_[0-9]{8}$'
                THEN to_date(right(c.relname, 8), 'YYYYMMDD') END AS day
      FROM pg_catalog.pg_inherits i
      JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid
     WHERE i.inhparent IN ('audit.access'::regclass, 'audit.change'::regclass, 'audit.leaf'::regclass);

SELECT audit.prepare_days();
