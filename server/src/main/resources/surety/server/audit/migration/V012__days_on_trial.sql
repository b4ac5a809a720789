-- A day of the past without entries, so that the drop of old days can be tried on a server that is too young to have
-- any. It goes with the next upkeep, or as soon as its time has come.

CREATE FUNCTION audit.prepare_past_day(days_ago integer) RETURNS text
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    SET lock_timeout = '5s'
AS $$
DECLARE
    kept  integer;
    day   date := (clock_timestamp() AT TIME ZONE 'UTC')::date - days_ago;
    child text := 'access' || to_char(day, '_YYYYMMDD');
BEGIN
    SELECT days INTO STRICT kept FROM audit.retention FOR UPDATE;
    -- Only around the end of the retention: nobody fills the catalogue with days.
    IF days_ago IS NULL OR days_ago NOT BETWEEN kept - 1 AND kept + 2 THEN
        RAISE EXCEPTION 'not a day on trial' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    IF to_regclass('audit.' || child) IS NULL THEN
        EXECUTE format('CREATE TABLE audit.%I (LIKE audit.access INCLUDING ALL)', child);
        EXECUTE format('ALTER TABLE audit.access ATTACH PARTITION audit.%I FOR VALUES FROM (%L) TO (%L)',
                       child, day::text || ' 00:00:00+00', (day + 1)::text || ' 00:00:00+00');
    END IF;
    RETURN child;
END
$$;

-- For how many days entries are kept.
CREATE FUNCTION audit.kept_days() RETURNS integer
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    RETURN (SELECT days FROM audit.retention);

GRANT EXECUTE ON FUNCTION audit.prepare_past_day(integer), audit.kept_days() TO ${runtime_role};
