package surety.server.platform;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Properties;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.mail.MailSendException;

/// Writes mail as `.eml` files that only this user can read, and its text to the console, for a
/// server that has no mail server: whoever runs it reads the link there.
final class FileDelivery implements Consumer<Mail> {

  // Not in the files of the log: logback-spring.xml.
  private static final Logger LOG = LoggerFactory.getLogger("surety.mail");

  private final Path folder;
  private final String from;

  FileDelivery(MailSettings settings, DataFolder data) {
    this.folder = data.privateFolder("mail");
    this.from = settings.from();
  }

  @Override
  public void accept(Mail mail) {
    try {
      Path file = folder.resolve(Ids.next() + ".eml");
      Path unfinished = folder.resolve(file.getFileName() + ".part");
      Files.createFile(
          unfinished,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      try (OutputStream out = Files.newOutputStream(unfinished, StandardOpenOption.WRITE)) {
        message(mail).writeTo(out);
      }
      // Whoever watches the folder must not meet half a message.
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
      LOG.info("No mail server is set. Mail to {} is in {}:\n{}", mail.to(), file, mail.text());
    } catch (IOException | MessagingException e) {
      throw new MailSendException("mail could not be written to " + folder, e);
    }
  }

  private MimeMessage message(Mail mail) {
    var session = Session.getInstance(new Properties());
    return SmtpDelivery.message(new MimeMessage(session), from, mail);
  }
}
