-- Makes a session older than it is, so that the end of sessions that nobody uses, or that are open for too long, can be
-- tried on a server that is younger than that. It brings a session's end nearer and never puts it off, and wants the
-- session's own secret, which is enough to end it anyway.
CREATE FUNCTION identity.age_session(secret bytea, unused interval, opened interval) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF unused < interval '0' OR opened < interval '0' THEN
        RAISE EXCEPTION 'a session does not grow younger' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    -- Compared as times: an interval that compares as zero may hold months and days that do not add up to nothing.
    UPDATE identity.session SET last_seen_at = least(last_seen_at, last_seen_at - unused),
                                created_at = least(created_at, created_at - opened)
     WHERE secret_hash = sha256(secret);
    RETURN FOUND;
END
$$;
GRANT EXECUTE ON FUNCTION identity.age_session(bytea, interval, interval) TO ${runtime_role};
