package surety.server.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static surety.server.identity.SharedServer.SERVER;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import surety.server.identity.TestBrowser.Answer;
import surety.server.platform.Token;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SignInCodeTest {

  private static final Pattern CODE = Pattern.compile("id=\"code\">(\\d{4} \\d{4})<");

  private final TestBrowser asking = SERVER.browser();

  @BeforeEach
  void forgetLimits() {
    SERVER.forgetLimits();
  }

  @Test
  void another_device_shows_a_code_that_signs_in_the_asking_browser() {
    String link = ask("phone@example.com");
    TestBrowser phone = SERVER.browser();

    String code = code(phone.post(link));
    Answer typed = asking.post("/sign-in/code", "code", code);

    assertThat(typed.status()).isEqualTo(302);
    assertThat(asking.isSignedIn()).isTrue();
    assertThat(phone.isSignedIn()).isFalse();
    assertThat(phone.post(link).status()).isEqualTo(410);
  }

  @Test
  void opening_the_link_twice_on_another_device_shows_the_same_code() {
    String link = ask("twice@example.com");
    assertThat(code(SERVER.browser().post(link))).isEqualTo(code(SERVER.browser().post(link)));
  }

  @Test
  void a_code_works_once() {
    String link = ask("code-once@example.com");
    String code = code(SERVER.browser().post(link));
    String binding = asking.cookie("__Host-surety-sign-in");
    asking.post("/sign-in/code", "code", code);

    TestBrowser again = SERVER.browser().with("__Host-surety-sign-in", binding);
    assertThat(again.post("/sign-in/code", "code", code).status()).isEqualTo(410);
    assertThat(sessionsOf("code-once@example.com")).isEqualTo(1);
  }

  @Test
  void a_code_is_worth_nothing_in_another_browser() {
    String link = ask("other-browser@example.com");
    String code = code(SERVER.browser().post(link));
    TestBrowser other = SERVER.browser();
    other.post("/sign-in", "email", "elsewhere@example.com");
    SERVER.mail("elsewhere@example.com");

    assertThat(other.post("/sign-in/code", "code", code).status()).isEqualTo(422);
    assertThat(other.isSignedIn()).isFalse();
  }

  @Test
  void a_code_is_refused_until_the_link_was_opened() {
    String link = ask("unopened@example.com");
    String token = link.substring(link.lastIndexOf('/') + 1);
    String code = SignInCode.of(Token.parse(token).orElseThrow()).digits();

    assertThat(asking.post("/sign-in/code", "code", code).status()).isEqualTo(422);
    assertThat(asking.isSignedIn()).isFalse();
  }

  @Test
  void the_fifth_wrong_code_ends_the_link() {
    String link = ask("guess@example.com");
    String code = code(SERVER.browser().post(link));
    String wrong = code.equals("0000 0000") ? "11111111" : "00000000";

    for (int i = 0; i < 4; i++) {
      assertThat(asking.post("/sign-in/code", "code", wrong).status()).isEqualTo(422);
    }
    assertThat(asking.post("/sign-in/code", "code", wrong).status()).isEqualTo(410);
    assertThat(asking.post("/sign-in/code", "code", code).status()).isEqualTo(410);
    assertThat(asking.post(link).status()).isEqualTo(410);
    assertThat(asking.isSignedIn()).isFalse();
  }

  @Test
  void a_code_lives_no_longer_than_its_link() {
    String link = ask("late-code@example.com");
    String code = code(SERVER.browser().post(link));
    age("late-code@example.com", "10 minutes 1 second");

    assertThat(asking.post("/sign-in/code", "code", code).status()).isEqualTo(410);
  }

  private String ask(String email) {
    Answer answer = asking.post("/sign-in", "email", email);
    assertThat(answer.location()).isEqualTo("/sign-in/sent");
    return TestServer.linkIn(SERVER.mail(email));
  }

  private static String code(Answer page) {
    assertThat(page.status()).isEqualTo(200);
    Matcher matcher = CODE.matcher(page.body());
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
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
