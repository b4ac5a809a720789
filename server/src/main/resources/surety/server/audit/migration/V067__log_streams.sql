-- Streams: a workspace's log, sent line by line to places that its owner has named.
--
-- What an owner decides stands in audit.stream and is in the trail of changes. How far a stream has come changes with
-- each batch; it stands in a table of its own whose changes are not recorded: an entry for each batch would be sent with
-- the next one, and so on for ever.

CREATE TABLE audit.stream (
    workspace_id  uuid        NOT NULL REFERENCES workspace.workspace ON DELETE CASCADE,
    id            uuid        NOT NULL,
    name          text        NOT NULL CHECK (char_length(name) BETWEEN 1 AND 80),
    kind          text        NOT NULL CHECK (kind IN ('webhook', 'syslog')),
    host          text        NOT NULL CHECK (octet_length(host) BETWEEN 1 AND 253),
    port          integer     NOT NULL CHECK (port BETWEEN 1 AND 65535),
    path          text        CHECK (octet_length(path) BETWEEN 1 AND 1000),
    authority     text        CHECK (octet_length(authority) BETWEEN 1 AND 20000),
    credential_id uuid,
    added_at      timestamptz NOT NULL DEFAULT now(),
    paused        text        CHECK (paused IN ('member', 'declined-401', 'declined-403', 'declined-410', 'failing',
                                                'secret')),
    paused_at     timestamptz,
    PRIMARY KEY (workspace_id, id),
    UNIQUE (workspace_id, name),
    FOREIGN KEY (workspace_id, credential_id) REFERENCES vault.credential (workspace_id, id)
);
COMMENT ON COLUMN audit.stream.path IS 'Of a webhook, with its query.';
COMMENT ON COLUMN audit.stream.authority IS 'Certificate in PEM of the only authority that may vouch for the receiver.';
COMMENT ON COLUMN audit.stream.credential_id IS 'Of a webhook: the secret that signs.';
COMMENT ON COLUMN audit.stream.paused IS 'Why nothing is sent now.';

SELECT sec.protect_table('audit.stream', ${AUDIT_VIEW}, ${SETTINGS_MANAGE});
-- Only the functions below write.
REVOKE INSERT, UPDATE, DELETE ON audit.stream FROM ${runtime_role};
CREATE POLICY streaming ON audit.stream TO CURRENT_USER USING (true) WITH CHECK (true);
SELECT audit.track_changes('audit.stream');

-- A stream is one server's at a time, the holder's, for as long as it says. A server that dies leaves it to the next one
-- when that time is over, at the same place.
CREATE TABLE audit.stream_turn (
    workspace_id  uuid        NOT NULL,
    stream_id     uuid        NOT NULL,
    next_seq      bigint      NOT NULL CHECK (next_seq >= 0),
    due_at        timestamptz NOT NULL DEFAULT now(),
    holder        uuid,
    held_until    timestamptz,
    slow          boolean     NOT NULL DEFAULT false,
    failures      integer     NOT NULL DEFAULT 0,
    failing_since timestamptz,
    last_error    text        CHECK (last_error !~ '[^A-Z0-9_]' AND octet_length(last_error) BETWEEN 1 AND 60),
    last_error_at timestamptz,
    last_sent_at  timestamptz,
    day           date,
    day_lines     bigint      NOT NULL DEFAULT 0,
    PRIMARY KEY (workspace_id, stream_id),
    FOREIGN KEY (workspace_id, stream_id) REFERENCES audit.stream (workspace_id, id) ON DELETE CASCADE
);
COMMENT ON COLUMN audit.stream_turn.next_seq IS 'The first place of the log that its receiver has not accepted yet.';
COMMENT ON COLUMN audit.stream_turn.slow IS 'Failed or took long the last time: waits for one of the few places for such.';
COMMENT ON COLUMN audit.stream_turn.day IS 'The last day for which an entry says that the log is streamed.';
SELECT sec.control_table('audit.stream_turn', 'which server sends what next, over all workspaces');

-- ---------------------------------------------------------------------------------------------------------------------
-- What members do

-- Adds a stream that begins at a place of the log. Says 'added', 'taken' where the workspace has one of that name, or
-- 'full' where it has five. Error 42501 unless a member acts who may change settings.
CREATE FUNCTION audit.add_stream(new_id uuid, new_name text, new_kind text, new_host text, new_port integer,
                                 new_path text, new_authority text, new_credential uuid, begins_at bigint) RETURNS text
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    own uuid := sec.workspace(${SETTINGS_MANAGE});
BEGIN
    PERFORM audit.require_member();
    -- One after the other, or two at once would both be the fifth.
    PERFORM pg_advisory_xact_lock(hashtextextended('streams of ' || own, 0));
    IF EXISTS (SELECT FROM audit.stream s WHERE s.workspace_id = own AND s.name = new_name) THEN
        RETURN 'taken';
    END IF;
    IF (SELECT count(*) FROM audit.stream s WHERE s.workspace_id = own) >= 5 THEN
        RETURN 'full';
    END IF;
    INSERT INTO audit.stream (workspace_id, id, name, kind, host, port, path, authority, credential_id)
    VALUES (own, new_id, new_name, new_kind, new_host, new_port, new_path, new_authority, new_credential);
    INSERT INTO audit.stream_turn (workspace_id, stream_id, next_seq) VALUES (own, new_id, begins_at);
    RETURN 'added';
END
$$;

CREATE FUNCTION audit.require_member() RETURNS void
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF sec.accessor() <> 'u' THEN
        RAISE EXCEPTION 'only a member may do this' USING ERRCODE = 'insufficient_privilege';
    END IF;
END
$$;

-- Removes a stream; false where there is none.
CREATE FUNCTION audit.remove_stream(which uuid) RETURNS boolean
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    own uuid := sec.workspace(${SETTINGS_MANAGE});
BEGIN
    PERFORM audit.require_member();
    DELETE FROM audit.stream s WHERE s.workspace_id = own AND s.id = which;
    RETURN FOUND;
END
$$;

-- Has a stream send nothing from now on; false where there is none. What paused it first stays the reason. The server
-- itself pauses for its own reasons, a member for that of a member.
CREATE FUNCTION audit.pause_stream(which uuid, why text) RETURNS boolean
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    own uuid := sec.workspace(${SETTINGS_MANAGE});
BEGIN
    IF sec.accessor() <> (CASE why WHEN 'member' THEN 'u' ELSE 's' END) THEN
        RAISE EXCEPTION 'not the reason of who acts' USING ERRCODE = 'insufficient_privilege';
    END IF;
    UPDATE audit.stream s SET paused = why, paused_at = clock_timestamp()
     WHERE s.workspace_id = own AND s.id = which AND s.paused IS NULL;
    RETURN EXISTS (SELECT FROM audit.stream s WHERE s.workspace_id = own AND s.id = which);
END
$$;

-- Has a stream go on where it was, at once; false where there is none.
CREATE FUNCTION audit.resume_stream(which uuid) RETURNS boolean
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    own uuid := sec.workspace(${SETTINGS_MANAGE});
BEGIN
    PERFORM audit.require_member();
    UPDATE audit.stream s SET paused = NULL, paused_at = NULL
     WHERE s.workspace_id = own AND s.id = which AND s.paused IS NOT NULL;
    UPDATE audit.stream_turn t SET due_at = clock_timestamp(), slow = false, failures = 0, failing_since = NULL
     WHERE t.workspace_id = own AND t.stream_id = which;
    RETURN FOUND;
END
$$;

-- How far the streams of the scope's workspace have come.
CREATE FUNCTION audit.stream_states()
    RETURNS TABLE (stream_id uuid, behind bigint, waiting_since timestamptz, next_try timestamptz, failures integer,
                   last_error text, last_error_at timestamptz, last_sent_at timestamptz)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    own uuid := sec.workspace(${AUDIT_VIEW});
BEGIN
    RETURN QUERY
        SELECT t.stream_id, greatest(0, coalesce(l.size, 0) - t.next_seq),
               (SELECT f.at FROM audit.leaf f WHERE f.workspace_id = own AND f.seq >= t.next_seq
                 ORDER BY f.seq LIMIT 1),
               CASE WHEN t.failures > 0 THEN t.due_at END, t.failures, t.last_error, t.last_error_at, t.last_sent_at
          FROM audit.stream_turn t
          LEFT JOIN audit.log l ON l.workspace_id = t.workspace_id
         WHERE t.workspace_id = own;
END
$$;

-- ---------------------------------------------------------------------------------------------------------------------
-- What the server does

-- Claims streams that have something to send, for so long: at most `most` of those that work, and `most_slow` of those
-- that failed or took long the last time, so that they cannot use up all places. Those that waited longest come first.
CREATE FUNCTION audit.claim_streams(server uuid, most integer, most_slow integer, lasting interval)
    RETURNS TABLE (workspace_id uuid, stream_id uuid, next_seq bigint, slow boolean, failures integer,
                   failing_since timestamptz, day date, day_lines bigint)
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    moment timestamptz := clock_timestamp();
    lane   boolean;
BEGIN
    PERFORM sec.require_server_scope();
    FOREACH lane IN ARRAY ARRAY[false, true] LOOP
        RETURN QUERY
            WITH due AS MATERIALIZED (
                SELECT t.workspace_id, t.stream_id
                  FROM audit.stream_turn t
                  JOIN audit.log l ON l.workspace_id = t.workspace_id AND l.size > t.next_seq
                  JOIN audit.stream s ON s.workspace_id = t.workspace_id AND s.id = t.stream_id AND s.paused IS NULL
                 WHERE t.slow = lane AND t.due_at <= moment AND (t.held_until IS NULL OR t.held_until <= moment)
                 ORDER BY t.due_at
                 LIMIT CASE WHEN lane THEN most_slow ELSE most END
                   FOR UPDATE OF t SKIP LOCKED
            )
            UPDATE audit.stream_turn c SET holder = server, held_until = moment + lasting
              FROM due d
             WHERE c.workspace_id = d.workspace_id AND c.stream_id = d.stream_id
            RETURNING c.workspace_id, c.stream_id, c.next_seq, c.slow, c.failures, c.failing_since, c.day, c.day_lines;
    END LOOP;
END
$$;

-- The workspace of the scope, which must be that of a job of the server.
CREATE FUNCTION audit.workspace_of_job() RETURNS uuid
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    own uuid := sec.workspace(${AUDIT_VIEW});
BEGIN
    IF sec.accessor() <> 's' THEN
        RAISE EXCEPTION 'not a job of the server' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN own;
END
$$;

-- The receiver has accepted everything from `before` up to `after`. False, and nothing is changed, when the stream is
-- gone or not this server's any more: another one may then send the same again.
CREATE FUNCTION audit.advance_stream(which uuid, server uuid, before bigint, after bigint, lines integer,
                                     lasting interval) RETURNS boolean
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    own    uuid := audit.workspace_of_job();
    moment timestamptz := clock_timestamp();
BEGIN
    UPDATE audit.stream_turn t
       SET next_seq = after, day_lines = t.day_lines + lines, last_sent_at = moment, failures = 0,
           failing_since = NULL, held_until = moment + lasting
     WHERE t.workspace_id = own AND t.stream_id = which AND t.holder = server AND t.held_until > moment
       AND t.next_seq = before AND after > before;
    RETURN FOUND;
END
$$;

-- An entry says that the log is streamed on this day; what is sent from now on is counted for it.
CREATE FUNCTION audit.begin_stream_day(which uuid, server uuid, today date) RETURNS boolean
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    own uuid := audit.workspace_of_job();
BEGIN
    UPDATE audit.stream_turn t SET day = today, day_lines = 0
     WHERE t.workspace_id = own AND t.stream_id = which AND t.holder = server;
    RETURN FOUND;
END
$$;

-- Ends a turn; the next one is due after a while.
CREATE FUNCTION audit.release_stream(which uuid, server uuid, pause interval, was_slow boolean) RETURNS boolean
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    own uuid := audit.workspace_of_job();
BEGIN
    UPDATE audit.stream_turn t
       SET holder = NULL, held_until = NULL, due_at = clock_timestamp() + pause, slow = was_slow
     WHERE t.workspace_id = own AND t.stream_id = which AND t.holder = server;
    RETURN FOUND;
END
$$;

-- Ends a turn that failed. `why` is a word of the program and tells nothing of what was sent.
CREATE FUNCTION audit.fail_stream(which uuid, server uuid, why text, pause interval) RETURNS boolean
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    own    uuid := audit.workspace_of_job();
    moment timestamptz := clock_timestamp();
BEGIN
    UPDATE audit.stream_turn t
       SET holder = NULL, held_until = NULL, due_at = moment + pause, slow = true, failures = t.failures + 1,
           failing_since = coalesce(t.failing_since, moment), last_error = why, last_error_at = moment
     WHERE t.workspace_id = own AND t.stream_id = which AND t.holder = server;
    RETURN FOUND;
END
$$;

GRANT EXECUTE ON FUNCTION
    audit.add_stream(uuid, text, text, text, integer, text, text, uuid, bigint), audit.remove_stream(uuid),
    audit.pause_stream(uuid, text), audit.resume_stream(uuid), audit.stream_states(),
    audit.claim_streams(uuid, integer, integer, interval),
    audit.advance_stream(uuid, uuid, bigint, bigint, integer, interval), audit.begin_stream_day(uuid, uuid, date),
    audit.release_stream(uuid, uuid, interval, boolean), audit.fail_stream(uuid, uuid, text, interval)
    TO ${runtime_role};
