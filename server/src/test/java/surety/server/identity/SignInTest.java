package surety.server.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static surety.server.identity.SharedServer.SERVER;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import surety.server.identity.TestBrowser.Answer;
import surety.server.platform.Token;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SignInTest {

  private final TestBrowser asking = SERVER.browser();

  @BeforeEach
  void forgetLimits() {
    SERVER.forgetLimits();
  }

  @Test
  void a_link_opened_in_the_asking_browser_signs_in_after_one_click() {
    String link = ask("ada@example.com");

    Answer page = asking.get(link);
    assertThat(page.status()).isEqualTo(200);
    assertThat(asking.isSignedIn()).isFalse();

    Answer opened = asking.post(link);
    assertThat(opened.status()).isEqualTo(302);
    assertThat(opened.location()).isEqualTo("/");
    assertThat(asking.isSignedIn()).isTrue();
  }

  @Test
  void a_link_works_once() {
    String link = ask("once@example.com");
    asking.post(link);
    asking.post("/sign-out");

    assertThat(asking.get(link).status()).isEqualTo(410);
    assertThat(asking.post(link).status()).isEqualTo(410);
    assertThat(asking.isSignedIn()).isFalse();
  }

  @Test
  void a_double_click_opens_one_session_and_leads_on() {
    String link = ask("double@example.com");
    asking.post(link);

    Answer second = asking.post(link);

    assertThat(second.status()).isEqualTo(302);
    assertThat(second.location()).isEqualTo("/");
    assertThat(sessionsOf("double@example.com")).isEqualTo(1);
  }

  @Test
  void fifty_clicks_at_once_open_one_session() throws Exception {
    String link = ask("fifty@example.com");
    asking.get(link);
    Callable<Answer> click = () -> asking.copy().post(link);

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = threads.invokeAll(java.util.Collections.nCopies(50, click));
      long opened = 0;
      for (var answer : answers) {
        opened += answer.get().status() == 302 ? 1 : 0;
      }
      assertThat(opened).isEqualTo(1);
    }
    assertThat(sessionsOf("fifty@example.com")).isEqualTo(1);
  }

  @Test
  void looking_at_a_link_does_not_use_it() {
    String link = ask("look@example.com");
    TestBrowser scanner = SERVER.browser();
    scanner.get(link);
    scanner.method("HEAD", link);
    asking.get(link);
    asking.method("HEAD", link);

    asking.post(link);
    assertThat(asking.isSignedIn()).isTrue();
  }

  @Test
  void a_scanner_that_sends_the_form_is_not_signed_in_and_does_not_use_the_link() {
    String link = ask("scanned@example.com");
    TestBrowser scanner = SERVER.browser();
    scanner.get(link);

    Answer sent = scanner.post(link);

    assertThat(sent.status()).isEqualTo(200);
    assertThat(scanner.cookie("__Host-surety")).isEmpty();
    assertThat(scanner.isSignedIn()).isFalse();
    asking.post(link);
    assertThat(asking.isSignedIn()).isTrue();
  }

  @Test
  void a_browser_that_asked_for_another_link_is_another_browser() {
    String link = ask("victim@example.com");
    TestBrowser other = SERVER.browser();
    other.post("/sign-in", "email", "attacker@example.com");
    SERVER.mail("attacker@example.com");

    other.post(link);

    assertThat(other.isSignedIn()).isFalse();
    assertThat(sessionsOf("victim@example.com")).isZero();
  }

  @Test
  void a_link_lives_for_ten_minutes_and_not_a_second_longer() {
    String early = ask("minutes@example.com");
    age("minutes@example.com", "9 minutes 50 seconds");
    assertThat(asking.get(early).status()).isEqualTo(200);

    age("minutes@example.com", "11 seconds");
    assertThat(asking.get(early).status()).isEqualTo(410);
    assertThat(asking.post(early).status()).isEqualTo(410);
    assertThat(SERVER.browser().post(early).status()).isEqualTo(410);
    assertThat(asking.isSignedIn()).isFalse();
  }

  @Test
  void a_newer_link_replaces_the_older_one_of_the_same_browser() {
    String older = ask("newer@example.com");
    String newer = ask("newer@example.com");

    assertThat(asking.get(older).status()).isEqualTo(410);
    asking.post(newer);
    assertThat(asking.isSignedIn()).isTrue();
  }

  @Test
  void asking_for_somebody_elses_address_leaves_that_persons_link_alone() {
    String link = ask("target@example.com");
    SERVER.browser().post("/sign-in", "email", "target@example.com");
    SERVER.mail("target@example.com");

    asking.post(link);
    assertThat(asking.isSignedIn()).isTrue();
  }

  @Test
  void the_first_sign_in_makes_the_account_and_later_ones_find_it() {
    SERVER.signedIn("same@example.com");
    SERVER.signedIn("Same@Example.com ".strip().toLowerCase(java.util.Locale.ROOT));

    assertThat(count("identity.account WHERE email = 'same@example.com'")).isEqualTo(1);
    assertThat(sessionsOf("same@example.com")).isEqualTo(2);
  }

  @Test
  void asking_makes_no_account() {
    ask("nobody@example.com");
    assertThat(count("identity.account WHERE email = 'nobody@example.com'")).isZero();
  }

  @Test
  void something_that_is_no_address_is_refused_on_the_form_and_kept_there() {
    for (String text : List.of("", "no address", "a@b@c", "ä@example.com", "a\n@example.com")) {
      Answer answer = asking.post("/sign-in", "email", text);
      assertThat(answer.status()).isEqualTo(422);
      assertThat(answer.body()).contains("not an email address");
    }
    assertThat(asking.post("/sign-in", "email", "no address").body())
        .contains("value=\"no address\"");
    assertThat(SERVER.unreadMails()).isZero();
  }

  @Test
  void a_session_cookie_is_out_of_reach_for_scripts_and_other_sites() {
    String link = ask("cookie@example.com");
    List<String> cookies = asking.post(link).headers().get("set-cookie");

    assertThat(cookies)
        .anySatisfy(
            cookie ->
                assertThat(cookie)
                    .startsWith("__Host-surety=")
                    .contains("HttpOnly")
                    .contains("Secure")
                    .contains("SameSite=Lax")
                    .contains("Path=/")
                    .doesNotContain("Domain"));
  }

  @Test
  void every_cookie_of_sign_in_has_the_same_protection() {
    Answer form = asking.get("/sign-in");
    Answer redirect = SERVER.browser().get("/sessions");
    Answer sent = asking.post("/sign-in", "email", "cookies@example.com");
    SERVER.mail("cookies@example.com");

    for (Answer answer : List.of(form, redirect, sent)) {
      assertThat(answer.headers().get("set-cookie"))
          .isNotEmpty()
          .allSatisfy(
              cookie ->
                  assertThat(cookie)
                      .startsWith("__Host-")
                      .contains("HttpOnly", "Secure", "SameSite=Lax", "Path=/"));
    }
  }

  @Test
  void the_session_secret_is_in_no_page() {
    SERVER.forgetLimits();
    TestBrowser browser = SERVER.signedIn("secret@example.com");
    assertThat(browser.get("/sessions").body()).doesNotContain(browser.cookie("__Host-surety"));
  }

  @Test
  void the_database_holds_neither_token_nor_code() {
    String link = ask("hashed@example.com");
    String row =
        SERVER
            .superuser()
            .sql("SELECT r::text FROM identity.sign_in_request r WHERE email = ?")
            .param("hashed@example.com")
            .query(String.class)
            .single();
    Token token = Token.parse(link.substring(link.lastIndexOf('/') + 1)).orElseThrow();

    assertThat(row)
        .doesNotContain(token.text())
        .doesNotContain(java.util.HexFormat.of().formatHex(token.bytes()))
        .doesNotContain(SignInCode.of(token).digits());
  }

  @Test
  void after_sign_in_one_comes_to_the_page_that_one_asked_for() {
    TestBrowser browser = SERVER.browser();
    Answer refused = browser.get("/sessions?x=1");
    assertThat(refused.status()).isEqualTo(302);
    assertThat(refused.location()).isEqualTo("/sign-in");

    assertThat(browser.get("/apple-touch-icon.png", "Sec-Fetch-Dest", "image").location())
        .as("asked for by the browser itself")
        .isEqualTo("/sign-in");

    browser.post("/sign-in", "email", "back@example.com");
    Answer opened = browser.post(TestServer.linkIn(SERVER.mail("back@example.com")));
    assertThat(opened.location()).isEqualTo("/sessions?x=1");
  }

  private String ask(String email) {
    Answer answer = asking.post("/sign-in", "email", email);
    assertThat(answer.location()).isEqualTo("/sign-in/sent");
    return TestServer.linkIn(SERVER.mail(email));
  }

  private static void age(String email, String by) {
    SERVER
        .superuser()
        .sql(
            """
            UPDATE identity.sign_in_request
               SET expires_at = expires_at - ?::interval WHERE email = ?
            """)
        .params(by, email)
        .update();
  }

  private static long sessionsOf(String email) {
    return count(
        "identity.session s JOIN identity.account a ON a.id = s.account_id WHERE a.email = '"
            + email
            + "'");
  }

  private static long count(String from) {
    return SERVER.superuser().sql("SELECT count(*) FROM " + from).query(Long.class).single();
  }
}
