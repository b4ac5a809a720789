package surety.server.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static surety.server.identity.SharedServer.SERVER;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import surety.server.identity.TestBrowser.Answer;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SignInLimitsTest {

  private final String unique = UUID.randomUUID().toString().substring(0, 8);
  private final String email = "limit-" + unique + "@example.com";

  @BeforeEach
  @AfterEach
  void forgetLimits() {
    SERVER.forgetLimits();
  }

  @Test
  void one_address_gets_five_mails_and_then_one_every_three_minutes() {
    for (int i = 0; i < 5; i++) {
      assertThat(ask(email).status()).isEqualTo(302);
      SERVER.mail(email);
    }
    Answer refused = ask(email);
    assertThat(refused.status()).isEqualTo(429);
    assertThat(Integer.parseInt(refused.header("retry-after"))).isBetween(100, 180);
    assertThat(refused.body()).contains("Too many requests");
    assertThat(SERVER.unreadMails()).isZero();

    pass("3 minutes");
    assertThat(ask(email).status()).isEqualTo(302);
    SERVER.mail(email);
    assertThat(ask(email).status()).isEqualTo(429);
  }

  @Test
  void the_writing_of_an_address_does_not_escape_its_limit() {
    for (int i = 0; i < 5; i++) {
      ask(email);
      SERVER.mail(email);
    }
    assertThat(ask(" " + email.toUpperCase(java.util.Locale.ROOT)).status()).isEqualTo(429);
  }

  @Test
  void one_client_asks_for_twenty_addresses_and_then_one_every_half_minute() {
    for (int i = 0; i < 20; i++) {
      assertThat(ask(i + email).status()).isEqualTo(302);
      SERVER.mail(i + email);
    }
    Answer refused = ask("z" + email);
    assertThat(refused.status()).isEqualTo(429);
    assertThat(Integer.parseInt(refused.header("retry-after"))).isBetween(1, 30);
  }

  @Test
  void links_and_codes_cannot_be_tried_without_end() {
    TestBrowser browser = SERVER.browser();
    browser.post("/sign-in", "email", email);
    SERVER.mail(email);
    SERVER.forgetLimits();
    List<Integer> answers = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      answers.add(browser.get("/sign-in/link/" + "A".repeat(43)).status());
      answers.add(browser.post("/sign-in/link/" + "A".repeat(43)).status());
      answers.add(browser.post("/sign-in/code", "code", "12345678").status());
    }
    assertThat(answers).contains(410, 429);
    // One try more may have become free just before the last.
    assertThat(answers.subList(answers.size() - 6, answers.size())).contains(429);
  }

  @Test
  void an_address_with_an_account_and_one_without_get_the_same_answer() {
    SERVER.signedIn(email);
    TestBrowser first = SERVER.browser();
    TestBrowser second = SERVER.browser();
    first.get("/sign-in");
    second.get("/sign-in");

    Answer known = first.post("/sign-in", "email", email);
    Answer unknown = second.post("/sign-in", "email", "un" + email);
    SERVER.mail(email);
    SERVER.mail("un" + email);

    assertThat(known.status()).isEqualTo(unknown.status());
    assertThat(known.location()).isEqualTo(unknown.location());
    assertThat(known.headers().keySet()).isEqualTo(unknown.headers().keySet());
    assertThat(first.get("/sign-in/sent").stableBody())
        .isEqualTo(second.get("/sign-in/sent").stableBody());
  }

  @Test
  void an_address_with_an_account_and_one_without_take_the_same_time() {
    SERVER.signedIn(email);
    TestBrowser browser = SERVER.browser();
    browser.get("/sign-in");
    // A look-up of the account that one of them has and the other has not would cost one of them a
    // round trip or a row, at every attempt; what differs else is noise.
    assertThat(IntStream.range(0, 4).mapToDouble(_ -> ratioOfTimes(browser)))
        .anySatisfy(ratio -> assertThat(ratio).isBetween(0.75, 1.33));
  }

  private double ratioOfTimes(TestBrowser browser) {
    int rounds = 60;
    long[] known = new long[rounds];
    long[] unknown = new long[rounds];
    for (int i = 0; i < rounds; i++) {
      SERVER.forgetLimits();
      // In turn, and each first half of the time, so that warming up favours neither.
      boolean knownFirst = i % 2 == 0;
      long first = time(browser, knownFirst ? email : i + "un" + email);
      long second = time(browser, knownFirst ? i + "un" + email : email);
      known[i] = knownFirst ? first : second;
      unknown[i] = knownFirst ? second : first;
    }
    return (double) median(known) / median(unknown);
  }

  private static long time(TestBrowser browser, String address) {
    long start = System.nanoTime();
    browser.post("/sign-in", "email", address);
    long taken = System.nanoTime() - start;
    SERVER.mail(address);
    return taken;
  }

  private static long median(long[] values) {
    long[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static Answer ask(String address) {
    return SERVER.browser().post("/sign-in", "email", address);
  }

  private static void pass(String time) {
    SERVER
        .superuser()
        .sql("UPDATE sec.rate_limit SET full_at = full_at - ?::interval")
        .param(1, time)
        .update();
  }
}
