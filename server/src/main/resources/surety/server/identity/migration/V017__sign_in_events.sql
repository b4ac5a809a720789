-- Sign-in events: what becomes of a person's sessions is an entry in the trail of every workspace that the person may
-- enter at that moment, written in the transaction of the event itself.

CREATE TABLE identity.failed_code_count (
    day    date PRIMARY KEY,
    number bigint NOT NULL
);
COMMENT ON TABLE identity.failed_code_count IS 'Wrong codes for addresses that no trail knows. Only how many there were.';
SELECT sec.control_table('identity.failed_code_count', 'counts attempts of people who are in no workspace');

-- Records an event of an account; how many workspaces' trails it is in. The entry names the person as the workspace
-- knows it, by its membership or by its support grant.
CREATE FUNCTION identity.record_event(person uuid, event text, result text) RETURNS bigint
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
    INSERT INTO audit.access (workspace_id, at, id, accessor, principal, action, data_kind, outcome)
    SELECT w.workspace_id, moment, audit.new_id(moment), e.accessor, e.principal, event, 'session', result
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

-- Records a wrong code: in the trails of the person with this address, else as one more of the day.
CREATE FUNCTION identity.record_failed_code(address text) RETURNS void
    LANGUAGE plpgsql VOLATILE
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    begun   timestamptz := clock_timestamp();
    person  uuid := (SELECT id FROM identity.account WHERE email = address);
    unknown bigint;
BEGIN
    unknown := CASE WHEN identity.record_event(person, 'SIGN_IN_CODE', 'REFUSED') = 0 THEN 1 ELSE 0 END;
    -- Who typed a wrong code must not see by the time it took whether the address is known here: not by the work, and
    -- not by the wait for others who write to the row of the day.
    PERFORM pg_sleep(greatest(0, 0.01 - extract(epoch FROM clock_timestamp() - begun)));
    INSERT INTO identity.failed_code_count AS c (day, number)
    VALUES ((begun AT TIME ZONE 'UTC')::date, unknown)
    ON CONFLICT (day) DO UPDATE SET number = c.number + excluded.number;
END
$$;

-- As before, and recorded. Sessions that ran out are swept when somebody signs in, and their end is recorded then.
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
    PERFORM identity.record_event(account, 'SIGN_IN', 'COMPLETED');
END
$$;

-- As before, and a wrong code is recorded.
CREATE OR REPLACE FUNCTION identity.redeem_code(
    browser bytea, code text, secret bytea, session uuid, new_account uuid, agent text, client_network text)
    RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    request identity.sign_in_request;
BEGIN
    SELECT * INTO request FROM identity.sign_in_request
     WHERE browser_hash = sha256(browser) AND expires_at > now() FOR UPDATE;
    IF request.token_hash IS NULL THEN
        RETURN 'OVER';
    END IF;
    IF request.code_shown_at IS NOT NULL AND request.code_hash = sha256(browser || convert_to(code, 'UTF8')) THEN
        DELETE FROM identity.sign_in_request WHERE token_hash = request.token_hash;
        PERFORM identity.open_session(request.email, secret, session, new_account, agent, client_network);
        RETURN 'SIGNED_IN';
    END IF;
    PERFORM identity.record_failed_code(request.email);
    IF request.code_failures >= 4 THEN
        DELETE FROM identity.sign_in_request WHERE token_hash = request.token_hash;
        RETURN 'OVER';
    END IF;
    UPDATE identity.sign_in_request SET code_failures = code_failures + 1 WHERE token_hash = request.token_hash;
    RETURN 'WRONG';
END
$$;

-- Ends one session of the account whose session this is; false when it has none with this id. Its own end is a
-- sign-out, that of another one is not.
CREATE OR REPLACE FUNCTION identity.end_session(secret bytea, session uuid) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    ended identity.session;
BEGIN
    SELECT s.* INTO ended FROM identity.session s
     WHERE s.id = session AND s.account_id = identity.account_of(secret) FOR UPDATE;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    DELETE FROM identity.session s WHERE s.id = ended.id;
    PERFORM identity.record_event(
        ended.account_id, CASE WHEN ended.secret_hash = sha256(secret) THEN 'SIGN_OUT' ELSE 'SESSION_END' END,
        'COMPLETED');
    RETURN true;
END
$$;

-- Ends every session of the account but this one; an entry for each.
CREATE OR REPLACE FUNCTION identity.end_other_sessions(secret bytea) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    ended uuid;
BEGIN
    FOR ended IN
        DELETE FROM identity.session s
         WHERE s.account_id = identity.account_of(secret) AND s.secret_hash <> sha256(secret)
        RETURNING s.account_id
    LOOP
        PERFORM identity.record_event(ended, 'SESSION_END', 'COMPLETED');
    END LOOP;
END
$$;
