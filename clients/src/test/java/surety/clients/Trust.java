package surety.clients;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/// Whose certificates a client accepts.
///
/// @param authority file of a certificate authority beside the usual ones, if there is one
record Trust(Optional<String> authority, SSLContext context, X509TrustManager manager) {

  SSLSocketFactory socketFactory() {
    return context.getSocketFactory();
  }

  static Trust usual() {
    try {
      return of(Optional.empty(), null);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has authorities", e);
    }
  }

  /// Only this authority.
  static Trust in(Path authority) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream in = Files.newInputStream(authority)) {
      var certificate = CertificateFactory.getInstance("X.509").generateCertificate(in);
      store.setCertificateEntry("authority", certificate);
    }
    return of(Optional.of(authority.toString()), store);
  }

  private static Trust of(Optional<String> authority, @Nullable KeyStore store)
      throws GeneralSecurityException {
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    X509TrustManager manager = (X509TrustManager) factory.getTrustManagers()[0];
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, factory.getTrustManagers(), null);
    return new Trust(authority, context, manager);
  }
}
