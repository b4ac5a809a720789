-- A consent that a member went to a vendor for and has not come back from. Each is used once, within ten minutes.
CREATE TABLE connect.consent (
    workspace_id  uuid NOT NULL REFERENCES workspace.workspace ON DELETE CASCADE,
    id            uuid NOT NULL,
    secret_hash   bytea NOT NULL CHECK (octet_length(secret_hash) = 32),
    session_hash  bytea NOT NULL CHECK (octet_length(session_hash) = 32),
    member_id     uuid NOT NULL,
    connector     text NOT NULL CHECK (connector ~ '^[a-z][a-z0-9_]{1,30}$'),
    label         text NOT NULL CHECK (length(label) BETWEEN 1 AND 100),
    settings      jsonb NOT NULL CHECK (jsonb_typeof(settings) = 'object'),
    connection_id uuid,
    expires_at    timestamptz NOT NULL,
    PRIMARY KEY (workspace_id, id),
    FOREIGN KEY (workspace_id, connection_id) REFERENCES connect.connection (workspace_id, id) ON DELETE CASCADE
);
COMMENT ON COLUMN connect.consent.secret_hash IS 'of the random bits that travel through the vendor''s pages';
COMMENT ON COLUMN connect.consent.session_hash IS 'of the session that went, which must be the one that comes back';
COMMENT ON COLUMN connect.consent.connection_id IS 'the connection that gets new tokens; null for a new connection';

-- What a consent has given a connection. The access token is the connection's own credential.
CREATE TABLE connect.oauth_grant (
    workspace_id          uuid NOT NULL REFERENCES workspace.workspace ON DELETE CASCADE,
    connection_id         uuid NOT NULL,
    refresh_credential_id uuid NOT NULL,
    scopes                text NOT NULL CHECK (length(scopes) <= 4000),
    more_than_asked       boolean NOT NULL,
    generation            bigint NOT NULL CHECK (generation > 0),
    renewed_at            timestamptz NOT NULL,
    expires_at            timestamptz NOT NULL,
    ended_at              timestamptz,
    PRIMARY KEY (workspace_id, connection_id),
    FOREIGN KEY (workspace_id, connection_id) REFERENCES connect.connection (workspace_id, id) ON DELETE CASCADE,
    FOREIGN KEY (workspace_id, refresh_credential_id) REFERENCES vault.credential (workspace_id, id)
);
COMMENT ON COLUMN connect.oauth_grant.generation IS 'one more with each new access token';
COMMENT ON COLUMN connect.oauth_grant.ended_at IS 'when the vendor said that the refresh token is no longer valid';

SELECT sec.protect_table('connect.consent', ${CONNECTIONS_MANAGE}, ${CONNECTIONS_MANAGE});
SELECT sec.protect_table('connect.oauth_grant', ${CONNECTIONS_VIEW}, ${CONNECTIONS_MANAGE});
-- The hashes are columns of bytes, which change entries mask.
SELECT audit.track_changes('connect.consent');
SELECT audit.track_changes('connect.oauth_grant');
