package surety.server.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import surety.server.platform.StartRefused;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ServerDatabaseTest {

  private static final TestPostgres.Database DATABASE = TestPostgres.empty();

  @TempDir private Path data;

  private final JdbcClient superuser = JdbcClient.create(DATABASE.superuserSource());

  // Each test gives the server a role of its own that is weak until the test makes it strong.
  private final DatabaseLogin runtime =
      new DatabaseLogin(DATABASE.runtime().url(), "weak_" + System.nanoTime(), "a password");

  private void makeRole(String rights) {
    superuser.sql("create role %s login password 'a password'".formatted(runtime.user())).update();
    superuser
        .sql("grant connect on database %s to %s".formatted(runtime.name(), runtime.user()))
        .update();
    for (String right : rights.split(";")) {
      if (!right.isBlank()) {
        superuser.sql(right.formatted(runtime.user())).update();
      }
    }
  }

  @AfterEach
  void dropRole() {
    superuser
        .sql(
            """
            do $$ begin
              if exists (select from pg_roles where rolname = '%1$s') then
                execute 'reassign owned by %1$s to surety_superuser; drop owned by %1$s; drop role %1$s';
              end if;
            end $$
            """
                .formatted(runtime.user()))
        .update();
  }

  @Test
  void a_role_that_policies_bind_is_accepted() {
    makeRole("");
    assertThatCode(this::check).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "alter role %s superuser | is a superuser",
        "alter role %s bypassrls | has BYPASSRLS",
        "alter role %s createrole | may make roles",
        "alter role %s replication | may replicate",
        "create table owned_table (id int); alter table owned_table owner to %s | owns"
            + " public.owned_table",
        "create schema owned_schema authorization %s | owns schema owned_schema",
        "grant surety_owner to %s | is a member of surety_owner",
        "alter role %s noinherit; grant surety_owner to %s | is a member of surety_owner",
        "grant surety_superuser to %s | is a member of surety_superuser",
        "grant pg_read_server_files to %s | is a member of pg_read_server_files",
        "grant pg_write_all_data to %s | is a member of pg_write_all_data"
      })
  void a_role_is_refused_after(String right, String fault) {
    makeRole(right);
    assertThatThrownBy(this::check)
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("runtime role " + runtime.user() + " " + fault)
        .hasMessageNotContaining("a password");
  }

  @Test
  void an_owner_role_that_is_a_superuser_is_refused_because_definer_functions_run_as_it() {
    makeRole("");
    var database = new ServerDatabase(DATABASE.superuser(), runtime, null);
    assertThatThrownBy(() -> RuntimeRoleCheck.check(database))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("owner role surety_superuser is a superuser");
  }

  @Test
  void one_role_for_both_is_refused() {
    var database = new ServerDatabase(DATABASE.owner(), DATABASE.owner(), null);
    assertThatThrownBy(() -> RuntimeRoleCheck.check(database))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("two different roles");
  }

  @Test
  void a_wrong_password_is_said_in_one_line_without_the_password() {
    var wrong = new DatabaseLogin(runtime.url(), DATABASE.runtime().user(), "guess-4711");
    assertThatThrownBy(
            () -> RuntimeRoleCheck.check(new ServerDatabase(DATABASE.owner(), wrong, null)))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("as the runtime role surety_runtime (SQLSTATE 28P01)")
        .hasMessageNotContaining("guess-4711")
        .hasMessageNotContaining("\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://127.0.0.1/surety",
        "jdbc:postgresql://127.0.0.1/surety?preferQueryMode=simple",
        "jdbc:postgresql://127.0.0.1/surety?ssl=true&PreferQueryMode=extendedForPrepared",
        "jdbc:postgresql://127.0.0.1/surety?user=x",
        "jdbc:postgresql://127.0.0.1/surety?password=x",
        "jdbc:postgresql://127.0.0.1/surety?ssl=true&sslpassword=x",
        "jdbc:postgresql://user:word@127.0.0.1/surety",
        "jdbc:postgresql://user:word@127.0.0.1/my surety",
        "jdbc:postgresql:// 127.0.0.1/surety"
      })
  void a_url_is_refused_that_weakens_the_connection_or_holds_credentials(String url) {
    assertThatThrownBy(() -> ServerDatabase.open(external(url), data))
        .isInstanceOf(StartRefused.class)
        .hasMessageStartingWith("SURETY_DATABASE_URL must")
        .hasMessageNotContaining("word@");
  }

  @Test
  void an_external_database_is_migrated_as_the_owner_and_served_as_the_runtime_role() {
    try (var database = ServerDatabase.open(external(DATABASE.runtime().url()), data)) {
      assertThat(database.embedded()).isNull();
      assertThat(
              superuser
                  .sql("select tableowner from pg_tables where tablename = 'flyway_schema_history'")
                  .query(String.class)
                  .single())
          .isEqualTo(DATABASE.owner().user());
    }
  }

  private void check() {
    RuntimeRoleCheck.check(new ServerDatabase(DATABASE.owner(), runtime, null));
  }

  private static DatabaseSettings external(String url) {
    return new DatabaseSettings(
        url,
        DATABASE.runtime().user(),
        DATABASE.runtime().password(),
        DATABASE.owner().user(),
        DATABASE.owner().password(),
        4,
        0,
        null,
        0);
  }
}
