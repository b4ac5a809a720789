-- Whether a scope is the server's own is checked in one place; three modules each had a function with the same text.

CREATE OR REPLACE FUNCTION identity.require_server_scope() RETURNS void
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM sec.require_server_scope();
END
$$;

CREATE OR REPLACE FUNCTION vault.require_server_scope() RETURNS void
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM sec.require_server_scope();
END
$$;

CREATE OR REPLACE FUNCTION posture.require_server_scope() RETURNS void
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM sec.require_server_scope();
END
$$;
