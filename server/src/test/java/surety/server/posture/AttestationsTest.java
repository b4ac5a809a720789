package surety.server.posture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import surety.evidence.ClaimState;
import surety.evidence.State;
import surety.server.identity.TestServer;
import surety.server.platform.Mail;
import surety.server.platform.Mailer;
import surety.server.posture.record.EvidenceLedger;
import surety.server.workspace.EmailAddress;
import surety.translog.Hash;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AttestationsTest {

  private static final TestServer SERVER = TestServer.start();
  private static final Attestations ATTESTATIONS = SERVER.bean(Attestations.class);
  private static final EmailAddress LEAD = new EmailAddress("lead@example.com");
  private static final EmailAddress SECOND = new EmailAddress("second@example.com");

  @BeforeAll
  static void claims_are_made() {
    SERVER.bean(Posture.class).publish();
  }

  @AfterAll
  static void stop() {
    SERVER.stop();
  }

  @Test
  void a_word_counts_from_the_second_persons_approval_until_it_ends() {
    Instant until = Instant.now().plus(Duration.ofDays(90));
    String id = ATTESTATIONS.record(word("PL-36", LEAD, SECOND, until));
    String code = codeIn(SERVER.mail(SECOND.value()));
    assertThat(state(Instant.now())).isEqualTo(State.UNPROVEN);

    assertThatThrownBy(() -> ATTESTATIONS.approve(id, SECOND, "0".repeat(32)))
        .hasMessageContaining("code");
    assertThatThrownBy(() -> ATTESTATIONS.approve(id, LEAD, code)).hasMessageContaining("another");
    assertThatThrownBy(() -> ATTESTATIONS.approve(id, new EmailAddress("third@example.com"), code))
        .hasMessageContaining("code");
    assertThat(state(Instant.now())).isEqualTo(State.UNPROVEN);

    ATTESTATIONS.approve(id, SECOND, code);
    assertThat(state(Instant.now())).isEqualTo(State.ATTESTED);
    assertThat(state(until.plusSeconds(1))).isEqualTo(State.EXPIRED);
    reminds(until);
  }

  private static void reminds(Instant until) {
    for (long days : new long[] {31, 30, 29, 8, 7, 6, 1, 0}) {
      int[] sent = new int[1];
      Mailer counting = _ -> sent[0]++;
      Clock then = Clock.fixed(until.minus(Duration.ofDays(days)).minusSeconds(60), ZoneOffset.UTC);
      new AttestationReminders(ATTESTATIONS, counting, then).everyDay();
      assertThat(sent[0]).as("%d days before", days).isEqualTo(days % 30 == 0 || days == 7 ? 1 : 0);
    }
  }

  @Test
  void nobody_vouches_for_what_a_probe_shows_or_alone_or_for_ever() {
    Instant soon = Instant.now().plus(Duration.ofDays(30));
    assertRefused(word("PL-02", LEAD, SECOND, soon), "rests on probes");
    assertRefused(word("XX-99", LEAD, SECOND, soon), "no such claim");
    assertRefused(word("PL-36", LEAD, LEAD, soon), "another");
    assertRefused(word("PL-36", LEAD, SECOND, Instant.now().plus(Duration.ofDays(400))), "at most");
    assertRefused(word("PL-36", LEAD, SECOND, Instant.now().minusSeconds(1)), "at most");
  }

  private static void assertRefused(Attestations.Word word, String why) {
    long before = SERVER.bean(EvidenceLedger.class).current().head().size();
    assertThatThrownBy(() -> ATTESTATIONS.record(word))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
    assertThat(SERVER.bean(EvidenceLedger.class).current().head().size()).isEqualTo(before);
  }

  private static Attestations.Word word(
      String claim, EmailAddress owner, EmailAddress approver, Instant until) {
    return new Attestations.Word(
        claim,
        owner,
        approver,
        "The audit is under way; there is no report yet.",
        Hash.of(new byte[] {1}),
        "Letter of engagement",
        until);
  }

  private static String codeIn(Mail mail) {
    Matcher code = Pattern.compile("--code ([0-9a-f]{32})").matcher(mail.text());
    assertThat(code.find()).isTrue();
    return code.group(1);
  }

  private static State state(Instant at) {
    return ClaimState.of(SERVER.bean(EvidenceLedger.class).current(), "PL-36", at).state();
  }
}
