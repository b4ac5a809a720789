-- Which tables hold a workspace's data, with the reason where the changes of one are not recorded: for whoever wants to
-- see whether those of all others are.
CREATE FUNCTION audit.tracked_tables() RETURNS TABLE (table_name text, exempt text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
SELECT t.table_name, e.reason
  FROM sec.table_class t LEFT JOIN audit.change_exemption e ON e.table_name = t.table_name
 WHERE t.class = 'workspace'
 ORDER BY t.table_name
$$;
GRANT EXECUTE ON FUNCTION audit.tracked_tables() TO ${runtime_role};
