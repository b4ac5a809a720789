package surety.server.posture.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;

/// The style of a bundle's page, which stands inside it. The page permits itself this one by its
/// digest, and nothing else.
final class ReportStyle {

  static final String TEXT = text();

  /// The content security policy of the page.
  static final String POLICY =
      "default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-%s'"
          .formatted(digest());

  private ReportStyle() {}

  private static String text() {
    try (InputStream in =
        ReportStyle.class.getResourceAsStream("/surety/server/posture/report.css")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("a style of the program cannot be read", e);
    }
  }

  private static String digest() {
    try {
      byte[] bytes = TEXT.getBytes(StandardCharsets.UTF_8);
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }
}
