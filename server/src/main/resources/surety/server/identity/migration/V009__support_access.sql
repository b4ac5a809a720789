-- Support access: an owner lets one person look at a workspace, as a viewer, until a time that the grant names.
--
-- The person signs in as itself. There is no membership to forget: whether a grant stands is asked of this table at
-- every request, so that it ends by itself at its expiry.

CREATE TABLE workspace.support_grant (
    workspace_id uuid        NOT NULL REFERENCES workspace.workspace ON DELETE CASCADE,
    id           uuid        NOT NULL,
    email        text        NOT NULL CHECK (length(email) BETWEEN 3 AND 254 AND email = lower(email)),
    reason       text        NOT NULL CHECK (length(reason) BETWEEN 1 AND 200),
    granted_by   uuid        NOT NULL,
    granted_at   timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    revoked_at   timestamptz,
    PRIMARY KEY (workspace_id, id),
    CONSTRAINT at_most_72_hours CHECK (expires_at > granted_at AND expires_at <= granted_at + interval '72 hours')
);
CREATE INDEX support_grant_person ON workspace.support_grant (email, workspace_id, expires_at);
COMMENT ON TABLE workspace.support_grant IS 'Who outside the firm may look, until when; kept when it is over.';

SELECT sec.protect_table('workspace.support_grant', 0, ${MEMBERS_MANAGE});
-- Only the functions below write: a grant is made and revoked, and otherwise never changed.
REVOKE INSERT, UPDATE, DELETE ON workspace.support_grant FROM ${runtime_role};
SELECT audit.track_changes('workspace.support_grant');
CREATE POLICY directory ON workspace.support_grant FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY granting ON workspace.support_grant FOR INSERT TO CURRENT_USER WITH CHECK (true);
CREATE POLICY revoking ON workspace.support_grant FOR UPDATE TO CURRENT_USER USING (true) WITH CHECK (true);

-- The workspace of the scope if an owner acts in it, by the members' table and not by what the scope says; else error
-- 42501. Nobody else grants: not the server itself, not support.
CREATE FUNCTION workspace.of_acting_owner() RETURNS uuid
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    own uuid := sec.workspace(${MEMBERS_MANAGE});
BEGIN
    IF sec.accessor() <> 'u' OR NOT EXISTS (SELECT FROM workspace.member
                                             WHERE workspace_id = own AND id = sec.principal()
                                               AND role = 'OWNER') THEN
        RAISE EXCEPTION 'only an owner grants support access' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN own;
END
$$;

-- Lets a person look at the workspace of the scope, from now on and for so long.
CREATE FUNCTION workspace.grant_support(new_id uuid, person text, why text, lasting interval) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    own uuid := workspace.of_acting_owner();
    moment timestamptz := clock_timestamp();
BEGIN
    INSERT INTO workspace.support_grant (workspace_id, id, email, reason, granted_by, granted_at, expires_at)
    VALUES (own, new_id, person, why, sec.principal(), moment, moment + lasting);
END
$$;

-- Ends a grant of the workspace of the scope, for good; false if none with this id stands.
CREATE FUNCTION workspace.revoke_support(which uuid) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    own uuid := workspace.of_acting_owner();
BEGIN
    UPDATE workspace.support_grant SET revoked_at = clock_timestamp()
     WHERE workspace_id = own AND id = which AND revoked_at IS NULL AND expires_at > clock_timestamp();
    RETURN FOUND;
END
$$;
GRANT EXECUTE ON FUNCTION workspace.grant_support(uuid, text, text, interval), workspace.revoke_support(uuid)
    TO ${runtime_role};

-- The grants that stand at this moment.
CREATE VIEW workspace.standing_support WITH (security_invoker = true) AS
    SELECT * FROM workspace.support_grant WHERE revoked_at IS NULL AND expires_at > clock_timestamp();

-- The look-up of sessions, with the grant of a person who is no member. What is new is the join with the grants and
-- the last column, true where a grant and no membership lets the person in.
DROP FUNCTION identity.find_sessions(bytea[], uuid[]);
CREATE FUNCTION identity.find_sessions(secrets bytea[], workspaces uuid[])
    RETURNS TABLE (question integer, session_id uuid, account_id uuid, email text,
                   member_id uuid, member_role text, workspace_name text, by_grant boolean)
    LANGUAGE plpgsql SECURITY DEFINER ROWS 10
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    stale boolean := false;
    answer record;
BEGIN
    FOR answer IN
        SELECT q.number::integer AS number, s.id, s.account_id, a.email, coalesce(m.id, g.id) AS member_id,
               CASE WHEN m.id IS NOT NULL THEN m.role WHEN g.id IS NOT NULL THEN 'VIEWER' END AS role, w.name,
               m.id IS NULL AND g.id IS NOT NULL AS by_grant, s.last_seen_at < now() - interval '1 minute' AS stale
          FROM unnest(secrets, workspaces) WITH ORDINALITY AS q(secret, workspace, number)
          JOIN identity.live_session s ON s.secret_hash = sha256(q.secret)
          JOIN identity.account a ON a.id = s.account_id
          LEFT JOIN workspace.member m ON m.workspace_id = q.workspace AND m.account_id = s.account_id
          LEFT JOIN LATERAL (SELECT v.id, v.workspace_id FROM workspace.standing_support v
                              WHERE m.id IS NULL AND v.workspace_id = q.workspace AND v.email = a.email
                              ORDER BY v.expires_at DESC LIMIT 1) g ON true
          LEFT JOIN workspace.workspace w ON w.workspace_id = coalesce(m.workspace_id, g.workspace_id)
    LOOP
        stale := stale OR answer.stale;
        question := answer.number;
        session_id := answer.id;
        account_id := answer.account_id;
        email := answer.email;
        member_id := answer.member_id;
        member_role := answer.role;
        workspace_name := answer.name;
        by_grant := answer.by_grant;
        RETURN NEXT;
    END LOOP;
    IF stale THEN
        -- Skipping locked rows keeps two batches that hold the same sessions from waiting for each other.
        UPDATE identity.session SET last_seen_at = now() WHERE id IN (
            SELECT s.id FROM identity.live_session s
             WHERE s.secret_hash IN (SELECT sha256(q) FROM unnest(secrets) q)
               AND s.last_seen_at < now() - interval '1 minute'
               FOR UPDATE SKIP LOCKED);
    END IF;
END
$$;
GRANT EXECUTE ON FUNCTION identity.find_sessions(bytea[], uuid[]) TO ${runtime_role};

-- The workspaces that the account of this session may enter, as a member or by a grant that stands.
CREATE OR REPLACE FUNCTION identity.list_workspaces(secret bytea)
    RETURNS TABLE (workspace_id uuid, name text, role text)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN QUERY
    SELECT w.workspace_id, w.name, e.role
      FROM (SELECT m.workspace_id, m.role
              FROM workspace.member m
             WHERE m.account_id = identity.account_of(secret)
             UNION
            SELECT v.workspace_id, 'VIEWER'
              FROM workspace.standing_support v
              JOIN identity.account a ON a.email = v.email
             WHERE a.id = identity.account_of(secret)
               AND NOT EXISTS (SELECT FROM workspace.member m
                                WHERE m.workspace_id = v.workspace_id AND m.account_id = a.id)) e
      JOIN workspace.workspace w ON w.workspace_id = e.workspace_id
     ORDER BY lower(w.name), w.workspace_id
     LIMIT 200;
END
$$;
