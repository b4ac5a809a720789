-- What is stored of a key's secret, for whoever checks that it is not the secret itself: the whole row, whatever columns
-- the table has. A hash of 256 random bits tells nothing about them.
CREATE FUNCTION identity.api_key_as_stored(which uuid) RETURNS SETOF text
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 1
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN QUERY
    SELECT s::text FROM identity.api_key_secret s
     WHERE s.workspace_id = sec.workspace(${SETTINGS_MANAGE}) AND s.key_id = which;
END
$$;

GRANT EXECUTE ON FUNCTION identity.api_key_as_stored(uuid) TO ${runtime_role};
