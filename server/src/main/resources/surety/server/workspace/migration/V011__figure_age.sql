-- How long figures may be held in memory. A workspace may shorten the quarter of an hour, never lengthen it.
ALTER TABLE workspace.workspace
    ADD COLUMN figures_seconds integer NOT NULL DEFAULT 900 CHECK (figures_seconds BETWEEN 1 AND 900);
COMMENT ON COLUMN workspace.workspace.figures_seconds IS 'how long after the start of their reading figures may be shown';
