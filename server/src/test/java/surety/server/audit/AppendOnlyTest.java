package surety.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import surety.server.operations.TestPostgres;
import surety.server.workspace.Role;
import surety.server.workspace.TestWorkspaces;
import surety.server.workspace.WorkspaceScope;

/// Hostile SQL in a session of the runtime role, against the audit trail.
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AppendOnlyTest {

  private static final TestPostgres.Database DATABASE = TestPostgres.migrated();
  private static final TestWorkspaces WORKSPACES = TestWorkspaces.in(DATABASE);
  private static final JdbcClient SUPERUSER = JdbcClient.create(DATABASE.superuserSource());
  private static final WorkspaceScope OWNER = WORKSPACES.create("ada@example.org", Role.OWNER);
  private static final WorkspaceScope OTHER = WORKSPACES.create("bob@example.net", Role.OWNER);

  private static final String REFUSED = "42501";

  private Connection connection;
  private JdbcClient runtime;

  @BeforeEach
  void connect() throws SQLException {
    connection = DATABASE.runtimeSource().getConnection();
    runtime = JdbcClient.create(new SingleConnectionDataSource(connection, true));
    append(sign(OWNER));
    append(sign(OTHER));
  }

  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
    SUPERUSER.sql("DELETE FROM audit.access").update();
  }

  @AfterAll
  static void nothing_is_left_unprotected() {
    assertThat(violations()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO audit.access SELECT * FROM audit.access",
        "INSERT INTO audit.change SELECT * FROM audit.change",
        "UPDATE audit.access SET outcome = 'REFUSED'",
        "UPDATE audit.change SET principal = gen_random_uuid()",
        "DELETE FROM audit.access",
        "DELETE FROM audit.change",
        "TRUNCATE audit.access",
        "TRUNCATE audit.change",
        "COPY audit.access FROM STDIN",
        "DROP TABLE audit.access",
        "ALTER TABLE audit.access DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE workspace.member DISABLE TRIGGER record_change",
        "DROP TRIGGER record_change ON workspace.member",
        "SET session_replication_role = replica",
        "UPDATE audit.retention SET days = 90",
        "INSERT INTO audit.change_exemption VALUES ('workspace.member', 'no reason')",
        "SELECT sec.verified('')",
        "SELECT audit.masked('{}', '{}', NULL)",
        "SELECT audit.track_changes('workspace.member')",
        "SELECT audit.exempt_from_changes('workspace.member', 'no reason')",
        "CREATE TABLE audit.access_20200101 ()",
        "LOCK TABLE audit.access IN ACCESS EXCLUSIVE MODE",
      })
  void the_runtime_role_cannot_reach_around_the_functions(String sql) {
    assertRefused(() -> inScope(OWNER, sql));
  }

  @Test
  void the_runtime_role_cannot_name_a_partition() {
    for (String partition : partitions()) {
      for (String sql :
          List.of(
              "SELECT * FROM ?",
              "INSERT INTO ? SELECT * FROM ?",
              "UPDATE ? SET principal = gen_random_uuid()",
              "DELETE FROM ?",
              "TRUNCATE ?",
              "ALTER TABLE audit.access DETACH PARTITION ?",
              "DROP TABLE ?")) {
        assertRefused(() -> inScope(OWNER, sql.replace("?", partition)));
      }
    }
  }

  @Test
  void a_row_can_neither_be_locked_nor_taken_back_once_it_is_committed() {
    assertRefused(() -> inScope(OWNER, "SELECT * FROM audit.access FOR UPDATE"));
    assertThat(count("audit.access")).isEqualTo(2);
  }

  @Test
  void a_workspace_sees_its_own_entries_alone() {
    assertThat(seen(OWNER)).containsExactly(OWNER.workspace().value());
    assertThat(seen(OTHER)).containsExactly(OTHER.workspace().value());
  }

  @Test
  void without_the_permission_the_trail_is_an_error_and_not_an_empty_page() {
    WorkspaceScope rep = WORKSPACES.member(OWNER.workspace(), "rep@example.org", Role.REP);
    assertRefused(() -> seen(rep));
  }

  @Test
  void without_a_scope_the_trail_is_an_error_and_not_an_empty_page() {
    assertRefused(() -> runtime.sql("SELECT * FROM audit.access").query().listOfRows());
  }

  @Test
  void an_entry_cannot_be_appended_with_an_altered_scope() throws SQLException {
    String signed = sign(OWNER);
    for (int i = 0; i < signed.length(); i++) {
      String altered = flip(signed, i);
      // What stands between the signed part and the signature is not read.
      if (i != 117) {
        assertThatThrownBy(() -> append(altered)).isInstanceOf(DataAccessException.class);
      }
    }
    assertThat(count("audit.access")).isEqualTo(2);
  }

  @Test
  void an_entry_cannot_be_appended_for_another_workspace_with_the_own_signature()
      throws SQLException {
    String own = sign(OWNER);
    assertRefused(() -> append(own.substring(0, 3) + OTHER.workspace() + own.substring(39)));
    assertRefused(() -> append(sign(OTHER).substring(0, 118) + own.substring(118)));
  }

  @Test
  void an_entry_cannot_be_appended_with_a_scope_of_another_backend() throws SQLException {
    try (Connection another = DATABASE.runtimeSource().getConnection()) {
      int backend = another.unwrap(PGConnection.class).getBackendPID();
      assertRefused(() -> append(WORKSPACES.sign(OWNER, backend)));
    }
  }

  @Test
  void an_entry_cannot_be_appended_with_an_expired_scope() throws SQLException {
    Clock past = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-3));
    String expired = TestWorkspaces.in(DATABASE, past).sign(OWNER, backend());
    assertRefused(() -> append(expired));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "01|", "'; DROP TABLE audit.access; --"})
  void an_entry_cannot_be_appended_with_no_scope(String scope) {
    assertRefused(() -> append(scope));
  }

  @Test
  void one_bad_scope_refuses_its_whole_batch() throws SQLException {
    String good = sign(OWNER);
    assertRefused(() -> append(good, flip(good, 181)));
    assertThat(count("audit.access")).isEqualTo(2);
  }

  @Test
  void an_entry_that_names_no_scope_of_the_batch_is_refused() throws SQLException {
    String good = sign(OWNER);
    assertThatThrownBy(() -> appendAs(2, good)).isInstanceOf(DataAccessException.class);
    assertThat(count("audit.access")).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"INSERT", "UPDATE", "DELETE", "TRUNCATE"})
  void a_grant_to_alter_entries_is_noticed_by_the_check_of_the_schema(String privilege) {
    String runtimeRole = DATABASE.runtime().user();
    SUPERUSER.sql("GRANT %s ON audit.access TO %s".formatted(privilege, runtimeRole)).update();
    try {
      assertThat(violations()).isNotEmpty();
    } finally {
      SUPERUSER.sql("REVOKE %s ON audit.access FROM %s".formatted(privilege, runtimeRole)).update();
    }
  }

  @Test
  void without_the_check_of_the_signature_a_forged_scope_would_be_taken() throws SQLException {
    String body = definition();
    SUPERUSER
        .sql(
            """
            CREATE OR REPLACE FUNCTION sec.signed_by(scope text, inner_pad bytea, outer_pad bytea)
                RETURNS boolean LANGUAGE sql STABLE RETURN true
            """)
        .update();
    try {
      append(flip(sign(OWNER), 181));
      assertThat(count("audit.access")).isEqualTo(3);
    } finally {
      SUPERUSER.sql(body).update();
    }
  }

  private void inScope(WorkspaceScope scope, String sql) {
    WORKSPACES
        .door(new SingleConnectionDataSource(connection, true))
        .write(scope, client -> client.sql(sql).update());
  }

  private List<Object> seen(WorkspaceScope scope) {
    return WORKSPACES
        .door(new SingleConnectionDataSource(connection, true))
        .read(
            scope,
            client ->
                client
                    .sql("SELECT DISTINCT workspace_id FROM audit.access")
                    .query()
                    .singleColumn());
  }

  private String sign(WorkspaceScope scope) throws SQLException {
    return WORKSPACES.sign(scope, backend());
  }

  private int backend() throws SQLException {
    return connection.unwrap(PGConnection.class).getBackendPID();
  }

  private void append(String... scopes) {
    appendAs(1, scopes);
  }

  private void appendAs(int scopeOf, String... scopes) {
    runtime
        .sql(
            """
            SELECT audit.append_access(?::text[], ARRAY[?], ARRAY[gen_random_uuid()],
                       ARRAY['DASHBOARD_READ'], ARRAY['dashboard'], ARRAY[NULL]::date[],
                       ARRAY[NULL]::date[], ARRAY[NULL]::uuid[], ARRAY[NULL]::bigint[],
                       ARRAY['BEGUN'], ARRAY[NULL]::uuid[])
            """)
        .param(scopes)
        .param(scopeOf)
        .query()
        .listOfRows();
  }

  private static String flip(String text, int position) {
    char was = text.charAt(position);
    return text.substring(0, position) + (was == '0' ? '1' : '0') + text.substring(position + 1);
  }

  private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .rootCause()
        .isInstanceOfSatisfying(
            SQLException.class,
            e -> assertThat(e.getSQLState()).as(e.getMessage()).isEqualTo(REFUSED));
  }

  private static long count(String table) {
    return SUPERUSER.sql("SELECT count(*) FROM " + table).query(Long.class).single();
  }

  private static String definition() {
    return SUPERUSER
        .sql("SELECT pg_get_functiondef('sec.signed_by(text, bytea, bytea)'::regprocedure)")
        .query(String.class)
        .single();
  }

  private static List<String> violations() {
    return SUPERUSER
        .sql("SELECT object || ': ' || rule FROM sec.violations()")
        .query(String.class)
        .list();
  }

  private static List<String> partitions() {
    return SUPERUSER
        .sql(
            """
            SELECT inhrelid::regclass::text
              FROM pg_inherits
             WHERE inhparent IN ('audit.access'::regclass, 'audit.change'::regclass)
             ORDER BY 1
            """)
        .query(String.class)
        .list();
  }
}
