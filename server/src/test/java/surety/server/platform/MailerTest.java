package surety.server.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MailerTest {

  private static final Mail MAIL =
      new Mail("ada@example.com", "Grüße from Surety", "A line.\n\nhttps://localhost/x\n");

  @Test
  void mail_arrives_at_the_mail_server_as_it_was_written() throws Exception {
    var server = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
    server.setUser("surety", "a password");
    server.start();
    try {
      new SmtpDelivery(settings(server.getSmtp().getPort(), "a password")).accept(MAIL);

      MimeMessage message = server.getReceivedMessages()[0];
      assertThat(message.getSubject()).isEqualTo(MAIL.subject());
      assertThat(message.getAllRecipients()[0]).hasToString(MAIL.to());
      assertThat(message.getFrom()[0]).hasToString("Surety <surety@example.com>");
      assertThat(message.getContent().toString().replace("\r", "").strip())
          .isEqualTo(MAIL.text().strip());
      assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    } finally {
      server.stop();
    }
  }

  @Test
  void a_mail_server_that_does_not_offer_tls_gets_no_mail_when_tls_is_asked_for() {
    var server = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
    server.start();
    try {
      var settings =
          new MailSettings(
              "127.0.0.1",
              server.getSmtp().getPort(),
              null,
              null,
              "surety@example.com",
              MailSettings.Tls.STARTTLS);
      assertThatThrownBy(() -> new SmtpDelivery(settings).accept(MAIL))
          .isInstanceOf(MailException.class);
      assertThat(server.getReceivedMessages()).isEmpty();
    } finally {
      server.stop();
    }
  }

  @Test
  void a_wrong_password_delivers_nothing() {
    var server = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
    server.setUser("surety", "a password");
    server.start();
    try {
      var delivery = new SmtpDelivery(settings(server.getSmtp().getPort(), "another"));
      assertThatThrownBy(() -> delivery.accept(MAIL)).isInstanceOf(MailException.class);
      assertThat(server.getReceivedMessages()).isEmpty();
    } finally {
      server.stop();
    }
  }

  @Test
  void without_a_mail_server_mail_becomes_a_file_that_only_the_server_reads(@TempDir Path data)
      throws Exception {
    var settings =
        new MailSettings(null, 0, null, null, "surety@example.com", MailSettings.Tls.STARTTLS);
    assertThat(settings.toFiles()).isTrue();

    new FileDelivery(settings, folder(data)).accept(MAIL);

    Path file = onlyFile(data.resolve("mail"));
    assertThat(Files.readString(file)).contains("To: ada@example.com", "https://localhost/x");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void sending_returns_before_the_mail_is_delivered() throws Exception {
    var release = new CountDownLatch(1);
    var delivered = new CountDownLatch(1);
    try (var mailer =
        new QueuedMailer(
            _ -> {
              await(release);
              delivered.countDown();
            },
            Duration.ZERO)) {
      mailer.send(MAIL);
      assertThat(delivered.getCount()).isEqualTo(1);
      release.countDown();
      assertThat(delivered.await(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void mail_that_is_not_taken_is_tried_three_times() {
    var attempts = new AtomicInteger();
    try (var mailer =
        new QueuedMailer(
            _ -> {
              attempts.incrementAndGet();
              throw new MailSendException("down");
            },
            Duration.ofMillis(1))) {
      mailer.send(MAIL);
    }
    assertThat(attempts).hasValue(3);
  }

  @Test
  void more_mail_than_can_wait_is_refused() {
    var release = new CountDownLatch(1);
    try (var mailer = new QueuedMailer(_ -> await(release), Duration.ZERO)) {
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 2_000; i++) {
                  mailer.send(MAIL);
                }
              })
          .isInstanceOf(Refusal.class);
      release.countDown();
    }
  }

  @Test
  void a_mail_says_nothing_about_itself_in_a_log() {
    assertThat(MAIL.toString()).doesNotContain("https").doesNotContain("ada");
    assertThat(settings(25, "a password").toString()).doesNotContain("a password");
  }

  private static MailSettings settings(int port, String password) {
    return new MailSettings(
        "127.0.0.1",
        port,
        "surety",
        password,
        "Surety <surety@example.com>",
        MailSettings.Tls.NONE);
  }

  private static DataFolder folder(Path data) {
    return new DataFolder(
        new ServerSettings(
            data, "localhost", "127.0.0.1", 0, -1, 0, new ServerSettings.Tls(null, null)));
  }

  private static Path onlyFile(Path folder) throws Exception {
    try (var files = Files.list(folder)) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(1);
      return all.getFirst();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
