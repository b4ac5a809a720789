-- The look-up of sessions in one query. That a session was used is written by a call of its own, which the caller makes
-- when the look-up says so: once a minute for a session, and not at each request.

DROP FUNCTION identity.find_sessions(bytea[], uuid[]);
CREATE FUNCTION identity.find_sessions(secrets bytea[], workspaces uuid[])
    RETURNS TABLE (question integer, session_id uuid, account_id uuid, email text,
                   member_id uuid, member_role text, workspace_name text, by_grant boolean, stale boolean)
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 10
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN QUERY
    SELECT q.number::integer, s.id, s.account_id, a.email, coalesce(m.id, g.id),
           CASE WHEN m.id IS NOT NULL THEN m.role WHEN g.id IS NOT NULL THEN 'VIEWER' END, w.name,
           m.id IS NULL AND g.id IS NOT NULL, s.last_seen_at < now() - interval '1 minute'
      FROM unnest(secrets, workspaces) WITH ORDINALITY AS q(secret, workspace, number)
      JOIN identity.live_session s ON s.secret_hash = sha256(q.secret)
      JOIN identity.account a ON a.id = s.account_id
      LEFT JOIN workspace.member m ON m.workspace_id = q.workspace AND m.account_id = s.account_id
      LEFT JOIN LATERAL (SELECT v.id, v.workspace_id FROM workspace.standing_support v
                          WHERE m.id IS NULL AND v.workspace_id = q.workspace AND v.email = a.email
                          ORDER BY v.expires_at DESC LIMIT 1) g ON true
      LEFT JOIN workspace.workspace w ON w.workspace_id = coalesce(m.workspace_id, g.workspace_id);
END
$$;
GRANT EXECUTE ON FUNCTION identity.find_sessions(bytea[], uuid[]) TO ${runtime_role};

-- Writes that these sessions were used, where a minute has passed since that was last written.
CREATE FUNCTION identity.touch_sessions(secrets bytea[]) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    -- Skipping locked rows keeps two batches that hold the same sessions from waiting for each other.
    UPDATE identity.session SET last_seen_at = now() WHERE id IN (
        SELECT s.id FROM identity.live_session s
         WHERE s.secret_hash IN (SELECT sha256(q) FROM unnest(secrets) q)
           AND s.last_seen_at < now() - interval '1 minute'
           FOR UPDATE SKIP LOCKED);
END
$$;
GRANT EXECUTE ON FUNCTION identity.touch_sessions(bytea[]) TO ${runtime_role};
