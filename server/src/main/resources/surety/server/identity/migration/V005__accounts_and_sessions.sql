-- Who may sign in, by which link, and with which session.
--
-- The runtime role reads and writes none of these tables. It calls the functions below, and each of them wants the
-- secret itself, a session's or a link's, and hashes it: hostile SQL in a session of the runtime role can neither list
-- sessions nor make one. What makes a sign-in request out of nothing but an address, identity.request_sign_in, wants
-- the signed scope of the server itself instead.

CREATE SCHEMA identity;
GRANT USAGE ON SCHEMA identity TO ${runtime_role};

CREATE TABLE identity.account (
    id         uuid PRIMARY KEY,
    email      text NOT NULL UNIQUE CHECK (length(email) BETWEEN 3 AND 254 AND email = lower(email)),
    created_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE identity.account IS 'A person, known by an address whose mail that person has read.';

CREATE TABLE identity.session (
    id           uuid PRIMARY KEY,
    secret_hash  bytea NOT NULL UNIQUE CHECK (octet_length(secret_hash) = 32),
    account_id   uuid NOT NULL REFERENCES identity.account ON DELETE CASCADE,
    created_at   timestamptz NOT NULL DEFAULT now(),
    last_seen_at timestamptz NOT NULL DEFAULT now(),
    user_agent   text NOT NULL CHECK (length(user_agent) <= 100),
    network      text NOT NULL CHECK (length(network) <= 50)
);
CREATE INDEX session_account ON identity.session (account_id);
CREATE INDEX session_last_seen ON identity.session (last_seen_at);
COMMENT ON TABLE identity.session IS 'Open sessions; one that was ended is deleted.';
COMMENT ON COLUMN identity.session.secret_hash IS 'SHA-256 of the 32 random bytes in the cookie.';
COMMENT ON COLUMN identity.session.network IS 'The client''s address, the last bits cut off.';

CREATE TABLE identity.sign_in_request (
    token_hash    bytea PRIMARY KEY CHECK (octet_length(token_hash) = 32),
    browser_hash  bytea NOT NULL UNIQUE CHECK (octet_length(browser_hash) = 32),
    code_hash     bytea NOT NULL CHECK (octet_length(code_hash) = 32),
    email         text NOT NULL CHECK (length(email) BETWEEN 3 AND 254 AND email = lower(email)),
    created_at    timestamptz NOT NULL DEFAULT now(),
    expires_at    timestamptz NOT NULL DEFAULT now() + interval '10 minutes',
    code_shown_at timestamptz,
    code_failures integer NOT NULL DEFAULT 0
);
CREATE INDEX sign_in_request_expiry ON identity.sign_in_request (expires_at);
COMMENT ON TABLE identity.sign_in_request IS 'Links that were mailed and not used yet; using one deletes it.';
COMMENT ON COLUMN identity.sign_in_request.code_hash IS
    'SHA-256 of the browser''s secret followed by the code: eight digits alone could be found by trying all.';
COMMENT ON COLUMN identity.sign_in_request.code_shown_at IS
    'When the link was opened on another device. Until then no code is accepted, so there is nothing to guess.';

-- A bucket per subject, kept as the moment when it will be full again. Losing it in a crash costs nothing.
CREATE UNLOGGED TABLE sec.rate_limit (
    subject_hash bytea PRIMARY KEY CHECK (octet_length(subject_hash) = 32),
    full_at      timestamptz NOT NULL
);
CREATE INDEX rate_limit_full_at ON sec.rate_limit (full_at);

SELECT sec.control_table('identity.account', 'a person may be a member of several workspaces');
SELECT sec.control_table('identity.session', 'a session is open before a workspace is chosen');
SELECT sec.control_table('identity.sign_in_request', 'nobody is signed in yet');
SELECT sec.control_table('sec.rate_limit', 'counts requests of people who are not signed in yet');

-- Goes on only in a transaction whose scope is the server's own, outside every workspace.
CREATE FUNCTION identity.require_server_scope() RETURNS void
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

-- Remembers a link that is about to be mailed. An earlier request of the same browser ends with it, so that of two
-- links the newer one counts.
CREATE FUNCTION identity.request_sign_in(
    token bytea, browser bytea, earlier_browser bytea, code text, address text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM identity.require_server_scope();
    DELETE FROM identity.sign_in_request WHERE browser_hash = sha256(earlier_browser);
    DELETE FROM identity.sign_in_request WHERE token_hash IN (
        SELECT token_hash FROM identity.sign_in_request WHERE expires_at <= now() LIMIT 100 FOR UPDATE SKIP LOCKED);
    INSERT INTO identity.sign_in_request (token_hash, browser_hash, code_hash, email)
    VALUES (sha256(token), sha256(browser), sha256(browser || convert_to(code, 'UTF8')), address);
END
$$;

-- Where a link was opened: HERE in the browser that asked, ELSEWHERE in another; null when the link is used, expired
-- or unknown. Changes nothing.
CREATE FUNCTION identity.place_of_link(token bytea, browser bytea) RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    RETURN (SELECT CASE WHEN r.browser_hash = sha256(browser) THEN 'HERE' ELSE 'ELSEWHERE' END
              FROM identity.sign_in_request r
             WHERE r.token_hash = sha256(token) AND r.expires_at > now());

-- Notes that the link was opened on another device, whose page now shows the code. False when the link is used,
-- expired or unknown.
CREATE FUNCTION identity.show_code(token bytea) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    UPDATE identity.sign_in_request SET code_shown_at = coalesce(code_shown_at, now())
     WHERE token_hash = sha256(token) AND expires_at > now();
    RETURN FOUND;
END
$$;

-- Opens a session for an address whose mail has just been shown to be read; makes the account at the first time.
CREATE FUNCTION identity.open_session(
    address text, secret bytea, session uuid, new_account uuid, agent text, client_network text) RETURNS void
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    account uuid;
BEGIN
    DELETE FROM identity.session WHERE id IN (
        SELECT id FROM identity.session
         WHERE last_seen_at <= now() - interval '30 days' LIMIT 100 FOR UPDATE SKIP LOCKED);
    INSERT INTO identity.account (id, email) VALUES (new_account, address) ON CONFLICT (email) DO NOTHING;
    SELECT id INTO STRICT account FROM identity.account WHERE email = address;
    INSERT INTO identity.session (id, secret_hash, account_id, user_agent, network)
    VALUES (session, sha256(secret), account, agent, client_network);
END
$$;

-- Signs in with a link in the browser that asked for it. Of several calls at once one finds the row; the others return
-- false.
CREATE FUNCTION identity.redeem_link(
    token bytea, browser bytea, secret bytea, session uuid, new_account uuid, agent text, client_network text)
    RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    address text;
BEGIN
    DELETE FROM identity.sign_in_request
     WHERE token_hash = sha256(token) AND browser_hash = sha256(browser) AND expires_at > now()
    RETURNING email INTO address;
    IF address IS NULL THEN
        RETURN false;
    END IF;
    PERFORM identity.open_session(address, secret, session, new_account, agent, client_network);
    RETURN true;
END
$$;

-- Signs in with the code that another device shows, in the browser that asked. SIGNED_IN, WRONG while more may be
-- tried, or OVER. The fifth wrong code ends the request, and its link with it.
CREATE FUNCTION identity.redeem_code(
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
    IF request.code_failures >= 4 THEN
        DELETE FROM identity.sign_in_request WHERE token_hash = request.token_hash;
        RETURN 'OVER';
    END IF;
    UPDATE identity.sign_in_request SET code_failures = code_failures + 1 WHERE token_hash = request.token_hash;
    RETURN 'WRONG';
END
$$;

-- The sessions that are neither idle for 30 days nor older than 90 days.
CREATE VIEW identity.live_session WITH (security_invoker = true) AS
    SELECT * FROM identity.session
     WHERE last_seen_at > now() - interval '30 days' AND created_at > now() - interval '90 days';

-- Looks up many sessions at once, each with the membership in one workspace, or none where that is null. A session
-- that is over has no row; an account that is no member of the workspace has a row without a member.
CREATE FUNCTION identity.find_sessions(secrets bytea[], workspaces uuid[])
    RETURNS TABLE (question integer, session_id uuid, account_id uuid, email text,
                   member_id uuid, member_role text, workspace_name text)
    LANGUAGE plpgsql SECURITY DEFINER ROWS 10
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    stale boolean := false;
    answer record;
BEGIN
    FOR answer IN
        SELECT q.number::integer AS number, s.id, s.account_id, a.email, m.id AS member_id, m.role, w.name,
               s.last_seen_at < now() - interval '1 minute' AS stale
          FROM unnest(secrets, workspaces) WITH ORDINALITY AS q(secret, workspace, number)
          JOIN identity.live_session s ON s.secret_hash = sha256(q.secret)
          JOIN identity.account a ON a.id = s.account_id
          LEFT JOIN workspace.member m ON m.workspace_id = q.workspace AND m.account_id = s.account_id
          LEFT JOIN workspace.workspace w ON w.workspace_id = m.workspace_id
    LOOP
        stale := stale OR answer.stale;
        question := answer.number;
        session_id := answer.id;
        account_id := answer.account_id;
        email := answer.email;
        member_id := answer.member_id;
        member_role := answer.role;
        workspace_name := answer.name;
        RETURN NEXT;
    END LOOP;
    IF stale THEN
        -- Skipping locked rows keeps two batches that hold the same sessions from waiting for each other.
        UPDATE identity.session SET last_seen_at = now() WHERE id IN (
            SELECT s.id FROM identity.live_session s
             WHERE s.secret_hash IN (SELECT sha256(q) FROM unnest(secrets) q)
               AND s.last_seen_at < now() - interval '1 minute'
               FOR UPDATE SKIP LOCKED);
    END IF;
END
$$;

-- The account of a live session, else null.
CREATE FUNCTION identity.account_of(secret bytea) RETURNS uuid
    LANGUAGE sql STABLE
    RETURN (SELECT s.account_id FROM identity.live_session s WHERE s.secret_hash = sha256(secret));

-- The open sessions of the account whose session this is.
CREATE FUNCTION identity.list_sessions(secret bytea)
    RETURNS TABLE (id uuid, created_at timestamptz, last_seen_at timestamptz, user_agent text, network text,
                   current boolean)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT s.id, s.created_at, s.last_seen_at, s.user_agent, s.network, s.secret_hash = sha256(secret)
      FROM identity.live_session s
     WHERE s.account_id = identity.account_of(secret)
     ORDER BY s.secret_hash = sha256(secret) DESC, s.last_seen_at DESC, s.id
     LIMIT 200;
END;

-- Ends one session of the account whose session this is; false when it has none with this id.
CREATE FUNCTION identity.end_session(secret bytea, session uuid) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    DELETE FROM identity.session s WHERE s.id = session AND s.account_id = identity.account_of(secret);
    RETURN FOUND;
END
$$;

-- Ends every session of the account but this one.
CREATE FUNCTION identity.end_other_sessions(secret bytea) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    DELETE FROM identity.session s
     WHERE s.account_id = identity.account_of(secret) AND s.secret_hash <> sha256(secret);
END;

-- The workspaces that the account of this session is a member of. (PL/pgSQL, because PostgreSQL checks the body of an
-- SQL function as whoever creates it, and the owner's row_security is off.)
CREATE FUNCTION identity.list_workspaces(secret bytea)
    RETURNS TABLE (workspace_id uuid, name text, role text)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN QUERY
    SELECT w.workspace_id, w.name, m.role
      FROM workspace.member m
      JOIN workspace.workspace w ON w.workspace_id = m.workspace_id
     WHERE m.account_id = identity.account_of(secret)
     ORDER BY lower(w.name), w.workspace_id
     LIMIT 200;
END
$$;

-- An open invitation, for the account that it is addressed to; nothing for anybody else.
CREATE FUNCTION identity.find_invitation(secret bytea, token bytea)
    RETURNS TABLE (workspace_id uuid, id uuid, workspace_name text, role text, account_id uuid, email text)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN QUERY
    SELECT i.workspace_id, i.id, w.name, i.role, a.id, a.email
      FROM workspace.invitation i
      JOIN workspace.workspace w ON w.workspace_id = i.workspace_id
      JOIN identity.account a ON a.email = i.email
     WHERE i.token_hash = sha256(token) AND i.expires_at > now() AND a.id = identity.account_of(secret);
END
$$;

-- Takes one permit from the subject's bucket, which holds `burst` and gains one every `refill`. Zero when it was
-- granted, else how long to wait for one.
CREATE FUNCTION sec.take_permit(subject text, burst integer, refill interval) RETURNS interval
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    key     bytea := sha256(convert_to(subject, 'UTF8'));
    present timestamptz := clock_timestamp();
    missing interval;
BEGIN
    -- A full bucket says no more than a missing row.
    DELETE FROM sec.rate_limit WHERE subject_hash IN (
        SELECT subject_hash FROM sec.rate_limit WHERE full_at < present LIMIT 20 FOR UPDATE SKIP LOCKED);
    INSERT INTO sec.rate_limit AS bucket (subject_hash, full_at) VALUES (key, present + refill)
    ON CONFLICT (subject_hash) DO UPDATE SET full_at = greatest(bucket.full_at, present) + refill
     WHERE greatest(bucket.full_at, present) + refill <= present + burst * refill;
    IF FOUND THEN
        RETURN interval '0';
    END IF;
    SELECT full_at + refill - burst * refill - present INTO missing FROM sec.rate_limit WHERE subject_hash = key;
    RETURN greatest(missing, interval '1 second');
END
$$;

GRANT EXECUTE ON FUNCTION
    identity.request_sign_in(bytea, bytea, bytea, text, text),
    identity.place_of_link(bytea, bytea),
    identity.show_code(bytea),
    identity.redeem_link(bytea, bytea, bytea, uuid, uuid, text, text),
    identity.redeem_code(bytea, text, bytea, uuid, uuid, text, text),
    identity.find_sessions(bytea[], uuid[]),
    identity.list_sessions(bytea),
    identity.end_session(bytea, uuid),
    identity.end_other_sessions(bytea),
    identity.list_workspaces(bytea),
    identity.find_invitation(bytea, bytea),
    sec.take_permit(text, integer, interval)
    TO ${runtime_role};
