-- Keys with which a program, and no person, calls this server for a workspace.
--
-- The runtime role reads what may be shown of them under row-level security. The hash of a key's secret lies in a
-- control table that it cannot read: it calls the functions below, and those that find a key want the secret itself.

CREATE TABLE identity.api_key (
    workspace_id uuid        NOT NULL REFERENCES workspace.workspace ON DELETE CASCADE,
    id           uuid        NOT NULL,
    name         text        NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    permissions  bigint      NOT NULL,
    created_by   uuid        NOT NULL,
    created_at   timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    revoked_at   timestamptz,
    PRIMARY KEY (workspace_id, id),
    -- A key never manages anything, whoever made it.
    CONSTRAINT may_look_and_ask
        CHECK (permissions > 0 AND permissions & ~(${AI_USE} | ${DASHBOARD_VIEW} | ${COSTS_VIEW})::bigint = 0),
    CONSTRAINT at_most_a_year CHECK (expires_at > created_at AND expires_at <= created_at + interval '366 days')
);
COMMENT ON TABLE identity.api_key IS 'Keys of programs; kept when they are over, because the trail names them.';
COMMENT ON COLUMN identity.api_key.permissions IS 'bits of the permissions that a request with this key has';

CREATE TABLE identity.api_key_secret (
    secret_hash  bytea PRIMARY KEY CHECK (octet_length(secret_hash) = 32),
    workspace_id uuid NOT NULL,
    key_id       uuid NOT NULL,
    last_used_at timestamptz,
    UNIQUE (workspace_id, key_id),
    FOREIGN KEY (workspace_id, key_id) REFERENCES identity.api_key (workspace_id, id) ON DELETE CASCADE
);
COMMENT ON COLUMN identity.api_key_secret.secret_hash IS 'SHA-256 of the 32 random bytes in the key.';

SELECT sec.protect_table('identity.api_key', 0, ${SETTINGS_MANAGE});
-- Only the functions below write: a key is made and revoked, and otherwise never changed.
REVOKE INSERT, UPDATE, DELETE ON identity.api_key FROM ${runtime_role};
SELECT audit.track_changes('identity.api_key');
SELECT sec.control_table('identity.api_key_secret', 'a key is shown before its workspace is known');
CREATE POLICY directory ON identity.api_key FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY making ON identity.api_key FOR INSERT TO CURRENT_USER WITH CHECK (true);
CREATE POLICY revoking ON identity.api_key FOR UPDATE TO CURRENT_USER USING (true) WITH CHECK (true);

-- Makes a key of the workspace of the scope. Error 42501 unless one of its owners acts; false if it has a hundred keys
-- that stand.
CREATE FUNCTION identity.create_api_key(new_id uuid, called text, secret bytea, granted bigint, lasting interval)
    RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    own    uuid := workspace.of_acting_owner();
    moment timestamptz := clock_timestamp();
BEGIN
    IF octet_length(secret) IS DISTINCT FROM 32 THEN
        RAISE EXCEPTION 'a secret has 32 bytes' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    PERFORM FROM workspace.workspace WHERE workspace_id = own FOR KEY SHARE;
    IF (SELECT count(*) FROM identity.api_key
         WHERE workspace_id = own AND revoked_at IS NULL AND expires_at > moment) >= 100 THEN
        RETURN false;
    END IF;
    INSERT INTO identity.api_key (workspace_id, id, name, permissions, created_by, created_at, expires_at)
    VALUES (own, new_id, called, granted, sec.principal(), moment, moment + lasting);
    INSERT INTO identity.api_key_secret (secret_hash, workspace_id, key_id) VALUES (sha256(secret), own, new_id);
    RETURN true;
END
$$;

-- Ends a key of the workspace of the scope, for good; false if none with this id stands.
CREATE FUNCTION identity.revoke_api_key(which uuid) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    own uuid := workspace.of_acting_owner();
BEGIN
    UPDATE identity.api_key SET revoked_at = clock_timestamp()
     WHERE workspace_id = own AND id = which AND revoked_at IS NULL AND expires_at > clock_timestamp();
    RETURN FOUND;
END
$$;

-- When each key of the workspace of the scope was last used; those that never were are left out.
CREATE FUNCTION identity.api_keys_last_used() RETURNS TABLE (key_id uuid, last_used_at timestamptz)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN QUERY
    SELECT s.key_id, s.last_used_at FROM identity.api_key_secret s
     WHERE s.workspace_id = sec.workspace(${SETTINGS_MANAGE}) AND s.last_used_at IS NOT NULL;
END
$$;

-- Looks up many keys at once. One that is unknown, expired or revoked has no row.
CREATE FUNCTION identity.find_api_keys(secrets bytea[])
    RETURNS TABLE (question integer, workspace_id uuid, key_id uuid, permissions bigint, stale boolean)
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 10
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN QUERY
    SELECT q.number::integer, k.workspace_id, k.id, k.permissions,
           coalesce(s.last_used_at < now() - interval '1 minute', true)
      FROM unnest(secrets) WITH ORDINALITY AS q(secret, number)
      JOIN identity.api_key_secret s ON s.secret_hash = sha256(q.secret)
      JOIN identity.api_key k ON k.workspace_id = s.workspace_id AND k.id = s.key_id
     WHERE k.revoked_at IS NULL AND k.expires_at > clock_timestamp();
END
$$;

-- Writes that these keys were used, where a minute has passed since that was last written.
CREATE FUNCTION identity.touch_api_keys(secrets bytea[]) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    UPDATE identity.api_key_secret SET last_used_at = now() WHERE secret_hash IN (
        SELECT s.secret_hash FROM identity.api_key_secret s
         WHERE s.secret_hash IN (SELECT sha256(q) FROM unnest(secrets) q)
           AND coalesce(s.last_used_at < now() - interval '1 minute', true)
           FOR UPDATE SKIP LOCKED);
END
$$;

GRANT EXECUTE ON FUNCTION identity.create_api_key(uuid, text, bytea, bigint, interval), identity.revoke_api_key(uuid),
    identity.api_keys_last_used(), identity.find_api_keys(bytea[]), identity.touch_api_keys(bytea[])
    TO ${runtime_role};
