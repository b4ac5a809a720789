package surety.server.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static surety.server.identity.SharedServer.SERVER;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import surety.server.identity.TestBrowser.Answer;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SessionsTest {

  private final String email = "s-" + UUID.randomUUID().toString().substring(0, 8) + "@example.com";

  @BeforeEach
  void forgetLimits() {
    SERVER.forgetLimits();
  }

  @Test
  void thirty_days_without_use_end_a_session() {
    TestBrowser browser = SERVER.signedIn(email);
    age("last_seen_at", "29 days 23 hours 59 minutes");
    assertThat(browser.isSignedIn()).isTrue();

    age("last_seen_at", "30 days 1 second");
    assertThat(browser.isSignedIn()).isFalse();
  }

  @Test
  void ninety_days_end_a_session_however_much_it_is_used() {
    TestBrowser browser = SERVER.signedIn(email);
    age("created_at", "89 days 23 hours 59 minutes");
    assertThat(browser.isSignedIn()).isTrue();

    age("created_at", "61 seconds");
    assertThat(browser.isSignedIn()).isFalse();
  }

  @Test
  void use_keeps_a_session_alive_and_is_noted_once_a_minute() {
    TestBrowser browser = SERVER.signedIn(email);
    age("last_seen_at", "5 seconds");
    double before = secondsSinceSeen();
    browser.get("/sessions");
    assertThat(secondsSinceSeen()).isGreaterThanOrEqualTo(before);

    age("last_seen_at", "60 seconds");
    browser.get("/sessions");
    assertThat(secondsSinceSeen()).isLessThan(60);
  }

  @Test
  void a_session_that_is_over_is_not_revived_by_use() {
    TestBrowser browser = SERVER.signedIn(email);
    age("last_seen_at", "30 days 1 second");
    browser.get("/sessions");
    assertThat(secondsSinceSeen()).isGreaterThan(30 * 24 * 3600);
  }

  @Test
  void a_session_that_was_ended_elsewhere_is_over_at_the_next_request() {
    TestBrowser laptop = SERVER.signedIn(email);
    TestBrowser phone = SERVER.signedIn(email);
    String other =
        laptop.get("/sessions").body().replaceAll("(?s).*/sessions/([0-9a-f-]{36})/end.*", "$1");
    assertThat(phone.isSignedIn()).isTrue();

    assertThat(laptop.post("/sessions/" + other + "/end").location()).isEqualTo("/sessions");

    assertThat(phone.isSignedIn()).isFalse();
    assertThat(laptop.isSignedIn()).isTrue();
  }

  @Test
  void a_session_that_was_deleted_in_the_database_is_over_at_the_next_request() {
    TestBrowser browser = SERVER.signedIn(email);
    SERVER
        .superuser()
        .sql(
            """
            DELETE FROM identity.session s USING identity.account a
             WHERE a.id = s.account_id AND a.email = ?
            """)
        .param(1, email)
        .update();
    assertThat(browser.isSignedIn()).isFalse();
  }

  @Test
  void ending_all_others_leaves_this_one() {
    TestBrowser laptop = SERVER.signedIn(email);
    TestBrowser phone = SERVER.signedIn(email);
    TestBrowser tablet = SERVER.signedIn(email);

    laptop.post("/sessions/end-others");

    assertThat(laptop.isSignedIn()).isTrue();
    assertThat(phone.isSignedIn()).isFalse();
    assertThat(tablet.isSignedIn()).isFalse();
  }

  @Test
  void another_accounts_session_cannot_be_ended() {
    TestBrowser victim = SERVER.signedIn(email);
    TestBrowser attacker = SERVER.signedIn("x" + email);
    String id =
        SERVER
            .superuser()
            .sql(
                """
                SELECT s.id::text FROM identity.session s
                  JOIN identity.account a ON a.id = s.account_id WHERE a.email = ?
                """)
            .param(1, email)
            .query(String.class)
            .single();

    Answer foreign = attacker.post("/sessions/" + id + "/end");
    Answer unknown = attacker.post("/sessions/" + UUID.randomUUID() + "/end");

    assertThat(foreign.status()).isEqualTo(404);
    assertThat(foreign.stableBody()).isEqualTo(unknown.stableBody());
    assertThat(attacker.get("/sessions").body()).doesNotContain(id);
    attacker.post("/sessions/end-others");
    assertThat(victim.isSignedIn()).isTrue();
  }

  @Test
  void signing_out_ends_the_session_and_takes_the_cookie_away() {
    TestBrowser browser = SERVER.signedIn(email);
    TestBrowser thief = browser.copy();

    Answer answer = browser.post("/sign-out");

    assertThat(answer.location()).isEqualTo("/sign-in");
    assertThat(answer.headers().get("set-cookie"))
        .anySatisfy(c -> assertThat(c).startsWith("__Host-surety=;").contains("Max-Age=0"));
    assertThat(thief.isSignedIn()).isFalse();
  }

  @Test
  void signing_in_again_ends_the_session_that_the_browser_had() {
    TestBrowser browser = SERVER.signedIn(email);
    TestBrowser thief = browser.copy();
    browser.get("/sessions");
    browser.post("/sign-in", "email", email);
    browser.post(TestServer.linkIn(SERVER.mail(email)));

    assertThat(browser.isSignedIn()).isTrue();
    assertThat(thief.isSignedIn()).isFalse();
  }

  @Test
  void a_cookie_that_the_server_did_not_make_is_worth_nothing() {
    for (String value : List.of("x", "A".repeat(43), "' OR 1=1 --", "A".repeat(4000))) {
      assertThat(SERVER.browser().with("__Host-surety", value).isSignedIn()).isFalse();
    }
  }

  @Test
  void the_list_names_browser_and_network_without_following_anybody() {
    TestBrowser browser = SERVER.signedIn(email);
    assertThat(browser.get("/sessions").body())
        .contains("127.0.0.0/24", "this one")
        .doesNotContain("127.0.0.1");
    assertThat(UserAgent.summary("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0"))
        .isEqualTo("Firefox on Linux");
    assertThat(UserAgent.summary(null)).isEqualTo("Unknown browser");
    assertThat(ClientNetwork.of("2001:db8:1:2:3:4:5:6"))
        .isEqualTo(new ClientNetwork("2001:db8:1:2:0:0:0:0/64", "2001:db8:1:0:0:0:0:0/48"));
  }

  @Test
  void many_requests_at_once_each_get_their_own_session() throws Exception {
    List<TestBrowser> browsers = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      SERVER.forgetLimits();
      browsers.add(SERVER.signedIn(i + email));
      UUID workspace = SERVER.workspace("Many " + i);
      SERVER.join(workspace, i + email, "REP");
    }
    List<Callable<Boolean>> requests = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      int index = i % browsers.size();
      TestBrowser browser = browsers.get(index).copy();
      requests.add(
          () ->
              browser
                  .get("/workspaces")
                  .body()
                  .contains(String.format(Locale.ROOT, ">Many %d<", index)));
    }

    try (var threads = Executors.newFixedThreadPool(50)) {
      for (var answer : threads.invokeAll(requests)) {
        assertThat(answer.get()).isTrue();
      }
    }
  }

  private void age(String column, String by) {
    SERVER
        .superuser()
        .sql(
            "UPDATE identity.session s SET "
                + column
                + " = s."
                + column
                + " - ?::interval FROM identity.account a WHERE a.id = s.account_id AND a.email ="
                + " ?")
        .params(by, email)
        .update();
  }

  private double secondsSinceSeen() {
    return SERVER
        .superuser()
        .sql(
            """
            SELECT extract(epoch FROM now() - s.last_seen_at)::float8
              FROM identity.session s JOIN identity.account a ON a.id = s.account_id
             WHERE a.email = ?
            """)
        .param(1, email)
        .query(Double.class)
        .single();
  }
}
