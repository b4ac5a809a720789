-- Which system counts where several have records of a kind. A kind without a row follows the rule that is built in.
CREATE TABLE connect.precedence (
    workspace_id  uuid NOT NULL REFERENCES workspace.workspace ON DELETE CASCADE,
    kind          text NOT NULL
        CHECK (kind IN ('projects', 'invoices', 'time_entries', 'people', 'deals', 'bookings')),
    connection_id uuid NOT NULL,
    others        text NOT NULL CHECK (others IN ('counted', 'left_out')),
    PRIMARY KEY (workspace_id, kind),
    FOREIGN KEY (workspace_id, connection_id) REFERENCES connect.connection (workspace_id, id) ON DELETE CASCADE
);
CREATE INDEX precedence_of_connection ON connect.precedence (workspace_id, connection_id);
COMMENT ON COLUMN connect.precedence.others IS 'what becomes of records that only another system has';

SELECT sec.protect_table('connect.precedence', ${CONNECTIONS_VIEW}, ${CONNECTIONS_MANAGE});
SELECT audit.track_changes('connect.precedence');
