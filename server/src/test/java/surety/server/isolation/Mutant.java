package surety.server.isolation;

import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;

/// One control switched off, in a database that is thrown away.
///
/// @param name what is missing
/// @param change takes it away
/// @param alone whether it reaches beyond its database, so that nobody else may use the server
record Mutant(String name, Change change, boolean alone) {

  interface Change {
    void in(Field field) throws SQLException;
  }

  private static final String MAC = "<> sha256(convert_to(substr(scope, 118), 'UTF8'))";
  private static final String BACKEND = "substr(scope, 97, 10)::bigint <> pg_backend_pid()";
  private static final String EXPIRY =
      "substr(scope, 108, 10)::bigint <= extract(epoch FROM clock_timestamp())";
  private static final String PERMISSION =
      "(('x' || substr(scope, 80, 16))::bit(64)::bigint & required) <> required";
  private static final String RAISE_MISSING =
      "RAISE EXCEPTION 'no workspace scope' USING ERRCODE = 'insufficient_privilege';";

  static List<Mutant> all() {
    return List.of(
        sql("policy for reading dropped", "DROP POLICY workspace_select ON probe.thing"),
        sql("policy for writing dropped", "DROP POLICY workspace_update ON workspace.member"),
        sql("permissive policy added", "CREATE POLICY open ON workspace.member USING (true)"),
        sql(
            "policy without a permission",
            "ALTER POLICY workspace_select ON probe.event USING (workspace_id = sec.workspace(0))"),
        sql(
            "policy without a check",
            "ALTER POLICY workspace_insert ON probe.part WITH CHECK (true)"),
        sql("row security disabled", "ALTER TABLE workspace.invitation DISABLE ROW LEVEL SECURITY"),
        sql(
            "row security disabled, changes not recorded",
            "ALTER TABLE probe.thing DISABLE ROW LEVEL SECURITY;"
                + "DROP TRIGGER record_change ON probe.thing"),
        sql("not forced", "ALTER TABLE probe.thing NO FORCE ROW LEVEL SECURITY"),
        sql(
            "not forced, owned by the runtime role",
            "ALTER TABLE probe.part NO FORCE ROW LEVEL SECURITY;"
                + "ALTER TABLE probe.part OWNER TO surety_runtime"),
        function("MAC not checked", MAC, "IS NULL"),
        function("backend not checked", BACKEND, "false"),
        function("expiry not checked", EXPIRY, "false"),
        function("permission not checked", PERMISSION, "false"),
        function("missing scope is no error", RAISE_MISSING, "RETURN NULL;"),
        ofServer("runtime role bypasses", "ALTER ROLE surety_runtime BYPASSRLS"),
        ofServer("runtime role is superuser", "ALTER ROLE surety_runtime SUPERUSER"),
        ofServer("runtime role is the owner's member", "GRANT surety_owner TO surety_runtime"),
        sql(
            "view of the owner",
            "CREATE VIEW probe.open AS SELECT * FROM probe.thing;"
                + "ALTER VIEW probe.open OWNER TO surety_superuser;"
                + "GRANT SELECT ON probe.open TO surety_runtime"),
        sql(
            "materialized view",
            "CREATE MATERIALIZED VIEW probe.copy AS SELECT * FROM probe.thing;"
                + "GRANT SELECT ON probe.copy TO surety_runtime"),
        sql("partition granted", "GRANT SELECT ON probe.event_now TO surety_runtime"),
        sql("scope keys readable", "GRANT SELECT ON sec.scope_key TO surety_runtime"),
        new Mutant("key in a function's source", Mutant::publishKey, false),
        sql("way to other servers", "CREATE FOREIGN DATA WRAPPER elsewhere"),
        sql("global unique key", "CREATE UNIQUE INDEX ON probe.thing (email)"),
        sql(
            "global foreign key",
            "ALTER TABLE probe.thing ADD UNIQUE (id);"
                + "ALTER TABLE probe.part DROP CONSTRAINT part_workspace_id_thing_fkey;"
                + "ALTER TABLE probe.part ADD FOREIGN KEY (thing) REFERENCES probe.thing (id)"),
        sql("sequence granted", "GRANT USAGE, SELECT ON SEQUENCE probe.counter TO surety_runtime"),
        sql("unprotected table", "CREATE TABLE probe.forgotten (workspace_id uuid, id uuid)"),
        sql("temporary tables allowed", temporary()),
        sql(
            "definer function that builds statements",
            """
            CREATE FUNCTION probe.find(email text) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
                SET search_path = pg_catalog, pg_temp SET row_security = on
            AS $$ DECLARE n bigint; BEGIN
                EXECUTE 'SELECT count(*) FROM probe.thing WHERE email = ''' || email || '''' INTO n;
                RETURN n;
            END $$
            """),
        ofServer(
            "sessions may be ended",
            "GRANT EXECUTE ON FUNCTION pg_terminate_backend(integer, bigint) TO surety_runtime"));
  }

  private static void publishKey(Field field) {
    String hex = HexFormat.of().formatHex(field.key());
    field
        .catalogue()
        .change("CREATE FUNCTION sec.k() RETURNS text LANGUAGE sql RETURN '" + hex + "'");
  }

  private static String temporary() {
    return "DO $$ BEGIN EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO surety_runtime',"
        + " current_database()); END $$";
  }

  private static Mutant sql(String name, String statements) {
    return new Mutant(name, field -> field.catalogue().change(statements), false);
  }

  private static Mutant ofServer(String name, String statements) {
    return new Mutant(name, field -> field.catalogue().change(statements), true);
  }

  /// The functions of the scope with one condition replaced; it must have been there.
  private static Mutant function(String name, String condition, String replacement) {
    return new Mutant(
        name,
        field -> {
          for (String signature : List.of("sec.workspace(bigint)", "sec.verified_scope()")) {
            String source = definition(field, signature);
            if (source.contains(condition)) {
              field.catalogue().change(source.replace(condition, replacement));
            } else if (!condition.equals(PERMISSION)) {
              throw new SQLException("nothing to take out of " + signature + ": " + condition);
            }
          }
        },
        false);
  }

  private static String definition(Field field, String signature) {
    return field
        .catalogue()
        .names("SELECT pg_get_functiondef(?::regprocedure)", signature)
        .getFirst();
  }

  /// Roles belong to all databases of a server, so what was given to one has to be taken back.
  void undo(Field field) {
    field.catalogue().change("ALTER ROLE surety_runtime NOSUPERUSER NOBYPASSRLS");
    field.catalogue().change("REVOKE surety_owner FROM surety_runtime");
  }
}
