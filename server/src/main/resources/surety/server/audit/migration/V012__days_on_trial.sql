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

-- As before, but the name of a table is read as a day only where it is one: the order in which the conditions are
-- asked is the planner's to choose, and indexes of partitions have other names.
CREATE OR REPLACE FUNCTION audit.drop_expired_days() RETURNS integer
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    SET lock_timeout = '5s'
AS $$
DECLARE
    today   date := (clock_timestamp() AT TIME ZONE 'UTC')::date;
    kept    integer;
    child   text;
    dropped integer := 0;
BEGIN
    SELECT days INTO STRICT kept FROM audit.retention FOR UPDATE;
    FOR child IN SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
                  WHERE i.inhparent IN ('audit.access'::regclass, 'audit.change'::regclass)
                    AND CASE WHEN c.relname ~ '^(access|change)_[0-9]{8}$'
                             THEN to_date(right(c.relname, 8), 'YYYYMMDD') + 1 + kept <= today ELSE false END
    LOOP
        EXECUTE format('DROP TABLE audit.%I', child);
        dropped := dropped + 1;
    END LOOP;
    RETURN dropped;
END
$$;
