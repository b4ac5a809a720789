-- What a disconnect did, signed. The connection itself is gone, so that nothing refers to it.
CREATE TABLE connect.receipt (
    workspace_id uuid NOT NULL REFERENCES workspace.workspace ON DELETE CASCADE,
    id           uuid NOT NULL,
    label        text NOT NULL CHECK (length(label) BETWEEN 1 AND 100),
    connector    text NOT NULL CHECK (connector ~ '^[a-z][a-z0-9_]{1,30}$'),
    ended_at     timestamptz NOT NULL,
    envelope     bytea NOT NULL CHECK (octet_length(envelope) BETWEEN 1 AND 16384),
    PRIMARY KEY (workspace_id, id)
);
COMMENT ON COLUMN connect.receipt.envelope IS 'a DSSE envelope, as it was signed';

SELECT sec.protect_table('connect.receipt', ${CONNECTIONS_MANAGE}, ${CONNECTIONS_MANAGE});
SELECT audit.track_changes('connect.receipt');
