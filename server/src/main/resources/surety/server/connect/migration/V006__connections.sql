CREATE SCHEMA connect;
GRANT USAGE ON SCHEMA connect TO ${runtime_role};

-- A firm's own system that a workspace reads. What was read from it is in no table.
CREATE TABLE connect.connection (
    workspace_id    uuid NOT NULL REFERENCES workspace.workspace ON DELETE CASCADE,
    id              uuid NOT NULL,
    connector       text NOT NULL CHECK (connector ~ '^[a-z][a-z0-9_]{1,30}$'),
    label           text NOT NULL CHECK (length(label) BETWEEN 1 AND 100),
    base_url        text NOT NULL CHECK (length(base_url) BETWEEN 1 AND 300),
    host            text NOT NULL CHECK (length(host) BETWEEN 1 AND 259),
    account         text NOT NULL CHECK (length(account) BETWEEN 1 AND 200),
    settings        jsonb NOT NULL CHECK (jsonb_typeof(settings) = 'object'),
    credential_id   uuid NOT NULL,
    read_only_by    text NOT NULL CHECK (read_only_by IN ('vendor_scope', 'our_filter')),
    state           text NOT NULL CHECK (state IN ('ready', 'refused', 'failing')),
    last_error      text CHECK (last_error ~ '^[A-Z][A-Z_]{1,40}$'),
    last_success_at timestamptz,
    coverage        jsonb NOT NULL CHECK (jsonb_typeof(coverage) = 'object'),
    tested_at       timestamptz NOT NULL,
    created_at      timestamptz NOT NULL DEFAULT now(),
    created_by      uuid NOT NULL,
    rotated_at      timestamptz,
    PRIMARY KEY (workspace_id, id),
    UNIQUE (workspace_id, connector, account),
    FOREIGN KEY (workspace_id, credential_id) REFERENCES vault.credential (workspace_id, id)
);
COMMENT ON COLUMN connect.connection.settings IS 'form fields of the connector that are no secrets';
COMMENT ON COLUMN connect.connection.read_only_by IS 'who refuses writes: the vendor, by the scope of the credential, or only our filter';
COMMENT ON COLUMN connect.connection.coverage IS 'for each of the six fetches how far it can be read, as of tested_at';
COMMENT ON COLUMN connect.connection.last_error IS 'a stable code, never a text of the vendor';

SELECT sec.protect_table('connect.connection', ${CONNECTIONS_VIEW}, ${CONNECTIONS_MANAGE});
SELECT audit.track_changes('connect.connection');
