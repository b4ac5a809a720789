-- The administration stream: what the operator does with the installation, and when the server ran. It belongs to no
-- workspace; its log is that of the workspace with the id of zeros, which nobody can have.
--
-- One table and no days: there are few entries, and they are kept as long as any workspace keeps its own.

CREATE TABLE audit.administration (
    workspace_id uuid        NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    at           timestamptz NOT NULL,
    id           uuid        NOT NULL,
    xid          bigint      NOT NULL DEFAULT pg_current_xact_id()::text::bigint,
    actor        text        NOT NULL CHECK (actor IN ('operator', 'server')),
    action       text        NOT NULL CHECK (action !~ '[^A-Z_]' AND octet_length(action) BETWEEN 2 AND 40),
    outcome      text        NOT NULL CHECK (outcome IN ('BEGUN', 'COMPLETED', 'PARTIAL', 'FAILED', 'REFUSED')),
    completes    uuid,
    detail       jsonb       CHECK (detail IS NULL OR audit.is_detail(detail)),
    PRIMARY KEY (workspace_id, at, id)
);
CREATE INDEX administration_xid ON audit.administration (xid);
COMMENT ON COLUMN audit.administration.completes IS 'The entry whose act this one ends: entries never change.';

SELECT sec.protect_table('audit.administration', ${AUDIT_VIEW}, ${AUDIT_VIEW});
REVOKE INSERT, UPDATE, DELETE ON audit.administration FROM ${runtime_role};
CREATE POLICY keeping ON audit.administration TO CURRENT_USER USING (true) WITH CHECK (true);
SELECT audit.exempt_from_changes('audit.administration', 'only grows, by audit.append_administration');

-- Appends an entry; it is durable once the call is committed.
CREATE FUNCTION audit.append_administration(entry uuid, who text, act text, result text, ends uuid, more text)
    RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM sec.require_server_scope();
    IF current_setting('synchronous_commit') IN ('off', 'local') THEN
        PERFORM set_config('synchronous_commit', 'on', true);
    END IF;
    INSERT INTO audit.administration (at, id, actor, action, outcome, completes, detail)
    VALUES (clock_timestamp(), entry, who, act, result, ends, more::jsonb);
END
$$;
GRANT EXECUTE ON FUNCTION audit.append_administration(uuid, text, text, text, uuid, text) TO ${runtime_role};

-- ---------------------------------------------------------------------------------------------------------------------
-- Its entries get their places like all others

ALTER TABLE audit.leaf DROP CONSTRAINT leaf_stream_check;
ALTER TABLE audit.leaf ADD CONSTRAINT leaf_stream_check CHECK (stream IN ('access', 'change', 'administration'));

CREATE FUNCTION audit.entry_of(d audit.administration) RETURNS audit.entry
    LANGUAGE sql IMMUTABLE
    RETURN ROW(d.workspace_id, d.at, d.id, d.xid, 'administration', d.actor, NULL, d.action, NULL, NULL, NULL, NULL,
               NULL, d.outcome, d.completes, d.detail::text, NULL, NULL, NULL, NULL)::audit.entry;
GRANT EXECUTE ON FUNCTION audit.entry_of(audit.administration) TO ${runtime_role};

-- As before, with the third stream.
CREATE OR REPLACE FUNCTION audit.unsequenced(upto bigint, until bigint, since timestamptz, most integer) RETURNS SETOF audit.entry
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
              ORDER BY c.xid LIMIT most)
            UNION ALL
            (SELECT d.xid, d.at, d.id, audit.entry_of(d) FROM audit.administration d
              WHERE d.at >= since - interval '1 day' AND d.xid >= upto AND d.xid < until
                AND (d.xid > upto OR NOT EXISTS (
                        SELECT FROM audit.leaf l WHERE l.workspace_id = d.workspace_id AND l.id = d.id
                                                   AND l.sequenced_at >= since - interval '1 day'))
              ORDER BY d.xid LIMIT most)) n
        CROSS JOIN LATERAL (SELECT (n.entry).*) e
        ORDER BY n.xid, n.at, n.id
        LIMIT most;
END
$$;

-- As before, with the third stream.
CREATE OR REPLACE FUNCTION audit.unsequenced_of(day date, upto bigint, most integer) RETURNS SETOF audit.entry
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
              ORDER BY c.at, c.id LIMIT most)
            UNION ALL
            (SELECT d.at, d.id, audit.entry_of(d) FROM audit.administration d
              WHERE d.at >= begun AND d.at < begun + interval '1 day' AND d.xid < upto
                AND NOT EXISTS (SELECT FROM audit.leaf l WHERE l.workspace_id = d.workspace_id AND l.id = d.id
                                   AND l.sequenced_at >= begun - interval '1 day')
              ORDER BY d.at, d.id LIMIT most)) n
        CROSS JOIN LATERAL (SELECT (n.entry).*) e
        ORDER BY n.at, n.id
        LIMIT most;
END
$$;

-- As before; no workspace to come after is told by null, so that the log of the installation is the first.
CREATE OR REPLACE FUNCTION audit.logs_to_sign(seconds integer, after uuid, most integer) RETURNS SETOF uuid
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM sec.require_server_scope();
    RETURN QUERY
        SELECT l.workspace_id FROM audit.log l
          LEFT JOIN LATERAL (SELECT c.size, c.signed_at FROM audit.checkpoint c
                              WHERE c.workspace_id = l.workspace_id ORDER BY c.size DESC LIMIT 1) last ON true
         WHERE (after IS NULL OR l.workspace_id > after)
           AND (last.size IS NULL
                OR last.size < l.size AND last.signed_at < clock_timestamp() - make_interval(secs => seconds))
         ORDER BY l.workspace_id LIMIT most;
END
$$;

CREATE OR REPLACE FUNCTION audit.all_logs(after uuid, most integer) RETURNS SETOF uuid
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM sec.require_server_scope();
    RETURN QUERY SELECT l.workspace_id FROM audit.log l WHERE after IS NULL OR l.workspace_id > after
                  ORDER BY l.workspace_id LIMIT most;
END
$$;

-- As before, and removes what is past of the installation's own.
CREATE OR REPLACE FUNCTION audit.drop_expired_days() RETURNS integer
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    SET lock_timeout = '1s'
AS $$
DECLARE
    today   date := (clock_timestamp() AT TIME ZONE 'UTC')::date;
    kept    integer;
    expired record;
    had     uuid[];
    dropped integer := 0;
BEGIN
    -- One server at a time.
    PERFORM FROM audit.retention FOR UPDATE;
    kept := audit.longest_days();
    FOR expired IN SELECT d.child, d.day, split_part(d.child, '_', 1) AS stream FROM audit.kept_day d
                    WHERE d.day + 1 + kept <= today ORDER BY d.day LIMIT 4
    LOOP
        IF expired.stream <> 'leaf' THEN
            -- The first entry of each workspace, from the key: not a look at all that goes.
            EXECUTE format('SELECT array_agg(w.workspace_id) FROM workspace.workspace w '
                           'CROSS JOIN LATERAL (SELECT FROM audit.%I e WHERE e.workspace_id = w.workspace_id %s LIMIT 1) f',
                           expired.child,
                           CASE expired.stream WHEN 'access' THEN 'AND e.action <> ''TRAIL_EXPIRE''' ELSE '' END)
               INTO had;
            PERFORM audit.record_removal(had, expired.stream || '-trail', expired.day, NULL);
        END IF;
        EXECUTE format('DROP TABLE audit.%I', expired.child);
        dropped := dropped + 1;
    END LOOP;
    DELETE FROM audit.administration WHERE at < (today - kept)::timestamp AT TIME ZONE 'UTC';
    RETURN dropped;
END
$$;
