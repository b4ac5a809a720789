-- Alerts: what an owner wants to hear of is found in the trail itself, after its entries have got their places in the
-- log. No request waits for it, and nothing is missed while a server is down.

CREATE TABLE audit.alert_rule (
    workspace_id uuid    NOT NULL REFERENCES workspace.workspace ON DELETE CASCADE,
    rule         text    NOT NULL CHECK (rule IN ('network', 'reads', 'refusals', 'support')),
    enabled      boolean NOT NULL,
    threshold    bigint  CHECK (threshold BETWEEN 1 AND 1000000000),
    PRIMARY KEY (workspace_id, rule)
);
COMMENT ON TABLE audit.alert_rule IS 'Rules that an owner has changed. Without a row a rule holds as it comes.';
SELECT sec.protect_table('audit.alert_rule', ${AUDIT_VIEW}, ${SETTINGS_MANAGE});
REVOKE INSERT, UPDATE, DELETE ON audit.alert_rule FROM ${runtime_role};
CREATE POLICY alerting ON audit.alert_rule TO CURRENT_USER USING (true) WITH CHECK (true);
SELECT audit.track_changes('audit.alert_rule');

CREATE TABLE audit.alert (
    workspace_id uuid        NOT NULL REFERENCES workspace.workspace ON DELETE CASCADE,
    id           uuid        NOT NULL,
    rule         text        NOT NULL CHECK (rule IN ('network', 'reads', 'refusals', 'support')),
    principal    uuid        NOT NULL,
    entry_at     timestamptz NOT NULL,
    entry_id     uuid        NOT NULL,
    number       bigint,
    network      text        CHECK (octet_length(network) BETWEEN 1 AND 100),
    raised_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    mailed_at    timestamptz,
    PRIMARY KEY (workspace_id, id),
    UNIQUE (workspace_id, rule, entry_id)
);
COMMENT ON COLUMN audit.alert.entry_id IS 'The entry with which the rule came true. The same entry raises no second alert.';
CREATE INDEX alert_of_principal ON audit.alert (workspace_id, rule, principal, entry_at);
CREATE INDEX alert_to_mail ON audit.alert (workspace_id) WHERE mailed_at IS NULL;
SELECT sec.protect_table('audit.alert', ${AUDIT_VIEW}, ${AUDIT_VIEW});
REVOKE INSERT, UPDATE, DELETE ON audit.alert FROM ${runtime_role};
CREATE POLICY alerting ON audit.alert TO CURRENT_USER USING (true) WITH CHECK (true);
SELECT audit.exempt_from_changes('audit.alert', 'made of entries of the trail, by audit.watch');

CREATE TABLE audit.alert_turn (
    workspace_id uuid   PRIMARY KEY,
    next_seq     bigint NOT NULL CHECK (next_seq >= 0)
);
COMMENT ON COLUMN audit.alert_turn.next_seq IS 'The first place of the log that was not looked at yet.';
SELECT sec.control_table('audit.alert_turn', 'how far each log has been watched');
-- Nobody is told of what was before there were alerts.
SET LOCAL row_security = on;
INSERT INTO audit.alert_turn (workspace_id, next_seq) SELECT workspace_id, size FROM audit.log;
SET LOCAL row_security = off;

-- ---------------------------------------------------------------------------------------------------------------------
-- What members do

-- Chooses for a rule. Error 42501 unless a member acts who may change settings.
CREATE FUNCTION audit.choose_alert_rule(which text, is_on boolean, most bigint) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    own uuid := sec.workspace(${SETTINGS_MANAGE});
BEGIN
    PERFORM audit.require_member();
    INSERT INTO audit.alert_rule AS r (workspace_id, rule, enabled, threshold) VALUES (own, which, is_on, most)
    ON CONFLICT (workspace_id, rule) DO UPDATE SET enabled = excluded.enabled, threshold = excluded.threshold
      WHERE (r.enabled, r.threshold) IS DISTINCT FROM (excluded.enabled, excluded.threshold);
END
$$;

-- ---------------------------------------------------------------------------------------------------------------------
-- What the server does

-- The number of a rule that has one; null when the rule is off.
CREATE FUNCTION audit.alert_threshold(own uuid, which text, usual bigint) RETURNS bigint
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    chosen audit.alert_rule;
BEGIN
    SELECT * INTO chosen FROM audit.alert_rule r WHERE r.workspace_id = own AND r.rule = which;
    RETURN CASE WHEN NOT chosen.enabled THEN NULL ELSE coalesce(chosen.threshold, usual) END;
END
$$;

-- Raises an alert unless the principal had one of the rule shortly before or after that entry.
CREATE FUNCTION audit.raise_alert(own uuid, which text, who uuid, moment timestamptz, entry uuid, how_many bigint,
                                  from_network text, apart interval) RETURNS void
    LANGUAGE plpgsql VOLATILE
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    INSERT INTO audit.alert (workspace_id, id, rule, principal, entry_at, entry_id, number, network)
    SELECT own, audit.new_id(clock_timestamp()), which, who, moment, entry, how_many, from_network
     WHERE NOT EXISTS (SELECT FROM audit.alert a
                        WHERE a.workspace_id = own AND a.rule = which AND a.principal = who
                          AND a.entry_at > moment - apart AND a.entry_at < moment + apart)
    ON CONFLICT (workspace_id, rule, entry_id) DO NOTHING;
END
$$;

-- Looks at the entries of a part of a log.
CREATE FUNCTION audit.watch_part(own uuid, first bigint, upto bigint) RETURNS void
    LANGUAGE plpgsql VOLATILE
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    reads    bigint := audit.alert_threshold(own, 'reads', 100000);
    refusals bigint := audit.alert_threshold(own, 'refusals', 10);
    support  bigint := audit.alert_threshold(own, 'support', 0);
    network  bigint := audit.alert_threshold(own, 'network', 0);
    oldest   timestamptz;
    newest   timestamptz;
    hit      record;
BEGIN
    SELECT min(l.at), max(l.at) INTO oldest, newest FROM audit.leaf l
     WHERE l.workspace_id = own AND l.seq >= first AND l.seq < upto AND l.stream = 'access';
    IF oldest IS NULL THEN
        RETURN;
    END IF;
    -- An entry may get its place after one that is younger, so those that followed within the time are looked at again.
    FOR hit IN
        SELECT n.*
          FROM (SELECT a.at, a.id, a.principal,
                       sum(a.record_count) FILTER (WHERE a.outcome <> 'REFUSED') OVER of_late AS read,
                       count(*) FILTER (WHERE a.outcome = 'REFUSED') OVER of_late AS refused
                  FROM audit.access a
                 WHERE a.workspace_id = own AND a.accessor <> 's'
                   AND a.at > oldest - interval '10 minutes' AND a.at <= newest + interval '10 minutes'
                   AND (a.record_count > 0 OR a.outcome = 'REFUSED')
                WINDOW of_late AS (PARTITION BY a.principal ORDER BY a.at RANGE '10 minutes' PRECEDING)) n
         WHERE n.at >= oldest AND (n.read > reads OR n.refused >= refusals)
         ORDER BY n.at, n.id
    LOOP
        IF hit.read > reads THEN
            PERFORM audit.raise_alert(own, 'reads', hit.principal, hit.at, hit.id, hit.read::bigint, NULL, '1 hour');
        END IF;
        IF hit.refused >= refusals THEN
            PERFORM audit.raise_alert(own, 'refusals', hit.principal, hit.at, hit.id, hit.refused, NULL, '1 hour');
        END IF;
    END LOOP;
    FOR hit IN
        SELECT a.at, a.id, a.principal, a.accessor, a.action, a.detail ->> 'network' AS network
          FROM (SELECT l.at, l.id FROM audit.leaf l
                 WHERE l.workspace_id = own AND l.seq >= first AND l.seq < upto AND l.stream = 'access') f
          JOIN LATERAL (SELECT * FROM audit.access e WHERE e.workspace_id = own AND e.at = f.at AND e.id = f.id
                           AND (e.accessor = 'p' OR e.action = 'SIGN_IN' AND e.detail IS NOT NULL)) a ON true
         ORDER BY a.at, a.id
    LOOP
        -- The first access of each day (UTC), by each grant.
        IF hit.accessor = 'p' AND support IS NOT NULL AND NOT EXISTS (
               SELECT FROM audit.alert x
                WHERE x.workspace_id = own AND x.rule = 'support' AND x.principal = hit.principal
                  AND (x.entry_at AT TIME ZONE 'UTC')::date = (hit.at AT TIME ZONE 'UTC')::date) THEN
            PERFORM audit.raise_alert(own, 'support', hit.principal, hit.at, hit.id, NULL, NULL, '0');
        END IF;
        -- The first sign-in of a member has nothing to be compared with.
        IF hit.accessor = 'u' AND hit.action = 'SIGN_IN' AND network IS NOT NULL
           AND EXISTS (SELECT FROM audit.access e
                        WHERE e.workspace_id = own AND e.principal = hit.principal AND e.at < hit.at
                          AND e.action = 'SIGN_IN' AND e.detail IS NOT NULL)
           AND NOT EXISTS (SELECT FROM audit.access e
                            WHERE e.workspace_id = own AND e.principal = hit.principal
                              AND e.at < hit.at AND e.at > hit.at - interval '90 days'
                              AND e.action = 'SIGN_IN' AND e.detail IS NOT NULL
                              AND e.detail ->> 'network' = hit.network) THEN
            PERFORM audit.raise_alert(own, 'network', hit.principal, hit.at, hit.id, NULL, hit.network, '0');
        END IF;
    END LOOP;
END
$$;

-- Looks at what is new in the logs of at most so many workspaces, at most `entries` of each; how many there were. Of
-- several servers each takes others.
CREATE FUNCTION audit.watch(most integer, entries integer) RETURNS integer
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    turn record;
    done integer := 0;
BEGIN
    PERFORM sec.require_server_scope();
    INSERT INTO audit.alert_turn (workspace_id, next_seq)
    SELECT l.workspace_id, 0 FROM audit.log l
     WHERE NOT EXISTS (SELECT FROM audit.alert_turn t WHERE t.workspace_id = l.workspace_id)
    ON CONFLICT DO NOTHING;
    FOR turn IN
        SELECT t.workspace_id, t.next_seq, least(l.size, t.next_seq + entries) AS upto
          FROM audit.alert_turn t
          JOIN audit.log l ON l.workspace_id = t.workspace_id AND l.size > t.next_seq
         LIMIT most
           FOR UPDATE OF t SKIP LOCKED
    LOOP
        IF EXISTS (SELECT FROM workspace.workspace w WHERE w.workspace_id = turn.workspace_id) THEN
            PERFORM audit.watch_part(turn.workspace_id, turn.next_seq, turn.upto);
        END IF;
        UPDATE audit.alert_turn t SET next_seq = turn.upto WHERE t.workspace_id = turn.workspace_id;
        done := done + 1;
    END LOOP;
    RETURN done;
END
$$;

-- Workspaces with alerts of which nobody was told yet.
CREATE FUNCTION audit.alerts_to_mail(most integer) RETURNS SETOF uuid
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM sec.require_server_scope();
    RETURN QUERY SELECT DISTINCT a.workspace_id FROM audit.alert a WHERE a.mailed_at IS NULL LIMIT most;
END
$$;

-- The alerts of the workspace of which nobody was told yet; they count as told from now on.
CREATE FUNCTION audit.take_alerts(most integer) RETURNS SETOF uuid
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    own uuid := audit.workspace_of_job();
BEGIN
    RETURN QUERY
        WITH fresh AS MATERIALIZED (
            SELECT a.id FROM audit.alert a WHERE a.workspace_id = own AND a.mailed_at IS NULL
             ORDER BY a.raised_at, a.id LIMIT most FOR UPDATE SKIP LOCKED
        )
        UPDATE audit.alert a SET mailed_at = clock_timestamp() FROM fresh
         WHERE a.workspace_id = own AND a.id = fresh.id
        RETURNING a.id;
END
$$;

-- Removes alerts of before a day, which go when the entries that they tell of go.
CREATE FUNCTION audit.clear_alerts() RETURNS integer
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    removed integer;
BEGIN
    PERFORM sec.require_server_scope();
    DELETE FROM audit.alert a
     WHERE a.entry_at < clock_timestamp() - make_interval(days => 1 + coalesce(
               (SELECT r.days FROM audit.workspace_retention r WHERE r.workspace_id = a.workspace_id),
               (SELECT days FROM audit.retention)));
    GET DIAGNOSTICS removed = ROW_COUNT;
    RETURN removed;
END
$$;

GRANT EXECUTE ON FUNCTION audit.choose_alert_rule(text, boolean, bigint), audit.watch(integer, integer),
    audit.alerts_to_mail(integer), audit.take_alerts(integer), audit.clear_alerts() TO ${runtime_role};
