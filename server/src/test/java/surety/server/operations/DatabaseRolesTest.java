package surety.server.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DatabaseRolesTest {

  private static final TestPostgres.Database DATABASE = TestPostgres.empty();

  private final JdbcClient owner = JdbcClient.create(DATABASE.ownerSource());
  private final JdbcClient runtime = JdbcClient.create(DATABASE.runtimeSource());
  private final JdbcClient superuser = JdbcClient.create(DATABASE.superuserSource());

  @Test
  void neither_role_is_a_superuser_or_bypasses_row_security() {
    List<String> strong =
        superuser
            .sql(
                """
                select rolname from pg_roles
                 where rolname like 'surety\\_%' and rolname <> 'surety_superuser'
                   and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)
                """)
            .query(String.class)
            .list();
    assertThat(strong).isEmpty();
  }

  @Test
  void the_runtime_role_owns_nothing_and_is_a_member_of_nothing() {
    assertThat(count("select count(*) from pg_class where relowner = 'surety_runtime'::regrole"))
        .isZero();
    assertThat(
            count("select count(*) from pg_auth_members where member = 'surety_runtime'::regrole"))
        .isZero();
  }

  @Test
  void the_owner_is_told_when_a_policy_would_hide_rows_from_it() {
    assertThat(owner.sql("show row_security").query(String.class).single()).isEqualTo("off");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create temporary table t (id int)",
        "create table public.t (id int)",
        "create schema s",
        "create role r",
        "select lo_create(0)",
        "select lo_from_bytea(0, 'x')",
        "select pg_notify('channel', 'x')",
        "select pg_try_advisory_lock(1)",
        "select pg_advisory_xact_lock(1)",
        "select pg_database_size(current_database())",
        "select pg_read_file('PG_VERSION')",
        "copy (select 1) to program 'true'",
        "alter system set fsync = off",
        "set role surety_owner",
        "set session authorization surety_owner",
        "select * from pg_authid"
      })
  void the_runtime_role_may_not(String statement) {
    // By its state: versions word it differently.
    assertThatThrownBy(() -> execute(DATABASE.runtime(), statement))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
  }

  @Test
  void the_same_statements_work_for_the_superuser_so_the_refusals_are_about_rights()
      throws Exception {
    execute(DATABASE.superuser(), "create temporary table t (id int)");
    execute(DATABASE.superuser(), "select pg_try_advisory_lock(1)");
    execute(DATABASE.superuser(), "select pg_notify('channel', 'x')");
  }

  @ParameterizedTest
  @ValueSource(strings = {"postgres", "template1"})
  void the_runtime_role_cannot_enter_other_databases(String other) {
    assertThatThrownBy(() -> execute(DATABASE.runtime().on(other), "select 1"))
        .hasMessageContaining("permission denied for database");
  }

  @Test
  void a_wrong_password_does_not_open_the_database() {
    var wrong = new DatabaseLogin(DATABASE.runtime().url(), DATABASE.runtime().user(), "guess");
    assertThatThrownBy(() -> execute(wrong, "select 1"))
        .hasMessageContaining("password authentication failed");
  }

  @Test
  void passwords_are_kept_as_scram_verifiers() {
    assertThat(
            superuser
                .sql("select rolname from pg_authid where rolpassword not like 'SCRAM-SHA-256$%'")
                .query(String.class)
                .list())
        .isEmpty();
    assertThat(runtime.sql("show ssl").query(String.class).single()).isEqualTo("off");
    assertThat(
            superuser
                .sql("select distinct auth_method from pg_hba_file_rules")
                .query(String.class)
                .list())
        .containsExactly("scram-sha-256");
  }

  @Test
  void a_login_does_not_print_its_password() {
    assertThat(DATABASE.owner().toString()).doesNotContain(DATABASE.owner().password());
  }

  private long count(String sql) {
    return superuser.sql(sql).query(Long.class).single();
  }

  private static void execute(DatabaseLogin login, String sql) throws Exception {
    try (var connection = login.connect();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
