package surety.server.audit.stream;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The certificate of an authority, as somebody pastes it.
final class Authorities {

  /// The longest text, in characters.
  static final int LONGEST = 16_000;

  private static final Base64.Encoder LINES =
      Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

  private Authorities() {}

  /// The one certificate in a text in PEM; empty if there is none, or more than one.
  static Optional<X509Certificate> parse(String pem) {
    if (pem.length() > LONGEST || !pem.contains("-----BEGIN CERTIFICATE-----")) {
      return Optional.empty();
    }
    try {
      Collection<? extends Certificate> found =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(
                  new ByteArrayInputStream(pem.strip().getBytes(StandardCharsets.UTF_8)));
      return found.size() == 1
          ? found.stream().map(X509Certificate.class::cast).findFirst()
          : Optional.empty();
    } catch (CertificateException e) {
      return Optional.empty();
    }
  }

  /// Writes it anew: what else stood in the text is not kept.
  static String pem(X509Certificate certificate) {
    try {
      return "-----BEGIN CERTIFICATE-----\n"
          + LINES.encodeToString(certificate.getEncoded())
          + "\n-----END CERTIFICATE-----\n";
    } catch (CertificateException e) {
      throw new IllegalStateException("a certificate that was read cannot be written", e);
    }
  }

  static Optional<X509Certificate> stored(@Nullable String pem) {
    if (pem == null) {
      return Optional.empty();
    }
    return Optional.of(
        parse(pem).orElseThrow(() -> new IllegalStateException("a stored certificate is none")));
  }
}
