-- The entry of a sign-in tells from which network it came, as the list of the person's own sessions does: the client's
-- address without its last bits, a /24 or a /48.

-- Sign-ins of one principal are looked for by time, and are few.
CREATE INDEX access_sign_in ON audit.access (workspace_id, principal, at)
    WHERE action = 'SIGN_IN' AND detail IS NOT NULL;

-- As before, with more to say about the event where there is something.
DROP FUNCTION identity.record_event(uuid, text, text);
CREATE FUNCTION identity.record_event(person uuid, event text, result text, more jsonb DEFAULT NULL) RETURNS bigint
    LANGUAGE plpgsql VOLATILE
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    moment  timestamptz := clock_timestamp();
    written bigint;
BEGIN
    -- As for every access entry: a session setting must not make the caller answer before the flush.
    IF current_setting('synchronous_commit') IN ('off', 'local') THEN
        PERFORM set_config('synchronous_commit', 'on', true);
    END IF;
    INSERT INTO audit.access (workspace_id, at, id, accessor, principal, action, data_kind, outcome, detail)
    SELECT w.workspace_id, moment, audit.new_id(moment), e.accessor, e.principal, event, 'session', result, more
      FROM (SELECT m.workspace_id, 'u' AS accessor, m.id AS principal
              FROM workspace.member m
             WHERE m.account_id = person
             UNION ALL
            (SELECT DISTINCT ON (v.workspace_id) v.workspace_id, 'p', v.id
               FROM workspace.standing_support v
               JOIN identity.account a ON a.email = v.email
              WHERE a.id = person
                AND NOT EXISTS (SELECT FROM workspace.member m
                                 WHERE m.workspace_id = v.workspace_id AND m.account_id = a.id)
              ORDER BY v.workspace_id, v.expires_at DESC)) e
      JOIN workspace.workspace w ON w.workspace_id = e.workspace_id;
    GET DIAGNOSTICS written = ROW_COUNT;
    RETURN written;
END
$$;

-- As before, and the entry tells the network.
CREATE OR REPLACE FUNCTION identity.open_session(
    address text, secret bytea, session uuid, new_account uuid, agent text, client_network text) RETURNS void
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    account uuid;
    ended   uuid;
BEGIN
    FOR ended IN
        DELETE FROM identity.session WHERE id IN (
            SELECT id FROM identity.session
             WHERE last_seen_at <= now() - interval '30 days' LIMIT 100 FOR UPDATE SKIP LOCKED)
        RETURNING account_id
    LOOP
        PERFORM identity.record_event(ended, 'SESSION_EXPIRE', 'COMPLETED');
    END LOOP;
    INSERT INTO identity.account (id, email) VALUES (new_account, address) ON CONFLICT (email) DO NOTHING;
    SELECT id INTO STRICT account FROM identity.account WHERE email = address;
    INSERT INTO identity.session (id, secret_hash, account_id, user_agent, network)
    VALUES (session, sha256(secret), account, agent, client_network);
    PERFORM identity.record_event(account, 'SIGN_IN', 'COMPLETED', jsonb_build_object('network', client_network));
END
$$;
