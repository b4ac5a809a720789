package surety.server.platform;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.function.Consumer;
import org.springframework.mail.MailPreparationException;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.mail.javamail.MimeMessageHelper;

/// Delivers mail to a mail server by SMTP.
final class SmtpDelivery implements Consumer<Mail> {

  private static final String TIMEOUT_MILLIS = "10000";

  private final JavaMailSenderImpl sender = new JavaMailSenderImpl();
  private final String from;

  SmtpDelivery(MailSettings settings) {
    this.from = settings.from();
    sender.setHost(settings.host());
    sender.setPort(settings.effectivePort());
    sender.setUsername(settings.user());
    sender.setPassword(settings.password());
    sender.setDefaultEncoding(StandardCharsets.UTF_8.name());
    sender.setJavaMailProperties(properties(settings));
  }

  @Override
  public void accept(Mail mail) {
    sender.send(message(sender.createMimeMessage(), from, mail));
  }

  static MimeMessage message(MimeMessage message, String from, Mail mail) {
    try {
      var helper = new MimeMessageHelper(message, StandardCharsets.UTF_8.name());
      helper.setFrom(from);
      helper.setTo(mail.to());
      helper.setSubject(mail.subject());
      helper.setText(mail.text());
      // Asks out-of-office robots not to answer (RFC 3834).
      message.setHeader("Auto-Submitted", "auto-generated");
      return message;
    } catch (MessagingException e) {
      throw new MailPreparationException(e);
    }
  }

  private static Properties properties(MailSettings settings) {
    var properties = new Properties();
    boolean signsIn = settings.user() != null && !settings.user().isBlank();
    properties.setProperty("mail.smtp.auth", Boolean.toString(signsIn));
    properties.setProperty("mail.smtp.connectiontimeout", TIMEOUT_MILLIS);
    properties.setProperty("mail.smtp.timeout", TIMEOUT_MILLIS);
    properties.setProperty("mail.smtp.writetimeout", TIMEOUT_MILLIS);
    properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
    switch (settings.tls()) {
      case STARTTLS -> {
        properties.setProperty("mail.smtp.starttls.enable", "true");
        properties.setProperty("mail.smtp.starttls.required", "true");
      }
      case IMPLICIT -> properties.setProperty("mail.smtp.ssl.enable", "true");
      case NONE -> properties.setProperty("mail.smtp.starttls.enable", "false");
    }
    return properties;
  }
}
