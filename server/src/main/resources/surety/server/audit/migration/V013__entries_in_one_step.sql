-- A batch of access entries in two statements, however many they are.

-- Whether the owner's key made this scope: all of sec.verified but the session and the time. It takes the place of its
-- call in a query, and then costs no more than the hashes.
CREATE FUNCTION sec.signed_by(scope text, inner_pad bytea, outer_pad bytea) RETURNS boolean
    LANGUAGE sql STABLE
    RETURN octet_length(scope) = 182
       AND sha256(convert_to('|' || encode(sha256(outer_pad || sha256(inner_pad
                  || convert_to(left(scope, 117), 'UTF8'))), 'hex'), 'UTF8'))
           = sha256(convert_to(substr(scope, 118), 'UTF8'));

-- As before; what is new is that all scopes are checked at once.
CREATE OR REPLACE FUNCTION audit.append_access(scopes text[], scope_of integer[], ids uuid[], actions text[],
                                               data_kinds text[], first_days date[], last_days date[],
                                               connection_ids uuid[], record_counts bigint[], outcomes text[],
                                               completed uuid[]) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    moment   timestamptz := clock_timestamp();
    verified bigint;
    written  bigint;
BEGIN
    -- A CASE, because nothing may be cast before the MAC is known to be right: junk cannot raise another error.
    SELECT count(*) INTO verified
      FROM unnest(scopes) AS s (scope)
      JOIN sec.scope_key k ON k.key_id = left(s.scope, 2)
     WHERE CASE WHEN sec.signed_by(s.scope, k.inner_pad, k.outer_pad)
                THEN substr(s.scope, 97, 10)::bigint = pg_backend_pid()
                     AND substr(s.scope, 108, 10)::bigint > extract(epoch FROM moment) END;
    IF verified IS DISTINCT FROM cardinality(scopes) THEN
        RAISE EXCEPTION 'invalid workspace scope' USING ERRCODE = 'insufficient_privilege';
    END IF;
    -- The caller takes the commit as proof; a session setting must not make it return before the flush.
    IF current_setting('synchronous_commit') IN ('off', 'local') THEN
        PERFORM set_config('synchronous_commit', 'on', true);
    END IF;
    INSERT INTO audit.access (workspace_id, at, id, accessor, principal, action, data_kind, first_day, last_day,
                              connection_id, record_count, outcome, completes)
    SELECT w.workspace_id, moment, e.id, substr(s.scope, 78, 1), substr(s.scope, 41, 36)::uuid, e.action, e.data_kind,
           e.first_day, e.last_day, e.connection_id, e.record_count, e.outcome, e.completes
      FROM unnest(scope_of, ids, actions, data_kinds, first_days, last_days, connection_ids, record_counts, outcomes,
                  completed)
           AS e (scope_of, id, action, data_kind, first_day, last_day, connection_id, record_count, outcome, completes)
      JOIN unnest(scopes) WITH ORDINALITY AS s (scope, position) ON s.position = e.scope_of
      JOIN workspace.workspace w ON w.workspace_id = substr(s.scope, 4, 36)::uuid;
    GET DIAGNOSTICS written = ROW_COUNT;
    IF written IS DISTINCT FROM cardinality(ids) THEN
        RAISE EXCEPTION 'an access entry has no workspace' USING ERRCODE = 'foreign_key_violation';
    END IF;
END
$$;
