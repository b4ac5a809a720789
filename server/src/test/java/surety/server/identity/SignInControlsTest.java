package surety.server.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static surety.server.identity.SharedServer.SERVER;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import surety.server.platform.Token;

/// Switches the controls of sign-in off, one at a time, and shows that what the other tests see
/// then changes: they do not pass by themselves.
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SignInControlsTest {

  private static final String LINK = "identity.redeem_link";
  private static final String CODE = "identity.redeem_code";
  private static final String WRONG_CODE = "identity.record_failed_code";
  private static final String LOOK_UP = "identity.find_sessions";

  private final String email = UUID.randomUUID() + "@example.com";
  private final TestBrowser asking = SERVER.browser();

  @BeforeEach
  void forgetLimits() {
    SERVER.forgetLimits();
  }

  @Test
  void without_the_binding_a_scanner_is_signed_in() {
    // The server asks the database only for a browser that has asked for some link.
    TestBrowser scanner = SERVER.browser().with("__Host-surety-sign-in", "A".repeat(43));
    String link = ask();

    without(LINK, " AND browser_hash = sha256(browser)", () -> scanner.post(link));

    assertThat(scanner.isSignedIn()).isTrue();
  }

  @Test
  void without_the_expiry_an_old_link_signs_in() {
    String link = ask();
    expire();
    without(LINK, " AND expires_at > now()", () -> asking.post(link));
    assertThat(asking.isSignedIn()).isTrue();
  }

  @Test
  void without_the_wait_for_the_other_device_a_code_is_accepted_at_once() {
    String link = ask();
    Link opened = new Link(link);
    without(
        CODE,
        "request.code_shown_at IS NOT NULL AND ",
        () -> asking.post("/sign-in/code", "code", opened.code()));
    assertThat(asking.isSignedIn()).isTrue();
  }

  @Test
  void without_the_limits_of_a_session_an_idle_one_stays_open() {
    TestBrowser browser = SERVER.signedIn(email);
    SERVER
        .superuser()
        .sql(
            """
            UPDATE identity.session s SET last_seen_at = now() - interval '31 days'
              FROM identity.account a WHERE a.id = s.account_id AND a.email = ?
            """)
        .param(1, email)
        .update();
    assertThat(browser.isSignedIn()).isFalse();
    without(
        LOOK_UP,
        "live_session s ON",
        "session s ON",
        () -> assertThat(browser.isSignedIn()).isTrue());
  }

  @Test
  void without_the_pause_the_time_of_a_wrong_code_tells_whether_the_address_is_known() {
    SERVER.signedIn(email);
    SERVER.join(SERVER.workspace("Firm"), email, "OWNER");

    assertThat(quickestWrongCode(email)).isGreaterThanOrEqualTo(10);
    assertThat(quickestWrongCode("nobody@example.com")).isGreaterThanOrEqualTo(10);
    without(
        WRONG_CODE,
        "PERFORM pg_sleep",
        "-- ",
        () ->
            assertThat(IntStream.range(0, 500).mapToDouble(_ -> wrongCode("nobody@example.com")))
                .anyMatch(millis -> millis < 10));
  }

  @Test
  void without_the_row_in_common_a_crowd_makes_only_unknown_addresses_wait() throws SQLException {
    SERVER.signedIn(email);
    SERVER.join(SERVER.workspace("Firm"), email, "OWNER");
    quickestWrongCode("nobody@example.com"); // the row of the day is there

    try (Connection crowd = SERVER.database().superuserSource().getConnection();
        Statement statement = crowd.createStatement()) {
      crowd.setAutoCommit(false);
      statement.execute("SELECT FROM identity.failed_code_count FOR UPDATE");
      assertThat(waits(email)).isTrue();
      assertThat(waits("nobody@example.com")).isTrue();
      without(
          WRONG_CODE,
          "VALUES ((begun AT TIME ZONE 'UTC')::date, unknown)",
          "SELECT (begun AT TIME ZONE 'UTC')::date, unknown WHERE unknown > 0",
          () -> {
            assertThat(waits(email)).isFalse();
            assertThat(waits("nobody@example.com")).isTrue();
          });
      crowd.rollback();
    }
  }

  // Milliseconds, as the database itself measures them.
  private static double quickestWrongCode(String address) {
    return IntStream.range(0, 5).mapToDouble(_ -> wrongCode(address)).min().orElseThrow();
  }

  private static double wrongCode(String address) {
    String plan =
        SERVER
            .superuser()
            .sql("EXPLAIN (ANALYZE, FORMAT JSON) SELECT identity.record_failed_code(?)")
            .param(1, address)
            .query(String.class)
            .single();
    return Double.parseDouble(plan.replaceAll("(?s).*\"Execution Time\": ([0-9.]+).*", "$1"));
  }

  // Whether a wrong code for this address has to wait for whoever writes to the row of the day.
  private static boolean waits(String address) {
    try {
      SERVER
          .superuser()
          .sql("SELECT set_config('lock_timeout', '300ms', true), identity.record_failed_code(?)")
          .param(1, address)
          .query()
          .singleRow();
      return false;
    } catch (DataAccessException e) {
      assertThat(e).hasStackTraceContaining("lock timeout");
      return true;
    }
  }

  private String ask() {
    asking.post("/sign-in", "email", email);
    return TestServer.linkIn(SERVER.mail(email));
  }

  private void expire() {
    SERVER
        .superuser()
        .sql("UPDATE identity.sign_in_request SET expires_at = now() WHERE email = ?")
        .param(1, email)
        .update();
  }

  private static void without(String function, String control, Runnable attack) {
    without(function, control, "", attack);
  }

  private static void without(
      String function, String control, String replacement, Runnable attack) {
    String definition =
        SERVER
            .superuser()
            .sql("SELECT pg_get_functiondef(?::regproc)")
            .param(1, function)
            .query(String.class)
            .single();
    assertThat(definition).contains(control);
    SERVER.superuser().sql(definition.replace(control, replacement)).update();
    try {
      attack.run();
    } finally {
      SERVER.superuser().sql(definition).update();
    }
  }

  private record Link(String path) {

    String code() {
      String text = path.substring(path.lastIndexOf('/') + 1);
      return SignInCode.of(Token.parse(text).orElseThrow()).digits();
    }
  }
}
