CREATE SCHEMA vault;
GRANT USAGE ON SCHEMA vault TO ${runtime_role};

-- The random part of each workspace's key. Without this row, no copy of the workspace's sealed values can be opened by
-- anybody, whoever holds the root key.
CREATE TABLE vault.workspace_key (
    workspace_id uuid PRIMARY KEY REFERENCES workspace.workspace ON DELETE CASCADE,
    salt         bytea NOT NULL CHECK (octet_length(salt) = 32),
    created_at   timestamptz NOT NULL DEFAULT now()
);

-- No reference to workspace_key: destroying the key must not wait for the values that it makes unreadable.
CREATE TABLE vault.credential (
    workspace_id uuid NOT NULL REFERENCES workspace.workspace ON DELETE CASCADE,
    id           uuid NOT NULL,
    kind         text NOT NULL CHECK (kind ~ '^[a-z][a-z0-9-]{0,59}$'),
    label        text NOT NULL CHECK (length(label) BETWEEN 1 AND 100),
    host         text NOT NULL CHECK (length(host) BETWEEN 1 AND 259),
    sealed       bytea NOT NULL CHECK (octet_length(sealed) BETWEEN 98 AND 97 + 16384 AND get_byte(sealed, 0) = 1),
    key_id       text NOT NULL GENERATED ALWAYS AS (encode(substr(sealed, 2, 8), 'hex')) STORED,
    fingerprint  text NOT NULL CHECK (fingerprint ~ '^[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}$'),
    created_at   timestamptz NOT NULL DEFAULT now(),
    rotated_at   timestamptz,
    PRIMARY KEY (workspace_id, id)
);
COMMENT ON COLUMN vault.credential.sealed IS 'envelope/SPEC.md, section 2; the value is bound to this row and host';
COMMENT ON COLUMN vault.credential.key_id IS 'the root key that the value needs, read from the sealed value itself';

SELECT sec.protect_table('vault.workspace_key', ${CONNECTIONS_VIEW}, ${CONNECTIONS_MANAGE});
SELECT sec.protect_table('vault.credential', ${CONNECTIONS_VIEW}, ${CONNECTIONS_MANAGE});
-- Salts and sealed values are columns of bytes, which change entries mask.
SELECT audit.track_changes('vault.workspace_key');
SELECT audit.track_changes('vault.credential');

-- When the server starts, its owner asks across workspaces which root keys are needed. The runtime role may call
-- neither function: how much others store is not its business.
CREATE POLICY inventory ON vault.credential FOR SELECT TO CURRENT_USER USING (true);

CREATE FUNCTION vault.root_keys_in_use() RETURNS TABLE (key_id text, credentials bigint)
    LANGUAGE sql STABLE
    SET search_path = pg_catalog, pg_temp
    SET row_security = on
AS $$
    SELECT key_id, count(*) FROM vault.credential GROUP BY key_id ORDER BY key_id
$$;

CREATE FUNCTION vault.workspaces_to_rewrap(current_key_id text) RETURNS TABLE (workspace_id uuid, credentials bigint)
    LANGUAGE sql STABLE
    SET search_path = pg_catalog, pg_temp
    SET row_security = on
AS $$
    SELECT workspace_id, count(*) FROM vault.credential WHERE key_id <> current_key_id
     GROUP BY workspace_id ORDER BY workspace_id
$$;
