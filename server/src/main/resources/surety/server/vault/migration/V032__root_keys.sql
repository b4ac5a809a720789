-- Which root keys there are, which server holds them and seals under which, and how much is sealed under each. The keys
-- themselves are outside the database; these are their ids.
CREATE TABLE vault.root_key (
    key_id        text PRIMARY KEY CHECK (key_id ~ '^[0-9a-f]{16}$'),
    first_seen    timestamptz NOT NULL DEFAULT now(),
    drawn_at      timestamptz,
    current_since timestamptz,
    removed_at    timestamptz
);
COMMENT ON COLUMN vault.root_key.drawn_at IS 'when a rotation drew it; until it is current, the rotation can go on with it';
COMMENT ON COLUMN vault.root_key.current_since IS 'since when values are sealed under it; the latest one is current';
COMMENT ON COLUMN vault.root_key.removed_at IS 'when an operator had the servers forget it';

CREATE TABLE vault.root_key_holder (
    server  uuid NOT NULL,
    key_id  text NOT NULL REFERENCES vault.root_key,
    place   text NOT NULL CHECK (place ~ '^[a-z0-9]{1,20}$'),
    seals   boolean NOT NULL,
    seen_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (server, key_id)
);
COMMENT ON COLUMN vault.root_key_holder.seals IS 'the server seals under this key; it opens with all that it holds';

SELECT sec.control_table('vault.root_key', 'root keys of the installation, by their ids');
SELECT sec.control_table('vault.root_key_holder', 'which server holds which root key');

-- Goes on only in a transaction whose scope is the server's own, outside every workspace.
CREATE FUNCTION vault.require_server_scope() RETURNS void
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

-- A server that was not seen for so long is down.
CREATE FUNCTION vault.live_since() RETURNS timestamptz
    LANGUAGE sql STABLE
    RETURN clock_timestamp() - interval '2 minutes';

CREATE FUNCTION vault.current_root_key() RETURNS text
    LANGUAGE sql STABLE
    SET search_path = pg_catalog, pg_temp
AS $$
    SELECT key_id FROM vault.root_key
     WHERE current_since IS NOT NULL AND removed_at IS NULL
     ORDER BY current_since DESC LIMIT 1
$$;

-- A server tells which keys it holds, the one that it seals under first. The answer is the installation's current key.
CREATE FUNCTION vault.report_root_keys(reporter uuid, held text[], places text[]) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM vault.require_server_scope();
    INSERT INTO vault.root_key (key_id) SELECT unnest(held) ON CONFLICT (key_id) DO NOTHING;
    DELETE FROM vault.root_key_holder
     WHERE server = reporter AND key_id <> ALL (held) OR seen_at < now() - interval '1 day';
    INSERT INTO vault.root_key_holder (server, key_id, place, seals)
    SELECT reporter, h.key_id, h.place, h.number = 1
      FROM unnest(held, places) WITH ORDINALITY AS h (key_id, place, number)
        ON CONFLICT (server, key_id) DO UPDATE
       SET place = excluded.place, seals = excluded.seals, seen_at = clock_timestamp();
    UPDATE vault.root_key SET current_since = clock_timestamp()
     WHERE key_id = held[1] AND vault.current_root_key() IS NULL;
    RETURN vault.current_root_key();
END
$$;

-- A rotation has drawn a key, which its server holds.
CREATE FUNCTION vault.announce_root_key(next text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM vault.require_server_scope();
    INSERT INTO vault.root_key (key_id, drawn_at) VALUES (next, clock_timestamp())
        ON CONFLICT (key_id) DO UPDATE SET drawn_at = excluded.drawn_at;
END
$$;

-- From here on every server that holds the key seals under it.
CREATE FUNCTION vault.make_root_key_current(next text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM vault.require_server_scope();
    UPDATE vault.root_key SET current_since = clock_timestamp(), removed_at = NULL WHERE key_id = next;
END
$$;

-- A server that ends says so; one that is killed is down after a while.
CREATE FUNCTION vault.leave_root_keys(reporter uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM vault.require_server_scope();
    DELETE FROM vault.root_key_holder WHERE server = reporter;
END
$$;

CREATE FUNCTION vault.root_key_status() RETURNS TABLE (
        key_id text, place text, first_seen timestamptz, current_since timestamptz, removed_at timestamptz,
        is_current boolean, prepared boolean, sealed bigint, holding bigint, sealing bigint, servers bigint)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    SET row_security = on
AS $$
BEGIN
    PERFORM vault.require_server_scope();
    RETURN QUERY
    WITH live AS (
        SELECT h.* FROM vault.root_key_holder h WHERE h.seen_at > vault.live_since()
    ), held AS (
        SELECT l.key_id, min(l.place) AS place, count(*) AS holding, count(*) FILTER (WHERE l.seals) AS sealing
          FROM live l GROUP BY l.key_id
    )
    SELECT coalesce(k.key_id, u.key_id), h.place, k.first_seen, k.current_since, k.removed_at,
           coalesce(k.key_id = vault.current_root_key(), false),
           k.drawn_at IS NOT NULL AND k.current_since IS NULL AND k.removed_at IS NULL, coalesce(u.credentials, 0),
           coalesce(h.holding, 0), coalesce(h.sealing, 0), (SELECT count(DISTINCT l.server) FROM live l)
      FROM vault.root_key k
      FULL JOIN vault.root_keys_in_use() u ON u.key_id = k.key_id
      LEFT JOIN held h ON h.key_id = k.key_id
     ORDER BY k.current_since DESC NULLS FIRST, 1;
END
$$;

-- Lets the servers forget a key, unless something is or may yet be sealed under it. Whoever seals has read a salt, or
-- the keys that sign evidence, in the same transaction: no transaction that began to seal under the former key is open
-- any more once both tables are locked.
CREATE FUNCTION vault.remove_root_key(former text) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    SET row_security = on
    SET lock_timeout = '3s'
AS $$
DECLARE
    left_over bigint;
BEGIN
    PERFORM vault.require_server_scope();
    IF former = vault.current_root_key() THEN
        RETURN 'current';
    END IF;
    PERFORM FROM vault.root_key_holder h
     WHERE h.seals AND h.seen_at > vault.live_since() AND h.key_id = former;
    IF FOUND THEN
        RETURN 'sealing';
    END IF;
    BEGIN
        LOCK TABLE vault.workspace_key, posture.signing_key IN ACCESS EXCLUSIVE MODE;
    EXCEPTION WHEN lock_not_available THEN
        RETURN 'busy';
    END;
    SELECT credentials INTO left_over FROM vault.root_keys_in_use() u WHERE u.key_id = former;
    IF coalesce(left_over, 0) > 0 THEN
        RETURN 'used';
    END IF;
    UPDATE vault.root_key SET removed_at = clock_timestamp() WHERE key_id = former;
    RETURN CASE WHEN FOUND THEN 'removed' ELSE 'unknown' END;
END
$$;

-- The ages of all stored credentials, oldest first.
CREATE FUNCTION vault.credential_ages(most integer)
    RETURNS TABLE (workspace_id uuid, id uuid, kind text, since timestamptz)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    SET row_security = on
AS $$
BEGIN
    PERFORM vault.require_server_scope();
    RETURN QUERY
    SELECT c.workspace_id, c.id, c.kind, coalesce(c.rotated_at, c.created_at) AS since
      FROM vault.credential c ORDER BY 4, 1, 2 LIMIT most;
END
$$;

-- Asked while the server runs, and no longer only by the owner when it starts.
DROP FUNCTION vault.workspaces_to_rewrap(text);
CREATE FUNCTION vault.workspaces_to_rewrap(current_key_id text) RETURNS TABLE (workspace_id uuid, credentials bigint)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    SET row_security = on
AS $$
BEGIN
    PERFORM vault.require_server_scope();
    RETURN QUERY
    SELECT c.workspace_id, count(*) FROM vault.credential c WHERE c.key_id <> current_key_id
     GROUP BY c.workspace_id ORDER BY c.workspace_id;
END
$$;

GRANT EXECUTE ON FUNCTION vault.report_root_keys(uuid, text[], text[]), vault.announce_root_key(text),
    vault.make_root_key_current(text),
    vault.leave_root_keys(uuid), vault.root_key_status(), vault.remove_root_key(text), vault.credential_ages(integer),
    vault.workspaces_to_rewrap(text)
    TO ${runtime_role};
