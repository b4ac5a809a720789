package surety.server.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static surety.server.identity.SharedServer.SERVER;

import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import surety.server.platform.Token;

/// What hostile SQL in a session of the role that serves requests can and cannot do here.
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RuntimeRoleTest {

  private static final List<String> TABLES =
      List.of("identity.account", "identity.session", "identity.sign_in_request", "sec.rate_limit");

  private final SecureRandom random = new SecureRandom();

  @BeforeEach
  void forgetLimits() {
    SERVER.forgetLimits();
  }

  @Test
  void no_table_can_be_read_or_written() {
    for (String table : TABLES) {
      for (String sql :
          List.of(
              "SELECT * FROM " + table,
              "SELECT count(*) FROM " + table,
              "DELETE FROM " + table,
              "TRUNCATE " + table,
              "COPY " + table + " TO STDOUT")) {
        refused(sql);
      }
    }
    refused("SELECT * FROM identity.live_session");
    refused("DELETE FROM identity.live_session");
    refused("UPDATE identity.session SET last_seen_at = now()");
    refused("INSERT INTO identity.account VALUES (gen_random_uuid(), 'x@example.com')");
  }

  @Test
  void a_link_cannot_be_made_for_an_address() {
    refused(
        """
        SELECT identity.request_sign_in('\\x01'::bytea, '\\x02'::bytea, '\\x03'::bytea,
                                        '00000000', 'victim@example.com')
        """);
  }

  @Test
  void a_session_cannot_be_opened_for_an_address() {
    refused(
        """
        SELECT identity.open_session('victim@example.com', '\\x01'::bytea, gen_random_uuid(),
                                     gen_random_uuid(), '', '')
        """);
  }

  @Test
  void no_inner_function_can_be_called() {
    refused("SELECT identity.require_server_scope()");
    refused("SELECT identity.account_of('\\x01'::bytea)");
  }

  @Test
  void the_scope_of_a_member_makes_no_link() {
    SERVER.signedIn("scoped@example.com");
    UUID workspace = SERVER.workspace("Scoped Ltd");
    UUID member = SERVER.join(workspace, "scoped@example.com", "OWNER");
    var scopes = SERVER.bean(surety.server.workspace.WorkspaceScopes.class);
    var scope =
        scopes.ofVerifiedMember(
            new surety.server.workspace.WorkspaceId(workspace),
            member,
            surety.server.workspace.Role.OWNER);

    assertThatThrownBy(
            () ->
                SERVER
                    .bean(surety.server.workspace.WorkspaceDatabase.class)
                    .write(
                        scope,
                        client ->
                            client
                                .sql(
                                    """
                                    SELECT identity.request_sign_in('\\x01'::bytea, '\\x02'::bytea,
                                           '\\x03'::bytea, '00000000', 'victim@example.com')::text
                                    """)
                                .query()
                                .singleRow()))
        .rootCause()
        .hasMessageContaining("not the server's own scope");
  }

  // In months of thirty days, by which PostgreSQL compares intervals, this is nothing; on a
  // calendar it is 14 years.
  @Test
  void a_session_never_grows_younger() {
    TestBrowser browser = SERVER.signedIn("aged@example.com");
    byte[] secret = Token.parse(browser.cookie("__Host-surety")).orElseThrow().bytes();
    List<Map<String, Object>> before = sessions(secret);

    SERVER
        .runtime()
        .sql(
            """
            SELECT identity.age_session(?, '-12000 mons 360000 days', '-12000 mons 360000 days')
            """)
        .param(1, secret)
        .query(Boolean.class)
        .single();

    assertThat(sessions(secret)).isEqualTo(before).hasSize(1);
  }

  private static List<Map<String, Object>> sessions(byte[] secret) {
    return SERVER
        .runtime()
        .sql("SELECT created_at, last_seen_at FROM identity.list_sessions(?)")
        .param(1, secret)
        .query()
        .listOfRows();
  }

  @Test
  void without_a_secret_the_functions_tell_nothing() {
    SERVER.signedIn("known@example.com");
    Token guess = Token.random(random);
    for (String function :
        List.of(
            "list_sessions(?)",
            "list_workspaces(?)",
            "find_sessions(array[?], array[null]::uuid[])")) {
      List<Map<String, Object>> rows =
          SERVER
              .runtime()
              .sql("SELECT * FROM identity." + function)
              .param(1, guess.bytes())
              .query()
              .listOfRows();
      assertThat(rows).as(function).isEmpty();
    }
  }

  @Test
  void null_empty_and_odd_arguments_tell_nothing() {
    SERVER.signedIn("odd@example.com");
    for (String call :
        List.of(
            "find_sessions(null, null)",
            "find_sessions(array[null]::bytea[], array[null]::uuid[])",
            "find_sessions(array['']::bytea[], null)",
            "list_sessions(null)",
            "list_workspaces(null)",
            "find_invitation(null, null)")) {
      assertThat(SERVER.runtime().sql("SELECT * FROM identity." + call).query().listOfRows())
          .as(call)
          .isEmpty();
    }
  }

  // Shows that the tests above can fail: with the right given away, they would see rows.
  @Test
  void the_rights_are_what_protects_the_tables() {
    SERVER.superuser().sql("GRANT SELECT ON identity.session TO surety_runtime").update();
    try {
      SERVER.signedIn("granted@example.com");
      assertThat(
              SERVER
                  .runtime()
                  .sql("SELECT count(*) FROM identity.session")
                  .query(Long.class)
                  .single())
          .isPositive();
      assertThat(SERVER.superuser().sql("SELECT object FROM sec.violations()").query().listOfRows())
          .isNotEmpty();
    } finally {
      SERVER.superuser().sql("REVOKE SELECT ON identity.session FROM surety_runtime").update();
    }
    refused("SELECT count(*) FROM identity.session");
  }

  private static void refused(String sql) {
    assertThatThrownBy(() -> SERVER.runtime().sql(sql).query().listOfRows())
        .as(sql)
        .rootCause()
        .isInstanceOfSatisfying(
            java.sql.SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
  }
}
