package surety.server.platform.transport;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import org.bouncycastle.operator.OperatorCreationException;

/// A certificate authority of this server alone, and the certificate that it signs for it.
///
/// Made on first start in a folder that only the server can enter. The CA lives ten years and is
/// what a person trusts once; the server's certificate lives 120 days and is replaced 30 days
/// before its end.
final class LocalAuthority {

  static final String CA = "ca";
  static final String SERVER = "server";
  private static final Duration RENEWED_BEFORE_END = Duration.ofDays(30);

  private final Path folder;
  private final CertificateNames names;
  private final Clock clock;

  LocalAuthority(Path folder, CertificateNames names, Clock clock) {
    this.folder = folder;
    this.names = names;
    this.clock = clock;
  }

  /// What [#renew] made.
  enum Change {
    NONE,
    SERVER_CERTIFICATE,
    /// And with it the server's certificate; people have to trust it once more.
    AUTHORITY
  }

  Path certificateFile() {
    return KeyAndCertificate.certificateFile(folder, CA);
  }

  /// Makes what is missing, for other names, or about to expire.
  ///
  /// @return what the server has anew
  Change renew() {
    return serves() ? Change.NONE : issue();
  }

  private boolean serves() {
    if (!KeyAndCertificate.exists(folder, CA) || !KeyAndCertificate.exists(folder, SERVER)) {
      return false;
    }
    X509Certificate certificate = KeyAndCertificate.readCertificate(folder, SERVER);
    return names.areThoseOf(certificate)
        && certificate.getNotAfter().toInstant().isAfter(clock.instant().plus(RENEWED_BEFORE_END));
  }

  private Change issue() {
    try {
      var issuer = new CertificateIssuer(names, clock, new SecureRandom());
      boolean known =
          KeyAndCertificate.exists(folder, CA)
              && issuer.suits(KeyAndCertificate.readCertificate(folder, CA));
      if (!known) {
        issuer.makeAuthority().write(folder, CA);
      }
      issuer.makeServerCertificate(KeyAndCertificate.read(folder, CA)).write(folder, SERVER);
      return known ? Change.SERVER_CERTIFICATE : Change.AUTHORITY;
    } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
      throw new IllegalStateException("the server's certificate could not be made", e);
    }
  }
}
