package surety.sandbox.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The folder into which the server writes mail, read like a mailbox.
public final class Mailbox {

  private static final Pattern LINK = Pattern.compile("https://[^\\s<>\"]+");

  private final Path folder;
  private final Set<Path> read = new HashSet<>();

  /// Reads the messages in a folder.
  public Mailbox(Path folder) {
    this.folder = folder;
  }

  /// Marks all that is there as read.
  public void markAllRead() throws IOException {
    while (nextUnread().isPresent()) {
      // each call marks one
    }
  }

  /// Waits for a message that has not been read and returns the first link in it.
  ///
  /// @throws IllegalStateException if none comes within `limit`
  public String awaitLink(Duration limit) throws IOException, InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (System.nanoTime() < end) {
      Optional<String> message = nextUnread();
      if (message.isPresent()) {
        return firstLink(message.get());
      }
      Thread.sleep(20);
    }
    throw new IllegalStateException("no mail came within " + limit.toSeconds() + " s");
  }

  private Optional<String> nextUnread() throws IOException {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (var files = Files.list(folder)) {
      Optional<Path> unread =
          files
              .filter(file -> file.toString().endsWith(".eml") && !read.contains(file))
              .min(Comparator.comparing(Path::getFileName));
      if (unread.isEmpty()) {
        return Optional.empty();
      }
      read.add(unread.get());
      return Optional.of(Files.readString(unread.get(), StandardCharsets.UTF_8));
    }
  }

  private static String firstLink(String message) {
    // Quoted-printable breaks long lines with "=" and writes "=" as "=3D" (RFC 2045, section 6.7).
    boolean quoted = message.toLowerCase().contains("quoted-printable");
    String text = quoted ? message.replaceAll("=\r?\n", "").replace("=3D", "=") : message;
    Matcher link = LINK.matcher(text);
    if (!link.find()) {
      throw new IllegalStateException("a mail without a link");
    }
    return link.group();
  }
}
