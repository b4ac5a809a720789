-- For how long a workspace keeps its trail: 90 days to 10 years as its owner says, else as long as the operator has
-- set in audit.retention.
--
-- A day that no workspace needs any more is dropped as a table. Of a day that some still need, the entries of the
-- others are deleted.

CREATE TABLE audit.workspace_retention (
    workspace_id uuid    PRIMARY KEY REFERENCES workspace.workspace ON DELETE CASCADE,
    days         integer NOT NULL CHECK (days BETWEEN 90 AND 3650)
);
COMMENT ON TABLE audit.workspace_retention IS 'Workspaces whose owner has chosen; the operator''s number holds for others.';
SELECT sec.protect_table('audit.workspace_retention', ${AUDIT_VIEW}, ${SETTINGS_MANAGE});
-- Only audit.keep_for writes: the policy would let every scope with the permission, also one of the server's own jobs.
REVOKE INSERT, UPDATE, DELETE ON audit.workspace_retention FROM ${runtime_role};
CREATE POLICY choosing ON audit.workspace_retention TO CURRENT_USER USING (true) WITH CHECK (true);
SELECT audit.track_changes('audit.workspace_retention');

CREATE TABLE audit.cleared (
    workspace_id uuid PRIMARY KEY,
    before       date NOT NULL
);
COMMENT ON TABLE audit.cleared IS 'Of days before this one a workspace has no entries. Outlives the workspace.';
SELECT sec.control_table('audit.cleared', 'how far the upkeep of the trail has come');

-- As before, with a message that fits whatever an owner alone may do.
CREATE OR REPLACE FUNCTION workspace.of_acting_owner() RETURNS uuid
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    own uuid := sec.workspace(${MEMBERS_MANAGE});
BEGIN
    IF sec.accessor() <> 'u' OR NOT EXISTS (SELECT FROM workspace.member
                                             WHERE workspace_id = own AND id = sec.principal()
                                               AND role = 'OWNER') THEN
        RAISE EXCEPTION 'only an owner may do this' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN own;
END
$$;

-- Has the workspace of the scope keep its trail for so many days. Error 42501 unless one of its owners acts.
CREATE FUNCTION audit.keep_for(chosen integer) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    own uuid := workspace.of_acting_owner();
BEGIN
    INSERT INTO audit.workspace_retention AS r (workspace_id, days) VALUES (own, chosen)
    ON CONFLICT (workspace_id) DO UPDATE SET days = excluded.days WHERE r.days <> excluded.days;
END
$$;

-- The longest time for which any workspace keeps its trail, in days. The catalogue shows everybody as much: there are
-- partitions for so many.
CREATE FUNCTION audit.longest_days() RETURNS integer
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN greatest((SELECT days FROM audit.retention), (SELECT max(days) FROM audit.workspace_retention));
END
$$;

-- The days that have partitions, of both tables.
CREATE VIEW audit.kept_day WITH (security_invoker = true) AS
    SELECT c.relname AS child,
           -- Only where it is one: the order in which conditions are asked is the planner's to choose.
           CASE WHEN c.relname ~ '^(access|change)_[0-9]{8}$' THEN to_date(right(c.relname, 8), 'YYYYMMDD') END AS day
      FROM pg_catalog.pg_inherits i
      JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid
     WHERE i.inhparent IN ('audit.access'::regclass, 'audit.change'::regclass);

-- Drops up to four partitions whose last entry is older than any workspace keeps it. To be called until it returns 0.
-- Whoever reads or records waits while a partition goes, and so does the drop for them: for a second at most, and the
-- next upkeep tries again.
CREATE OR REPLACE FUNCTION audit.drop_expired_days() RETURNS integer
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    SET lock_timeout = '1s'
AS $$
DECLARE
    today   date := (clock_timestamp() AT TIME ZONE 'UTC')::date;
    kept    integer;
    child   text;
    dropped integer := 0;
BEGIN
    -- One server at a time.
    PERFORM FROM audit.retention FOR UPDATE;
    kept := audit.longest_days();
    FOR child IN SELECT d.child FROM audit.kept_day d WHERE d.day + 1 + kept <= today ORDER BY d.day LIMIT 4
    LOOP
        EXECUTE format('DROP TABLE audit.%I', child);
        dropped := dropped + 1;
    END LOOP;
    RETURN dropped;
END
$$;

-- Deletes entries, fewer than twice `most`, of workspaces that keep them for a shorter time than
-- others do. To be called until it returns 0. What is deleted is nobody's to read any more, so nobody waits for it.
CREATE FUNCTION audit.clear_expired_entries(most integer) RETURNS integer
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    SET lock_timeout = '1s'
AS $$
DECLARE
    today    date := (clock_timestamp() AT TIME ZONE 'UTC')::date;
    kept     integer;
    shortest integer;
    target   record;
    part     record;
    parts    integer;
    removed  bigint;
    done     integer := 0;
BEGIN
    SELECT days INTO STRICT kept FROM audit.retention;
    SELECT least(kept, min(days)) INTO shortest FROM audit.workspace_retention;
    IF NOT EXISTS (SELECT FROM audit.kept_day d WHERE d.day + 1 + shortest <= today) THEN
        RETURN 0;
    END IF;
    INSERT INTO audit.cleared (workspace_id, before)
    SELECT w.workspace_id, '-infinity' FROM workspace.workspace w
     WHERE NOT EXISTS (SELECT FROM audit.cleared c WHERE c.workspace_id = w.workspace_id)
    ON CONFLICT DO NOTHING;
    FOR target IN
        SELECT c.workspace_id, c.before, today - own.days AS past
          FROM audit.cleared c
          LEFT JOIN audit.workspace_retention r ON r.workspace_id = c.workspace_id
         CROSS JOIN LATERAL (SELECT coalesce(r.days, kept) AS days) own
         WHERE c.before < today - own.days
         ORDER BY c.before, c.workspace_id
         LIMIT 100
           FOR UPDATE OF c SKIP LOCKED
    LOOP
        parts := 0;
        FOR part IN SELECT d.child, d.day FROM audit.kept_day d
                     WHERE d.day >= target.before AND d.day < target.past ORDER BY d.day
        LOOP
            -- Each table that is touched stays locked until the end, and a server has room for so many locks.
            IF parts >= 200 THEN
                UPDATE audit.cleared SET before = part.day WHERE workspace_id = target.workspace_id;
                RETURN done + 1;
            END IF;
            parts := parts + 1;
            EXECUTE format('DELETE FROM audit.%I WHERE ctid = ANY (ARRAY('
                           'SELECT ctid FROM audit.%1$I WHERE workspace_id = $1 LIMIT $2))', part.child)
              USING target.workspace_id, most;
            GET DIAGNOSTICS removed = ROW_COUNT;
            done := done + removed;
            IF done >= most THEN
                RETURN done;
            END IF;
        END LOOP;
        UPDATE audit.cleared SET before = target.past WHERE workspace_id = target.workspace_id;
        done := done + 1;
    END LOOP;
    RETURN done;
END
$$;

-- As before, around the end of the longest retention: what is past that goes as a table.
CREATE OR REPLACE FUNCTION audit.prepare_past_day(days_ago integer) RETURNS text
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    SET lock_timeout = '5s'
AS $$
DECLARE
    kept integer;
BEGIN
    PERFORM FROM audit.retention FOR UPDATE;
    kept := audit.longest_days();
    -- Only around the end of the retention: nobody fills the catalogue with days.
    IF days_ago IS NULL OR days_ago NOT BETWEEN kept - 1 AND kept + 2 THEN
        RAISE EXCEPTION 'not a day on trial' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    RETURN audit.past_day(days_ago);
END
$$;

-- The partition of access entries of a day of the past, made where it is missing.
CREATE FUNCTION audit.past_day(days_ago integer) RETURNS text
    LANGUAGE plpgsql VOLATILE
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    day   date := (clock_timestamp() AT TIME ZONE 'UTC')::date - days_ago;
    child text := 'access' || to_char(day, '_YYYYMMDD');
BEGIN
    IF to_regclass('audit.' || child) IS NULL THEN
        EXECUTE format('CREATE TABLE audit.%I (LIKE audit.access INCLUDING ALL)', child);
        EXECUTE format('ALTER TABLE audit.access ATTACH PARTITION audit.%I FOR VALUES FROM (%L) TO (%L)',
                       child, day::text || ' 00:00:00+00', (day + 1)::text || ' 00:00:00+00');
    END IF;
    RETURN child;
END
$$;

-- An entry of the past in the trail of the scope's workspace, so that what the upkeep keeps and removes can be tried
-- on a server that is too young to have any. It says of itself that it is one, and lies around the end of that
-- workspace's retention and nowhere else. Returns how many of that day there are.
CREATE FUNCTION audit.prepare_past_entry(days_ago integer) RETURNS bigint
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    SET lock_timeout = '5s'
AS $$
DECLARE
    own    uuid := sec.workspace(${AUDIT_VIEW});
    day    date := (clock_timestamp() AT TIME ZONE 'UTC')::date - days_ago;
    moment timestamptz := day::timestamp AT TIME ZONE 'UTC' + interval '12 hours';
    kept   integer;
    number bigint;
BEGIN
    PERFORM FROM audit.retention FOR UPDATE;
    SELECT coalesce((SELECT r.days FROM audit.workspace_retention r WHERE r.workspace_id = own), a.days)
      INTO STRICT kept FROM audit.retention a;
    IF days_ago IS NULL OR days_ago NOT BETWEEN kept - 1 AND kept + 2 THEN
        RAISE EXCEPTION 'not a day on trial' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    PERFORM audit.past_day(days_ago);
    SELECT count(*) INTO number FROM audit.access
     WHERE workspace_id = own AND at = moment AND action = 'RETENTION_TRIAL';
    IF number = 0 THEN
        INSERT INTO audit.access (workspace_id, at, id, accessor, principal, action, data_kind, outcome)
        SELECT w.workspace_id, moment, audit.new_id(moment), sec.accessor(), sec.principal(), 'RETENTION_TRIAL',
               'access-trail', 'COMPLETED'
          FROM workspace.workspace w WHERE w.workspace_id = own;
    END IF;
    UPDATE audit.cleared SET before = least(before, day) WHERE workspace_id = own;
    RETURN greatest(number, 1);
END
$$;
-- For the count above.
CREATE POLICY trial ON audit.access FOR SELECT TO CURRENT_USER USING (action = 'RETENTION_TRIAL');

GRANT EXECUTE ON FUNCTION audit.keep_for(integer), audit.longest_days(), audit.clear_expired_entries(integer),
    audit.prepare_past_entry(integer) TO ${runtime_role};
