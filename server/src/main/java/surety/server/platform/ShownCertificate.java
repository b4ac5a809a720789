package surety.server.platform;

import java.security.cert.X509Certificate;

/// The certificate that this server shows to browsers.
public interface ShownCertificate {

  /// The one that the next handshake shows; it is renewed while the server runs.
  X509Certificate current();
}
