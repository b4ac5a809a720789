-- Tables of every shape that the rules allow, so that each attack has something to attack: composite foreign keys,
-- partitions, a view, a sequence, a control table and a definer function.

CREATE SCHEMA probe;
GRANT USAGE ON SCHEMA probe TO ${runtime_role};

CREATE TABLE probe.thing (
    workspace_id uuid NOT NULL REFERENCES workspace.workspace ON DELETE CASCADE,
    id           uuid NOT NULL,
    email        text NOT NULL,
    note         text NOT NULL,
    amount       numeric NOT NULL,
    PRIMARY KEY (workspace_id, id),
    UNIQUE (workspace_id, email)
);

CREATE TABLE probe.part (
    workspace_id uuid NOT NULL,
    id           uuid NOT NULL,
    thing        uuid NOT NULL,
    label        text,
    PRIMARY KEY (workspace_id, id),
    FOREIGN KEY (workspace_id, thing) REFERENCES probe.thing
);

CREATE TABLE probe.event (
    workspace_id uuid NOT NULL,
    at           timestamptz NOT NULL,
    id           uuid NOT NULL,
    kind         text NOT NULL CHECK (kind IN ('made', 'seen')),
    PRIMARY KEY (workspace_id, at, id)
) PARTITION BY RANGE (at);
CREATE TABLE probe.event_past PARTITION OF probe.event FOR VALUES FROM (MINVALUE) TO ('2020-01-01');
CREATE TABLE probe.event_now PARTITION OF probe.event FOR VALUES FROM ('2020-01-01') TO (MAXVALUE);

SELECT sec.protect_table('probe.thing', ${DASHBOARD_VIEW}, ${SETTINGS_MANAGE});
SELECT sec.protect_table('probe.part', ${DASHBOARD_VIEW}, ${SETTINGS_MANAGE});
SELECT sec.protect_table('probe.event', ${AUDIT_VIEW}, 0);
SELECT audit.track_changes('probe.thing');
SELECT audit.track_changes('probe.part');
SELECT audit.track_changes('probe.event');

CREATE VIEW probe.thing_note WITH (security_invoker = true) AS
    SELECT workspace_id, id, note FROM probe.thing;
GRANT SELECT ON probe.thing_note TO ${runtime_role};

CREATE SEQUENCE probe.counter;

CREATE TABLE probe.queue (workspace_id uuid NOT NULL, ref uuid NOT NULL, PRIMARY KEY (workspace_id, ref));
SELECT sec.control_table('probe.queue', 'references to work, no content');

CREATE FUNCTION probe.queue_length() RETURNS bigint
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    BEGIN ATOMIC
        SELECT count(*) FROM probe.queue;
    END;
GRANT EXECUTE ON FUNCTION probe.queue_length() TO ${runtime_role};
