package surety.server.isolation;

import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;

/// Other doors to the same rows that the catalogue shows: partitions, views, sequences, functions,
/// the keys.
final class CatalogueAttacks {

  private CatalogueAttacks() {}

  static List<Attack> all() {
    return List.of(
        new Attack("read a partition directly", CatalogueAttacks::partitions),
        new Attack("read through a view", CatalogueAttacks::views),
        new Attack("read a control table", CatalogueAttacks::controlTables),
        new Attack("use a sequence", CatalogueAttacks::sequences),
        new Attack("read the scope keys", CatalogueAttacks::scopeKeys),
        new Attack("find the key in a function", CatalogueAttacks::keyInSource),
        new Attack("call functions with hostile text", CatalogueAttacks::hostileArguments),
        new Attack("shadow what a function calls", CatalogueAttacks::shadowing),
        new Attack("broken rule of the schema", CatalogueAttacks::rules));
  }

  private static final String RELATIONS =
      """
      SELECT c.oid::regclass::text
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_%'
      """;

  private static void partitions(Field field, Attack.Findings findings) throws SQLException {
    Session session = field.session();
    List<String> names =
        field.catalogue().names(RELATIONS + " AND c.relispartition AND c.relkind = 'r'");
    for (String name : names) {
      for (String verb : List.of("SELECT * FROM ", "DELETE FROM ", "INSERT INTO ")) {
        session.enter(field.scope(field.b(), session));
        String sql = verb + name + (verb.startsWith("INSERT") ? " DEFAULT VALUES" : "");
        findings.refused(sql, session.run(sql));
      }
    }
    findings.control(!names.isEmpty(), "there are partitions");
    findings.reaches("through the parent", session.run("SELECT 1 FROM probe.event"));
    session.rollback();
  }

  private static void views(Field field, Attack.Findings findings) throws SQLException {
    Session session = field.session();
    List<String> names = field.catalogue().names(RELATIONS + " AND c.relkind IN ('v', 'm')");
    for (String name : names) {
      session.rollback();
      findings.refused(name + " without a scope", session.run("SELECT * FROM " + name));
      session.enter(field.scope(field.b(), session));
      Answer answer = session.run("SELECT v::text FROM " + name + " v");
      TableAttacks.noSecrets(field, findings, name, answer);
    }
    findings.reaches("the view", session.run("SELECT 1 FROM probe.thing_note"));
    session.rollback();
  }

  private static void controlTables(Field field, Attack.Findings findings) throws SQLException {
    Session session = field.session();
    List<String> names =
        field.catalogue().names("SELECT table_name FROM sec.table_class WHERE class = 'control'");
    for (String name : names) {
      session.enter(field.scope(field.b(), session));
      for (String verb : List.of("SELECT * FROM ", "SELECT count(*) FROM ", "DELETE FROM ")) {
        findings.refused(verb + name, session.run(verb + name));
      }
    }
    try (Session superuser = field.superuser()) {
      findings.reaches("as superuser", superuser.run("SELECT * FROM sec.table_class"));
    }
    session.rollback();
  }

  private static void sequences(Field field, Attack.Findings findings) throws SQLException {
    Session session = field.session();
    List<String> names = field.catalogue().names(RELATIONS + " AND c.relkind = 'S'");
    for (String name : names) {
      findings.refused(name, session.run("SELECT nextval('" + name + "')"));
      findings.refused(name, session.run("SELECT last_value FROM " + name));
      findings.refused(name, session.run("SELECT setval('" + name + "', 1)"));
      findings.nothing(
          "pg_sequences",
          session.run("SELECT last_value FROM pg_sequences WHERE last_value IS NOT NULL"));
    }
    findings.control(!names.isEmpty(), "there are sequences");
    session.rollback();
  }

  private static void scopeKeys(Field field, Attack.Findings findings) throws SQLException {
    Session session = field.session();
    session.enter(field.scope(field.b(), session));
    for (String sql :
        List.of(
            "SELECT * FROM sec.scope_key",
            "SELECT key_id FROM sec.scope_key",
            "SELECT count(*) FROM sec.scope_key",
            "SELECT k::text FROM ONLY sec.scope_key k FOR SHARE",
            "UPDATE sec.scope_key SET created_at = now()",
            "INSERT INTO sec.scope_key VALUES ('02', repeat('x', 64)::bytea, repeat('x',"
                + " 64)::bytea)",
            "DELETE FROM sec.scope_key")) {
      findings.refused(sql, session.run(sql));
    }
    try (Session superuser = field.superuser()) {
      findings.reaches("the key is there", superuser.run("SELECT 1 FROM sec.scope_key"));
    }
    session.rollback();
  }

  // Everybody may read the source of every function.
  private static void keyInSource(Field field, Attack.Findings findings) throws SQLException {
    Session session = field.session();
    String sources =
        session
            .run(
                "SELECT proname, prosrc, pg_get_functiondef(oid) FROM pg_proc"
                    + " WHERE pronamespace = 'sec'::regnamespace")
            .text();
    String hex = HexFormat.of().formatHex(field.key());
    String base64 = java.util.Base64.getEncoder().encodeToString(field.key());
    findings.leakIf(sources.contains(hex) || sources.contains(base64), "the key is in a function");
    findings.control(sources.contains("scope_key"), "sources can be read");
    session.rollback();
  }

  private static final String CALLABLE =
      """
      SELECT format('SELECT %s(%s)', p.oid::regproc,
                    (SELECT coalesce(string_agg(CASE WHEN t.typcategory = 'S' THEN quote_literal(%L)
                                                     ELSE 'NULL' END || '::' || format_type(t.oid, NULL), ', '
                                                ORDER BY a.position), '')
                       FROM unnest(p.proargtypes) WITH ORDINALITY a (type, position)
                       JOIN pg_type t ON t.oid = a.type))
        FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
       WHERE p.prosecdef AND n.nspname NOT IN ('pg_catalog', 'information_schema')
         AND has_function_privilege('surety_runtime', p.oid, 'EXECUTE')
      """;

  // A syntax error, or an unknown name, would show that an argument became part of a statement.
  private static void hostileArguments(Field field, Attack.Findings findings) throws SQLException {
    Session session = field.session();
    List<String> hostile = List.of("'", "\"", "'; SELECT 1 --", "$$", "x' OR '1'='1", "\\");
    int calls = 0;
    for (String text : hostile) {
      String quoted = "'" + text.replace("'", "''") + "'";
      List<String> statements = field.catalogue().names(CALLABLE.replace("%L", quoted));
      for (String statement : statements) {
        session.enter(field.scope(field.b(), session));
        Answer answer = session.run(statement);
        calls++;
        boolean syntax =
            answer instanceof Answer.Refused(var state, _)
                && state.startsWith("42")
                && !state.equals("42501");
        findings.leakIf(syntax, statement + " answered " + answer);
        TableAttacks.noSecrets(field, findings, statement, answer);
      }
    }
    findings.control(calls > 0, "there are functions to call");
    session.rollback();
  }

  private static void shadowing(Field field, Attack.Findings findings) throws SQLException {
    Session session = field.session();
    for (String sql :
        List.of(
            "CREATE TEMP TABLE scope_key (key_id text, inner_pad bytea, outer_pad bytea)",
            "CREATE TEMP VIEW workspace AS SELECT 1",
            "CREATE FUNCTION pg_temp.sha256(bytea) RETURNS bytea LANGUAGE sql AS 'SELECT $1'",
            "CREATE TYPE pg_temp.uuid AS (x int)",
            "CREATE FUNCTION public.pg_backend_pid() RETURNS int LANGUAGE sql AS 'SELECT 1'",
            "CREATE FUNCTION sec.sha256(bytea) RETURNS bytea LANGUAGE sql AS 'SELECT $1'",
            "CREATE FUNCTION workspace.current_setting(text, boolean) RETURNS text LANGUAGE sql AS"
                + " 'SELECT $1'",
            "CREATE OPERATOR public.<> (LEFTARG = bytea, RIGHTARG = bytea, FUNCTION = byteaeq)",
            "CREATE SCHEMA shadow")) {
      session.enter(field.scope(field.b(), session));
      findings.refused(sql, session.run(sql));
    }
    for (String path :
        List.of("pg_temp, sec, pg_catalog", "\"\"", "public, workspace, pg_catalog")) {
      session.enter(field.scope(field.b(), session));
      session.run("SELECT set_config('search_path', ?, true)", path);
      session.run("SET LOCAL standard_conforming_strings = off");
      Answer answer = session.run("SELECT t::text FROM probe.thing t");
      TableAttacks.noSecrets(field, findings, path, answer);
      findings.reaches(path, answer);
    }
    session.rollback();
  }

  // The catalogue's own account, so that the last word is not only that an attempt failed.
  private static void rules(Field field, Attack.Findings findings) {
    field
        .catalogue()
        .names("SELECT object || ': ' || rule FROM sec.violations()")
        .forEach(findings::leak);
    findings.control(!field.tables().isEmpty(), "there are workspace tables");
    field.tables().stream()
        .filter(table -> !table.classified())
        .forEach(table -> findings.leak(table + " holds a workspace's rows and has no class"));
  }
}
