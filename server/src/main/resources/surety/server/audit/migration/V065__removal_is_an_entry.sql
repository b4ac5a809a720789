-- What the upkeep removes from a trail is told in that trail: which days, of which trail, and how many entries where they
-- went one by one. The entry comes in the transaction that removes, so neither is there without the other.

-- A removal of nothing but such entries is not told: each would otherwise be the reason of another, for ever.
CREATE FUNCTION audit.record_removal(workspaces uuid[], trail text, day date, number bigint) RETURNS void
    LANGUAGE plpgsql VOLATILE
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    moment timestamptz := clock_timestamp();
BEGIN
    INSERT INTO audit.access (workspace_id, at, id, accessor, principal, action, data_kind, first_day, last_day,
                              record_count, outcome)
    SELECT w.workspace_id, moment, audit.new_id(moment), 's', '00000000-0000-0000-0000-000000000001', 'TRAIL_EXPIRE',
           trail, day, day, number, 'COMPLETED'
      FROM workspace.workspace w WHERE w.workspace_id = ANY (workspaces);
END
$$;

-- As before, and told in the trail of each workspace that had entries in a partition. How many there were is not told:
-- counting them would take as long as they are many.
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
    RETURN dropped;
END
$$;

-- As before, and told in the trail.
CREATE OR REPLACE FUNCTION audit.clear_expired_entries(most integer) RETURNS integer
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
    told     bigint;
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
        FOR part IN SELECT d.child, d.day, split_part(d.child, '_', 1) AS stream FROM audit.kept_day d
                     WHERE d.day >= target.before AND d.day < target.past ORDER BY d.day
        LOOP
            -- Each table that is touched stays locked until the end, and a server has room for so many locks.
            IF parts >= 200 THEN
                UPDATE audit.cleared SET before = part.day WHERE workspace_id = target.workspace_id;
                RETURN done + 1;
            END IF;
            parts := parts + 1;
            EXECUTE format('WITH gone AS (DELETE FROM audit.%I WHERE ctid = ANY (ARRAY('
                           'SELECT ctid FROM audit.%1$I WHERE workspace_id = $1 LIMIT $2)) RETURNING %s AS own) '
                           'SELECT count(*), count(*) FILTER (WHERE NOT own) FROM gone', part.child,
                           CASE part.stream WHEN 'access' THEN 'action = ''TRAIL_EXPIRE'''
                                            WHEN 'leaf' THEN 'true' ELSE 'false' END)
               INTO removed, told USING target.workspace_id, most;
            IF told > 0 THEN
                PERFORM audit.record_removal(ARRAY[target.workspace_id], part.stream || '-trail', part.day, told);
            END IF;
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
