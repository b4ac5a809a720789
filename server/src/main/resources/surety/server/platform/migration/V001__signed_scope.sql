-- The scope that a transaction carries, and the protection of every table by it.
--
-- A scope is a line of fixed-width fields with an HMAC-SHA256 over all before it:
--
--   position  1  key id       2 digits
--   position  4  workspace   36 characters, uuid
--   position 41  principal   36 characters, uuid
--   position 78  accessor     1 letter: s system, u user, a ai, p support
--   position 80  permissions 16 hex digits, a bit set
--   position 97  backend     10 digits, the process id of the server process that may use it
--   position 108 expiry      10 digits, seconds since 1970
--   position 119 mac         64 hex digits
--
-- Fields are joined by '|'; 182 characters in all. Only the owner reads the keys, so a session of the runtime role
-- that runs hostile SQL can neither make a scope nor carry one over from another session.

CREATE SCHEMA IF NOT EXISTS sec;

CREATE TABLE sec.scope_key (
    key_id     text PRIMARY KEY CHECK (key_id ~ '^[0-9]{2}$'),
    inner_pad  bytea NOT NULL CHECK (octet_length(inner_pad) = 64),
    outer_pad  bytea NOT NULL CHECK (octet_length(outer_pad) = 64),
    created_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE sec.scope_key IS 'Keys of the scope HMAC as the two 64-byte blocks of RFC 2104.';

-- Every table has a class. The check at the end of each migration refuses a table that has none.
CREATE TABLE sec.table_class (
    table_name       text PRIMARY KEY,
    class            text NOT NULL CHECK (class IN ('workspace', 'reference', 'control')),
    read_permission  bigint,
    write_permission bigint,
    reason           text,
    CHECK ((class = 'workspace') = (read_permission IS NOT NULL AND write_permission IS NOT NULL)),
    CHECK (class = 'workspace' OR reason IS NOT NULL)
);

CREATE FUNCTION sec.runtime_role() RETURNS name
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN '${runtime_role}'::name;

-- The one way into a scope. Text of a scope goes in as a bound parameter, after an explicit BEGIN.
CREATE FUNCTION sec.begin_scope(scope text) RETURNS void
    LANGUAGE plpgsql VOLATILE
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    -- The text is bound and never part of a statement, so its length is all that matters here: what it says is checked
    -- where it is used. A pattern match would cost more than all the rest of entering a scope.
    IF octet_length(scope) IS DISTINCT FROM 182 THEN
        RAISE EXCEPTION 'malformed workspace scope' USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM set_config('surety.scope', scope, true);
END
$$;

-- Checks the scope of this transaction and returns it. Raises 42501 when it is missing, altered, expired or was made
-- for another backend: a missing scope must be an error and never an empty page.
CREATE FUNCTION sec.verified_scope() RETURNS text
    LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    scope text := current_setting('surety.scope', true);
    key   sec.scope_key;
BEGIN
    IF scope IS NULL OR octet_length(scope) <> 182 THEN
        RAISE EXCEPTION 'no workspace scope' USING ERRCODE = 'insufficient_privilege';
    END IF;
    SELECT * INTO key FROM sec.scope_key WHERE key_id = left(scope, 2);
    -- Compared as text, and nothing is cast before the MAC is known to be right: junk cannot raise another error.
    -- Hashing both sides makes the time of the comparison say nothing about how much of a guessed MAC was right.
    IF key.key_id IS NULL
       OR sha256(convert_to('|' || encode(sha256(key.outer_pad || sha256(key.inner_pad
                 || convert_to(left(scope, 117), 'UTF8'))), 'hex'), 'UTF8'))
          <> sha256(convert_to(substr(scope, 118), 'UTF8')) THEN
        RAISE EXCEPTION 'invalid workspace scope' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF substr(scope, 97, 10)::bigint <> pg_backend_pid()
       OR substr(scope, 108, 10)::bigint <= extract(epoch FROM clock_timestamp()) THEN
        RAISE EXCEPTION 'invalid workspace scope' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN scope;
END
$$;

-- The workspace of the verified scope if it carries all bits of `required`, else error 42501. The text of every policy
-- is `workspace_id = sec.workspace(...)`. The cost makes the planner use the index that leads with workspace_id, so
-- that the check runs once for a scan and not once for a row.
CREATE FUNCTION sec.workspace(required bigint) RETURNS uuid
    LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL RESTRICTED COST 100000
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    scope text := current_setting('surety.scope', true);
    key   sec.scope_key;
BEGIN
    -- The check of sec.verified_scope, repeated here because a nested call costs as much as the check itself.
    IF scope IS NULL OR octet_length(scope) <> 182 THEN
        RAISE EXCEPTION 'no workspace scope' USING ERRCODE = 'insufficient_privilege';
    END IF;
    SELECT * INTO key FROM sec.scope_key WHERE key_id = left(scope, 2);
    IF key.key_id IS NULL
       OR sha256(convert_to('|' || encode(sha256(key.outer_pad || sha256(key.inner_pad
                 || convert_to(left(scope, 117), 'UTF8'))), 'hex'), 'UTF8'))
          <> sha256(convert_to(substr(scope, 118), 'UTF8')) THEN
        RAISE EXCEPTION 'invalid workspace scope' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF substr(scope, 97, 10)::bigint <> pg_backend_pid()
       OR substr(scope, 108, 10)::bigint <= extract(epoch FROM clock_timestamp()) THEN
        RAISE EXCEPTION 'invalid workspace scope' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF (('x' || substr(scope, 80, 16))::bit(64)::bigint & required) <> required THEN
        RAISE EXCEPTION 'permission missing' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN substr(scope, 4, 36)::uuid;
END
$$;

-- Who acts in the verified scope: the member, or the system's own principal.
CREATE FUNCTION sec.principal() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL RESTRICTED
    RETURN substr(sec.verified_scope(), 41, 36)::uuid;

-- In which capacity: s system, u user, a ai, p support.
CREATE FUNCTION sec.accessor() RETURNS text
    LANGUAGE sql STABLE PARALLEL RESTRICTED
    RETURN substr(sec.verified_scope(), 78, 1);

-- Puts a table that holds a workspace's data under row-level security. A reader needs the bits of `read_permission`,
-- a writer those of `write_permission` as well; 0 asks for no more than a valid scope.
CREATE FUNCTION sec.protect_table(target regclass, read_permission bigint, write_permission bigint) RETURNS void
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    reader text := format('workspace_id = sec.workspace(%s)', read_permission);
    writer text := format('workspace_id = sec.workspace(%s)', write_permission);
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', target);
    EXECUTE format('CREATE POLICY workspace_select ON %s FOR SELECT TO %I USING (%s)',
                   target, sec.runtime_role(), reader);
    EXECUTE format('CREATE POLICY workspace_insert ON %s FOR INSERT TO %I WITH CHECK (%s)',
                   target, sec.runtime_role(), writer);
    EXECUTE format('CREATE POLICY workspace_update ON %s FOR UPDATE TO %I USING (%s) WITH CHECK (%s)',
                   target, sec.runtime_role(), writer, writer);
    EXECUTE format('CREATE POLICY workspace_delete ON %s FOR DELETE TO %I USING (%s)',
                   target, sec.runtime_role(), writer);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO %I', target, sec.runtime_role());
    INSERT INTO sec.table_class VALUES (sec.table_name(target), 'workspace', read_permission, write_permission, NULL);
END
$$;

CREATE FUNCTION sec.table_name(target regclass) RETURNS text
    LANGUAGE sql STABLE
    RETURN (SELECT n.nspname || '.' || c.relname
              FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
             WHERE c.oid = target);

-- Declares a table without a workspace's data that the runtime role must not touch but through definer functions.
CREATE FUNCTION sec.control_table(target regclass, reason text) RETURNS void
    LANGUAGE sql
    BEGIN ATOMIC
        INSERT INTO sec.table_class VALUES (sec.table_name(target), 'control', NULL, NULL, reason);
    END;

-- Declares a small table that is the same for every workspace; the runtime role may read it.
CREATE FUNCTION sec.reference_table(target regclass, reason text) RETURNS void
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    EXECUTE format('GRANT SELECT ON %s TO %I', target, sec.runtime_role());
    INSERT INTO sec.table_class VALUES (sec.table_name(target), 'reference', NULL, NULL, reason);
END
$$;

-- Everything in the catalogue that breaks a rule of the schema; empty when all is well.
CREATE FUNCTION sec.violations() RETURNS TABLE (object text, rule text)
    LANGUAGE sql STABLE
    SET search_path = pg_catalog, pg_temp
AS $$
WITH app AS (
    SELECT c.oid, n.nspname || '.' || c.relname AS name, c.relkind, c.relrowsecurity, c.relforcerowsecurity,
           c.relispartition, c.reloptions, c.relowner, c.relacl, t.class, t.read_permission, t.write_permission
      FROM pg_class c
      JOIN pg_namespace n ON n.oid = c.relnamespace
      LEFT JOIN sec.table_class t ON t.table_name = n.nspname || '.' || c.relname
     WHERE n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast') AND n.nspname NOT LIKE 'pg\_%'
), workspace_table AS (
    SELECT * FROM app WHERE class = 'workspace'
), workspace_part AS (
    -- Partitions as well: their keys are their own.
    SELECT p.oid, p.name FROM app p
     WHERE p.class = 'workspace'
        OR p.relispartition AND EXISTS (SELECT FROM workspace_table w WHERE w.oid = pg_partition_root(p.oid))
), runtime AS (
    SELECT oid, rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = sec.runtime_role()
)
SELECT name, 'has no class' FROM app
 WHERE relkind IN ('r', 'p', 'f') AND NOT relispartition AND class IS NULL
UNION ALL
SELECT t.table_name, 'is classified but does not exist' FROM sec.table_class t
 WHERE NOT EXISTS (SELECT FROM app WHERE app.name = t.table_name AND relkind IN ('r', 'p'))
UNION ALL
SELECT name, 'row-level security is not enabled and forced' FROM workspace_table
 WHERE NOT (relrowsecurity AND relforcerowsecurity)
UNION ALL
SELECT name, 'workspace_id is not a uuid that is never null' FROM workspace_table w
 WHERE NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = w.oid AND a.attname = 'workspace_id'
                      AND a.atttypid = 'uuid'::regtype AND a.attnotnull AND NOT a.attisdropped)
UNION ALL
SELECT name, 'has no primary key' FROM workspace_table w
 WHERE NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = w.oid AND i.indisprimary)
UNION ALL
SELECT w.name, 'unique key does not lead with workspace_id: ' || i.indexrelid::regclass
  FROM workspace_part w
  JOIN pg_index i ON i.indrelid = w.oid AND (i.indisunique OR i.indisexclusion)
  JOIN pg_attribute a ON a.attrelid = w.oid AND a.attname = 'workspace_id'
 WHERE i.indkey[0] <> a.attnum
UNION ALL
SELECT w.name, 'foreign key does not lead with workspace_id, or sets null: ' || k.conname
  FROM app w
  JOIN pg_constraint k ON k.conrelid = w.oid AND k.contype = 'f'
  JOIN app f ON f.oid = k.confrelid
 WHERE f.class = 'workspace'
   AND (k.confdeltype NOT IN ('a', 'r', 'c') OR k.confupdtype NOT IN ('a', 'r')
        OR NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = w.oid AND a.attnum = k.conkey[1]
                          AND a.attname = 'workspace_id')
        OR NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = f.oid AND a.attnum = k.confkey[1]
                          AND a.attname = 'workspace_id'))
UNION ALL
SELECT w.name, 'foreign key to a control table tells what is in it: ' || k.conname
  FROM workspace_part w
  JOIN pg_constraint k ON k.conrelid = w.oid AND k.contype = 'f'
  JOIN app f ON f.oid = k.confrelid
 WHERE f.class = 'control'
UNION ALL
SELECT w.name, 'column counts the rows of all workspaces: ' || a.attname
  FROM workspace_part w
  JOIN pg_attribute a ON a.attrelid = w.oid AND NOT a.attisdropped
  LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
 WHERE a.attidentity <> '' OR pg_get_expr(d.adbin, d.adrelid) LIKE '%nextval(%'
UNION ALL
SELECT a.name, 'rule runs as the owner: ' || r.rulename
  FROM app a
  JOIN pg_rewrite r ON r.ev_class = a.oid
 WHERE NOT (a.relkind IN ('v', 'm') AND r.rulename = '_RETURN')
UNION ALL
SELECT w.name, 'policy is not canonical: ' || p.polname
  FROM workspace_table w
  JOIN pg_policy p ON p.polrelid = w.oid
  CROSS JOIN LATERAL (
      SELECT format('(workspace_id = sec.workspace((%s)::bigint))', w.read_permission) AS reader,
             format('(workspace_id = sec.workspace((%s)::bigint))', w.write_permission) AS writer,
             pg_get_expr(p.polqual, p.polrelid) AS qual,
             pg_get_expr(p.polwithcheck, p.polrelid) AS checked,
             p.polroles = ARRAY[(SELECT oid FROM pg_roles WHERE rolname = sec.runtime_role())] AS for_runtime,
             -- A policy for the owner alone serves the definer functions; the runtime role never meets it.
             p.polroles = ARRAY[w.relowner] AS for_owner
  ) x
 WHERE NOT (for_owner OR (for_runtime AND p.polpermissive AND CASE p.polcmd
           WHEN 'r' THEN qual = reader
           WHEN 'a' THEN checked = writer
           WHEN 'w' THEN qual = writer AND checked = writer
           WHEN 'd' THEN qual = writer
           ELSE false END))
UNION ALL
SELECT w.name, 'runtime role has a right without a policy: ' || need.command
  FROM workspace_table w
  CROSS JOIN (VALUES ('SELECT', 'r'::"char"), ('INSERT', 'a'), ('UPDATE', 'w'), ('DELETE', 'd')) need (command, letter)
 WHERE CASE WHEN need.command = 'DELETE' THEN has_table_privilege(sec.runtime_role(), w.oid, 'DELETE')
            ELSE has_any_column_privilege(sec.runtime_role(), w.oid, need.command) END
   AND NOT EXISTS (SELECT FROM pg_policy p, runtime
                    WHERE p.polrelid = w.oid AND p.polcmd = need.letter AND p.polroles = ARRAY[runtime.oid])
UNION ALL
SELECT a.name, 'runtime role holds ' || x.privilege_type
  FROM app a, runtime, aclexplode(a.relacl) x
 WHERE x.grantee IN (0, runtime.oid) AND x.privilege_type IN ('TRUNCATE', 'REFERENCES', 'TRIGGER', 'MAINTAIN')
UNION ALL
SELECT rolname, 'runtime role passes by row-level security' FROM runtime WHERE rolsuper OR rolbypassrls
UNION ALL
SELECT runtime.rolname, 'runtime role is a member of ' || m.roleid::regrole
  FROM runtime JOIN pg_auth_members m ON m.member = runtime.oid
UNION ALL
SELECT n.nspname, 'runtime role may create in this schema' FROM pg_namespace n
 WHERE n.nspname NOT LIKE 'pg\_temp%' AND n.nspname NOT LIKE 'pg\_toast\_temp%'
   AND has_schema_privilege(sec.runtime_role(), n.oid, 'CREATE')
UNION ALL
SELECT current_database()::text, 'runtime role may create in this database, temporary tables or others'
 WHERE has_database_privilege(sec.runtime_role(), current_database(), 'TEMPORARY, CREATE')
UNION ALL
SELECT name, 'runtime role reads or writes a control table directly' FROM app
 WHERE class = 'control'
   AND (has_any_column_privilege(sec.runtime_role(), oid, 'SELECT, INSERT, UPDATE')
        OR has_table_privilege(sec.runtime_role(), oid, 'DELETE'))
UNION ALL
SELECT name, 'runtime role writes a reference table' FROM app
 WHERE class = 'reference'
   AND (has_any_column_privilege(sec.runtime_role(), oid, 'INSERT, UPDATE')
        OR has_table_privilege(sec.runtime_role(), oid, 'DELETE'))
UNION ALL
SELECT name, 'partition is granted to the runtime role' FROM app
 WHERE relispartition AND relkind IN ('r', 'p')
   AND has_any_column_privilege(sec.runtime_role(), oid, 'SELECT, INSERT, UPDATE')
UNION ALL
SELECT name, 'view does not run as its caller' FROM app
 WHERE relkind = 'v' AND NOT coalesce('security_invoker=true' = ANY (reloptions), false)
UNION ALL
SELECT name, 'materialized view' FROM app WHERE relkind = 'm'
UNION ALL
SELECT name, 'runtime role may use a sequence' FROM app
 WHERE CASE WHEN relkind = 'S' THEN has_sequence_privilege(sec.runtime_role(), oid, 'USAGE, SELECT, UPDATE')
            ELSE false END
UNION ALL
SELECT name, 'runtime role owns it' FROM app
 WHERE relowner = (SELECT oid FROM pg_roles WHERE rolname = sec.runtime_role())
UNION ALL
SELECT p.oid::regprocedure::text, 'definer function without a fixed search path' FROM pg_proc p
  JOIN pg_namespace n ON n.oid = p.pronamespace
 WHERE p.prosecdef AND n.nspname NOT IN ('pg_catalog', 'information_schema')
   AND NOT EXISTS (SELECT FROM unnest(p.proconfig) s WHERE s LIKE 'search_path=pg_catalog, %')
UNION ALL
SELECT p.oid::regprocedure::text, 'definer function is executable by everybody' FROM pg_proc p
  JOIN pg_namespace n ON n.oid = p.pronamespace
 WHERE p.prosecdef AND n.nspname NOT IN ('pg_catalog', 'information_schema')
   AND has_function_privilege('public', p.oid, 'EXECUTE')
$$;

-- Ends a migration that leaves the schema unprotected; called after each one, in its transaction.
CREATE FUNCTION sec.assert_protected() RETURNS void
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    found text;
BEGIN
    SELECT string_agg(object || ': ' || rule, '; ' ORDER BY object, rule) INTO found FROM sec.violations();
    IF found IS NOT NULL THEN
        RAISE EXCEPTION 'unprotected schema: %', found;
    END IF;
END
$$;

SELECT sec.control_table('sec.scope_key', 'keys of the scope HMAC, the owner alone reads them');
SELECT sec.control_table('sec.table_class', 'the class of each table, written by migrations');
SELECT sec.control_table('public.flyway_schema_history', 'which migrations ran, written by Flyway');

REVOKE ALL ON SCHEMA public FROM PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA sec FROM PUBLIC;
ALTER DEFAULT PRIVILEGES REVOKE ALL ON FUNCTIONS FROM PUBLIC;
GRANT USAGE ON SCHEMA sec TO ${runtime_role};
GRANT EXECUTE ON FUNCTION sec.begin_scope(text), sec.verified_scope(), sec.workspace(bigint), sec.principal(),
    sec.accessor() TO ${runtime_role};
