-- A connection reads a source and nothing else. Whatever is written to one day lives in tables of its own.
ALTER TABLE connect.connection
    ADD COLUMN direction text NOT NULL DEFAULT 'inward',
    ADD CONSTRAINT connection_is_inward CHECK (direction = 'inward');
COMMENT ON COLUMN connect.connection.direction IS 'which way records go: always inward';
