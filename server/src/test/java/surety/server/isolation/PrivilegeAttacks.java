package surety.server.isolation;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/// Statements that would undo the protection, leave the database, or reach others through it.
final class PrivilegeAttacks {

  private PrivilegeAttacks() {}

  /// A statement that the runtime role may not run.
  ///
  /// @param alone not allowed inside a transaction
  /// @param state the error that tells so
  private record Forbidden(String sql, boolean alone, String state) {

    Forbidden(String sql) {
      this(sql, false, Attack.Findings.REFUSED);
    }
  }

  private static final List<String> UNDO =
      List.of(
          "ALTER TABLE probe.thing DISABLE ROW LEVEL SECURITY",
          "ALTER TABLE probe.thing NO FORCE ROW LEVEL SECURITY",
          "ALTER TABLE probe.thing OWNER TO CURRENT_USER",
          "ALTER TABLE probe.thing DISABLE TRIGGER ALL",
          "DROP POLICY workspace_select ON probe.thing",
          "ALTER POLICY workspace_select ON probe.thing USING (true)",
          "CREATE POLICY open ON probe.thing USING (true)",
          "CREATE OR REPLACE FUNCTION sec.workspace(required bigint) RETURNS uuid LANGUAGE sql AS"
              + " 'SELECT NULL::uuid'",
          "ALTER FUNCTION sec.workspace(bigint) OWNER TO CURRENT_USER",
          "ALTER FUNCTION sec.workspace(bigint) SECURITY INVOKER",
          "ALTER FUNCTION sec.workspace(bigint) RESET search_path",
          "DROP FUNCTION sec.begin_scope(text)",
          "SELECT sec.protect_table('probe.thing', 0, 0)",
          "SELECT sec.control_table('probe.thing', 'x')",
          "SELECT sec.reference_table('probe.thing', 'x')",
          "GRANT SELECT ON probe.event_now TO CURRENT_USER",
          "CREATE TRIGGER t AFTER INSERT ON probe.thing EXECUTE FUNCTION workspace.keep_an_owner()",
          "CREATE RULE r AS ON SELECT TO probe.thing DO INSTEAD SELECT 1",
          "CREATE STATISTICS probe.s ON id, email FROM probe.thing",
          "CREATE INDEX ON probe.thing ((1 / 0))",
          "TRUNCATE probe.thing",
          "TRUNCATE workspace.workspace CASCADE",
          "DROP TABLE probe.thing",
          "DROP SCHEMA workspace CASCADE",
          "COMMENT ON TABLE probe.thing IS 'x'");

  private static final List<String> ROLES =
      List.of(
          "SET ROLE surety_owner",
          "SET LOCAL ROLE surety_superuser",
          "SET SESSION AUTHORIZATION surety_owner",
          "SELECT set_config('role', 'surety_owner', false)",
          "SELECT set_config('session_authorization', 'surety_superuser', false)",
          "ALTER ROLE CURRENT_USER BYPASSRLS",
          "ALTER ROLE CURRENT_USER SUPERUSER",
          "ALTER ROLE surety_owner PASSWORD 'x'",
          "GRANT surety_owner TO CURRENT_USER",
          "GRANT pg_read_all_data TO CURRENT_USER",
          "GRANT pg_read_all_stats TO CURRENT_USER",
          "CREATE ROLE r",
          "REASSIGN OWNED BY surety_owner TO CURRENT_USER",
          "SET session_replication_role = replica",
          "SELECT set_config('session_replication_role', 'replica', true)",
          "SET log_statement = 'all'",
          "SET LOCAL log_min_duration_statement = 0",
          "SET session_preload_libraries = 'x'",
          "SET backtrace_functions = 'x'");

  private static final List<String> OUTSIDE =
      List.of(
          "COPY (SELECT 1) TO PROGRAM 'true'",
          "COPY probe.thing FROM PROGRAM 'true'",
          "COPY (SELECT 1) TO '/tmp/x'",
          "COPY probe.thing FROM '/etc/passwd'",
          "SELECT pg_read_file('PG_VERSION')",
          "SELECT pg_read_binary_file('PG_VERSION')",
          "SELECT pg_ls_dir('.')",
          "SELECT pg_stat_file('PG_VERSION')",
          "SELECT * FROM pg_hba_file_rules",
          "SELECT * FROM pg_file_settings",
          "SELECT * FROM pg_authid",
          "SELECT * FROM pg_shadow",
          "SELECT lo_create(0)",
          "SELECT lo_creat(0)",
          "SELECT lo_from_bytea(0, 'x')",
          "SELECT lo_import('/etc/passwd')",
          "SELECT lo_export(1, '/tmp/x')",
          "SELECT lo_get(1)",
          "SELECT loread(0, 1)",
          "CREATE FOREIGN DATA WRAPPER w",
          "CREATE EVENT TRIGGER e ON ddl_command_start EXECUTE FUNCTION workspace.keep_an_owner()",
          "CREATE PUBLICATION p FOR TABLE probe.thing",
          "CREATE FUNCTION public.f() RETURNS int LANGUAGE c AS 'libc', 'getpid'",
          "CREATE TABLE public.x (id int)",
          "CREATE TABLE x AS SELECT 1",
          "SELECT 1 INTO TEMP x",
          "LOAD 'plpgsql'",
          "DO 'BEGIN PERFORM 1; END'",
          "SELECT pg_create_logical_replication_slot('s', 'pgoutput')",
          "SELECT pg_replication_origin_create('x')",
          "SELECT pg_switch_wal()",
          "SELECT pg_reload_conf()",
          "SELECT pg_rotate_logfile()",
          "SELECT pg_log_backend_memory_contexts(pg_backend_pid())",
          "SELECT * FROM pg_backend_memory_contexts",
          "SELECT pg_stat_reset()",
          "SELECT * FROM pg_stat_activity",
          "SELECT * FROM pg_stat_user_tables",
          "SELECT * FROM pg_locks",
          "SELECT pg_stat_get_backend_activity(1)",
          "SELECT pg_notify('channel', 'x')",
          "SELECT pg_logical_emit_message(true, 'x', 'y')",
          "SELECT pg_try_advisory_lock(1)",
          "SELECT pg_advisory_xact_lock_shared(1, 2)",
          "SELECT pg_relation_size('probe.thing')",
          "SELECT pg_total_relation_size('probe.thing')",
          "SELECT pg_database_size(current_database())");

  static List<Attack> all() {
    return List.of(
        new Attack("undo the protection", (field, findings) -> forbidden(field, findings, UNDO)),
        new Attack("become another role", (field, findings) -> forbidden(field, findings, ROLES)),
        new Attack("leave the database", (field, findings) -> forbidden(field, findings, OUTSIDE)),
        new Attack("leave the database, alone", PrivilegeAttacks::alone),
        new Attack("load a way out", PrivilegeAttacks::extensions),
        new Attack("end the other's session", PrivilegeAttacks::signalBackend));
  }

  private static void forbidden(Field field, Attack.Findings findings, List<String> statements)
      throws SQLException {
    try (Session session = field.fresh()) {
      for (String sql : statements) {
        session.enter(field.scope(field.b(), session));
        findings.refused(sql, session.run(sql));
      }
      session.enter(field.scope(field.b(), session));
      findings.reaches("the session goes on", session.run("SELECT 1 FROM probe.thing"));
    }
    twins(field, findings);
  }

  // The same kind of statement works for who may run it, so a refusal is about rights.
  private static void twins(Field field, Attack.Findings findings) throws SQLException {
    try (Session superuser = field.superuser()) {
      for (String sql :
          List.of(
              "ALTER TABLE probe.thing DISABLE ROW LEVEL SECURITY",
              "TRUNCATE probe.part",
              "SET LOCAL ROLE surety_owner",
              "SELECT pg_read_file('PG_VERSION')",
              "SELECT lo_create(0)",
              "SELECT pg_relation_size('probe.thing')")) {
        Answer answer = superuser.run(sql);
        findings.control(!(answer instanceof Answer.Refused), sql + " as superuser: " + answer);
        superuser.rollback();
      }
    }
  }

  private static void alone(Field field, Attack.Findings findings) throws SQLException {
    try (Session session = field.fresh()) {
      for (Forbidden attempt : aloneStatements()) {
        Answer answer = session.runAlone(attempt.sql());
        findings.leakIf(!answer.isRefusal(attempt.state()), attempt.sql() + " answered " + answer);
      }
    }
  }

  private static List<Forbidden> aloneStatements() {
    return Stream.of(
            "ALTER SYSTEM SET fsync = off",
            "CREATE DATABASE d",
            "CREATE TABLESPACE t LOCATION '/tmp'",
            "DROP DATABASE template1",
            "CREATE SUBSCRIPTION s CONNECTION 'host=localhost' PUBLICATION p")
        .map(sql -> new Forbidden(sql, true, Attack.Findings.REFUSED))
        .toList();
  }

  // What is not there cannot be called: no dblink, no foreign data, no untrusted language.
  private static void extensions(Field field, Attack.Findings findings) throws SQLException {
    Session session = field.session();
    session.rollback();
    Answer call = session.run("SELECT dblink('host=localhost', 'SELECT 1')");
    findings.leakIf(!call.isRefusal("42883"), "dblink answered " + call);
    List<String> beyond =
        field
            .catalogue()
            .names(
                """
                SELECT extname FROM pg_extension WHERE extname <> 'plpgsql'
                UNION ALL
                SELECT lanname FROM pg_language WHERE NOT lanpltrusted AND lanname NOT IN ('c', 'internal')
                UNION ALL
                SELECT fdwname FROM pg_foreign_data_wrapper
                """);
    beyond.forEach(findings::leak);
    for (String name :
        List.of("dblink", "postgres_fdw", "file_fdw", "pageinspect", "pg_walinspect")) {
      Answer answer = session.run("CREATE EXTENSION " + name);
      boolean refused =
          answer.isRefusal(Attack.Findings.REFUSED)
              || answer.isRefusal("0A000")
              || answer.isRefusal("58P01");
      findings.leakIf(!refused, name + " answered " + answer);
    }
    findings.reaches(
        "plpgsql is there", session.run("SELECT 1 FROM pg_language WHERE lanname = 'plpgsql'"));
  }

  // Sessions of one role may end each other unless the functions are taken away.
  private static void signalBackend(Field field, Attack.Findings findings) throws SQLException {
    try (Session victim = field.fresh();
        Session attacker = field.fresh()) {
      int backend = victim.backend();
      findings.refused("cancel", attacker.run("SELECT pg_cancel_backend(?)", backend));
      findings.refused("terminate", attacker.run("SELECT pg_terminate_backend(?)", backend));
      findings.reaches("the victim goes on", victim.run("SELECT 1"));
    }
  }
}
