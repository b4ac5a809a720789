package surety.server.posture.attest;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import surety.server.identity.TestServer;
import surety.server.platform.DataFolder;
import surety.server.platform.Mailer;
import surety.server.platform.Problem;
import surety.server.platform.Refusal;
import surety.server.posture.Posture;
import surety.server.posture.PostureSettings;
import surety.server.posture.record.EvidenceLedger;

/// Reminders, with the clock moved on and the mail read from the files that the server writes.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ExpiryNoticesTest {

  private static final String GIVER = "giver@firm.example";
  private static final String SECOND = "second@firm.example";
  private static final Duration LIFE = Duration.ofDays(90);

  private final TestServer server =
      TestServer.startWith(Map.of("surety.posture.approvers", "Giver@Firm.example," + SECOND));
  private final MovedClock clock = new MovedClock();
  private Instant asked = Instant.now();

  @TempDir private Path folder;

  @BeforeAll
  void the_promises_are_published() {
    server.bean(Posture.class).publish();
  }

  @AfterAll
  void stop() {
    server.stop();
  }

  @BeforeEach
  void a_word_is_given_and_approved() throws Exception {
    clock.ahead = Duration.ZERO;
    give();
    assertThat(messages(0)).isEmpty();
  }

  @Test
  void giver_and_approvers_are_told_30_and_7_days_before_and_in_the_last_24_hours_once_each()
      throws Exception {
    assertThat(mails(0, left(31))).isEmpty();
    assertThat(mails(2, left(30)))
        .containsExactly(
            GIVER + ": Attestation of PL-36 runs out in 30 days",
            SECOND + ": Attestation of PL-36 runs out in 30 days");
    assertThat(mails(0, left(30).plusHours(1))).isEmpty();
    assertThat(mails(0, left(8))).isEmpty();
    assertThat(mails(2, left(7))).hasSize(2).allMatch(mail -> mail.endsWith("in 7 days"));
    assertThat(mails(0, left(2))).isEmpty();
    assertThat(mails(2, LIFE.minusHours(23)))
        .hasSize(2)
        .allMatch(mail -> mail.endsWith("runs out within a day"));
    assertThat(mails(0, LIFE.minusMinutes(1))).isEmpty();
    assertThat(mails(0, LIFE.plusDays(3))).isEmpty();
  }

  @Test
  void a_server_that_was_off_sends_the_nearest_one_alone() throws Exception {
    assertThat(mails(2, left(5))).hasSize(2).allMatch(mail -> mail.endsWith("in 5 days"));
    assertThat(mails(0, left(4))).isEmpty();
    assertThat(mails(2, LIFE.plusDays(1)))
        .hasSize(2)
        .allMatch(mail -> mail.endsWith("has run out"));
    assertThat(mails(0, LIFE.plusDays(2))).isEmpty();
  }

  @Test
  void a_word_that_was_renewed_needs_no_reminder() throws Exception {
    give();
    assertThat(mails(0, left(31))).isEmpty();
    assertThat(mails(2, left(30))).hasSize(2);
  }

  @Test
  void a_mail_that_could_not_be_handed_over_is_sent_an_hour_later() throws Exception {
    clock.ahead = left(30);
    notices(
            _ -> {
              throw new Refusal(Problem.UNAVAILABLE);
            })
        .look();
    assertThat(messages(0)).isEmpty();
    assertThat(mails(2, left(30).plusHours(1)))
        .hasSize(2)
        .allMatch(mail -> mail.endsWith("in 30 days"));
  }

  @Test
  void the_mail_tells_what_runs_out_when_and_what_to_do() throws Exception {
    clock.ahead = left(7);
    notices(server.bean("mailer", Mailer.class)).look();
    List<MimeMessage> mails = messages(2);
    assertThat(mails.getFirst().getContent().toString())
        .contains("Security lead", "PL-36", "./surety attest")
        .containsAnyOf(lastDay(asked), lastDay(clock.start));
  }

  // The word was given between the two; midnight may have been too.
  private static String lastDay(Instant given) {
    return "runs out on " + given.plus(LIFE).toString().substring(0, 10);
  }

  private static Duration left(int days) {
    return LIFE.minusDays(days);
  }

  // The addresses and subjects of the mails that are sent so long after the word was given.
  private List<String> mails(int expected, Duration ahead) throws Exception {
    clock.ahead = ahead;
    notices(server.bean("mailer", Mailer.class)).look();
    return messages(expected).stream().map(ExpiryNoticesTest::line).sorted().toList();
  }

  private ExpiryNotices notices(Mailer mailer) {
    return new ExpiryNotices(
        server.bean(Attestations.class),
        server.bean(Documents.class),
        server.bean(EvidenceLedger.class),
        server.bean(PostureSettings.class),
        mailer,
        clock);
  }

  private void give() throws IOException {
    asked = Instant.now();
    Path document = Files.writeString(folder.resolve("letter.txt"), "a letter");
    String id =
        server
            .bean(Attestations.class)
            .give(
                new Attestations.Word(
                    "PL-36", "Security lead", GIVER, "No audit has begun.", document, 90));
    server.bean(Attestations.class).approve(id, SECOND);
    // A moment later than the word, which so runs out a moment before its days are over.
    clock.start = Instant.now();
  }

  private static String line(MimeMessage mail) {
    try {
      return mail.getAllRecipients()[0] + ": " + mail.getSubject();
    } catch (MessagingException e) {
      throw new AssertionError(e);
    }
  }

  // Mail is delivered by threads of its own. What comes late is met, and not expected, by the next.
  private List<MimeMessage> messages(int expected) throws Exception {
    Path mail = server.bean(DataFolder.class).privateFolder("mail");
    Thread.sleep(100);
    for (int tries = 0; tries < 1_200 && files(mail).size() < expected; tries++) {
      Thread.sleep(25);
    }
    List<MimeMessage> messages = new ArrayList<>();
    for (Path file : files(mail)) {
      try (InputStream in = Files.newInputStream(file)) {
        messages.add(new MimeMessage(Session.getInstance(new Properties()), in));
      }
      Files.delete(file);
    }
    return messages;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".eml")).toList();
    }
  }

  private static final class MovedClock extends Clock {

    private Instant start = Instant.now();
    private Duration ahead = Duration.ZERO;

    @Override
    public Instant instant() {
      return start.plus(ahead);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
