package surety.server.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import surety.server.operations.Migrations;
import surety.server.operations.TestPostgres;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@SuppressWarnings("NullAway.Init")
class MigrationGuardTest {

  private static final String SOUND =
      """
      CREATE SCHEMA guard;
      GRANT USAGE ON SCHEMA guard TO ${runtime_role};
      CREATE TABLE guard.note (
          workspace_id uuid NOT NULL REFERENCES workspace.workspace,
          id uuid NOT NULL,
          text text,
          PRIMARY KEY (workspace_id, id));
      SELECT sec.protect_table('guard.note', 0, 0);
      SELECT audit.track_changes('guard.note');
      CREATE TABLE guard.day (
          workspace_id uuid NOT NULL, at date NOT NULL, PRIMARY KEY (workspace_id, at)
      ) PARTITION BY RANGE (at);
      CREATE TABLE guard.day_all PARTITION OF guard.day FOR VALUES FROM (MINVALUE) TO (MAXVALUE);
      SELECT sec.protect_table('guard.day', 0, 0);
      SELECT audit.track_changes('guard.day');
      """;

  /// What a careless migration adds, the object that it gets wrong, and the rule.
  private record Careless(String what, String sql, String object, String rule) {}

  private static final List<Careless> CARELESS =
      List.of(
          new Careless(
              "a table without a class",
              "CREATE TABLE guard.loose (workspace_id uuid NOT NULL, id uuid PRIMARY KEY)",
              "guard.loose",
              "has no class"),
          new Careless(
              "a table that is not forced",
              "ALTER TABLE guard.note NO FORCE ROW LEVEL SECURITY",
              "guard.note",
              "not enabled and forced"),
          new Careless(
              "a table without row-level security",
              "ALTER TABLE guard.note DISABLE ROW LEVEL SECURITY",
              "guard.note",
              "not enabled and forced"),
          new Careless(
              "a table without a workspace",
              "CREATE TABLE guard.bare (id uuid PRIMARY KEY, workspace_id text NOT NULL);"
                  + "INSERT INTO sec.table_class VALUES ('guard.bare', 'workspace', 0, 0, NULL)",
              "guard.bare",
              "workspace_id is not a uuid"),
          new Careless(
              "a dropped policy",
              "DROP POLICY workspace_select ON guard.note",
              "guard.note",
              "right without a policy: SELECT"),
          new Careless(
              "a permissive policy",
              "CREATE POLICY generous ON guard.note USING (true)",
              "guard.note",
              "not canonical: generous"),
          new Careless(
              "a policy with another permission",
              "ALTER POLICY workspace_select ON guard.note USING (workspace_id = sec.workspace(1))",
              "guard.note",
              "not canonical: workspace_select"),
          new Careless(
              "a unique key over all workspaces",
              "CREATE UNIQUE INDEX note_text ON guard.note (text)",
              "guard.note",
              "does not lead with workspace_id: guard.note_text"),
          new Careless(
              "a unique key over all workspaces in a partition",
              "CREATE UNIQUE INDEX day_at ON guard.day_all (at)",
              "guard.day_all",
              "does not lead with workspace_id: guard.day_at"),
          new Careless(
              "a foreign key over all workspaces",
              "CREATE TABLE guard.reply (workspace_id uuid NOT NULL, id uuid NOT NULL, note uuid,"
                  + " PRIMARY KEY (workspace_id, id), CONSTRAINT reply_note"
                  + " FOREIGN KEY (note, workspace_id) REFERENCES guard.note (id, workspace_id));"
                  + "SELECT sec.protect_table('guard.reply', 0, 0)",
              "guard.reply",
              "reply_note"),
          new Careless(
              "a foreign key that sets null",
              "CREATE TABLE guard.reply (workspace_id uuid NOT NULL, id uuid NOT NULL, note uuid,"
                  + " PRIMARY KEY (workspace_id, id), CONSTRAINT reply_note FOREIGN KEY"
                  + " (workspace_id, note) REFERENCES guard.note ON DELETE SET NULL (note));"
                  + "SELECT sec.protect_table('guard.reply', 0, 0)",
              "guard.reply",
              "sets null: reply_note"),
          new Careless(
              "a foreign key to a control table",
              "CREATE TABLE guard.job (id uuid PRIMARY KEY);SELECT sec.control_table('guard.job',"
                  + " 'jobs');CREATE TABLE guard.memo (workspace_id uuid NOT NULL, id uuid"
                  + " REFERENCES guard.job, PRIMARY KEY (workspace_id, id));SELECT"
                  + " sec.protect_table('guard.memo', 0, 0)",
              "guard.memo",
              "control table"),
          new Careless(
              "a definer function for everybody",
              "CREATE FUNCTION guard.count() RETURNS bigint LANGUAGE sql SECURITY DEFINER"
                  + " SET search_path = pg_catalog, pg_temp AS 'SELECT 1::bigint';"
                  + "GRANT EXECUTE ON FUNCTION guard.count() TO PUBLIC",
              "guard.count()",
              "executable by everybody"),
          new Careless(
              "a definer function with a search path of the caller's",
              "CREATE FUNCTION guard.count() RETURNS bigint LANGUAGE sql SECURITY DEFINER"
                  + " AS 'SELECT 1::bigint'",
              "guard.count()",
              "without a fixed search path"),
          new Careless(
              "a materialized view",
              "CREATE MATERIALIZED VIEW guard.notes AS SELECT 1 AS one",
              "guard.notes",
              "materialized view"),
          new Careless(
              "a view that runs as its owner",
              "CREATE VIEW guard.notes AS SELECT * FROM guard.note",
              "guard.notes",
              "does not run as its caller"),
          new Careless(
              "a granted partition",
              "GRANT SELECT ON guard.day_all TO ${runtime_role}",
              "guard.day_all",
              "partition is granted"),
          new Careless(
              "a control table that requests may read",
              "CREATE TABLE guard.job (id uuid PRIMARY KEY);"
                  + "SELECT sec.control_table('guard.job', 'jobs');"
                  + "GRANT SELECT (id) ON guard.job TO ${runtime_role}",
              "guard.job",
              "control table directly"),
          new Careless(
              "an identity column",
              "ALTER TABLE guard.note ADD COLUMN number bigint GENERATED ALWAYS AS IDENTITY",
              "guard.note",
              "counts the rows of all workspaces: number"),
          new Careless(
              "a granted sequence",
              "CREATE SEQUENCE guard.numbers; GRANT USAGE ON SEQUENCE guard.numbers TO"
                  + " ${runtime_role}",
              "guard.numbers",
              "may use a sequence"),
          new Careless(
              "a rule",
              "CREATE RULE echo AS ON INSERT TO guard.note DO ALSO SELECT 1",
              "guard.note",
              "rule runs as the owner: echo"),
          new Careless(
              "the right to truncate",
              "GRANT TRUNCATE ON guard.note TO ${runtime_role}",
              "guard.note",
              "runtime role holds TRUNCATE"),
          new Careless(
              "the right to create tables",
              "GRANT CREATE ON SCHEMA guard TO ${runtime_role}",
              "guard",
              "may create in this schema"));

  private final TestPostgres.Database database = TestPostgres.migrated();
  private final JdbcClient owner = JdbcClient.create(database.ownerSource());

  @TempDir Path folder;

  @Test
  void a_sound_migration_is_taken() throws IOException {
    migrate(SOUND);
    assertThat(exists("guard.note")).isTrue();
  }

  @TestFactory
  Stream<DynamicTest> a_careless_migration_fails_names_the_object_and_leaves_nothing() {
    return CARELESS.stream()
        .map(careless -> DynamicTest.dynamicTest(careless.what(), () -> isRefused(careless)));
  }

  private void isRefused(Careless careless) {
    assertThatThrownBy(() -> migrate(SOUND + careless.sql() + ";"))
        .isInstanceOf(FlywayException.class)
        .hasStackTraceContaining("unprotected schema")
        .hasStackTraceContaining(careless.object() + ": ")
        .hasStackTraceContaining(careless.rule());
    assertThat(exists("guard.note")).isFalse();
    assertThat(
            owner
                .sql("SELECT count(*) FROM pg_namespace WHERE nspname = 'guard'")
                .query(Long.class)
                .single())
        .isZero();
    assertThat(
            owner
                .sql("SELECT count(*) FROM flyway_schema_history WHERE version = '999'")
                .query(Long.class)
                .single())
        .isZero();
  }

  @Test
  void what_was_changed_by_hand_is_found_at_the_next_start() {
    Runnable start =
        () ->
            Migrations.run(
                database.ownerSource(), database.owner().user(), database.runtime().user());
    assertThatCode(start::run).doesNotThrowAnyException();
    owner.sql("ALTER TABLE workspace.member NO FORCE ROW LEVEL SECURITY").update();
    assertThatThrownBy(start::run)
        .hasStackTraceContaining("workspace.member: row-level security is not enabled and forced");
  }

  private void migrate(String sql) throws IOException {
    Files.writeString(folder.resolve("V999__guard.sql"), sql);
    Field.migrateFurther(database, "filesystem:" + folder);
  }

  private boolean exists(String table) {
    return owner
        .sql("SELECT to_regclass(?) IS NOT NULL")
        .param(table)
        .query(Boolean.class)
        .single();
  }
}
