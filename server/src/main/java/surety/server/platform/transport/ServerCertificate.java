package surety.server.platform.transport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleKey;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.boot.ssl.pem.PemContent;
import org.springframework.boot.ssl.pem.PemSslStore;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import surety.server.platform.DataFolder;
import surety.server.platform.ServerSettings;
import surety.server.platform.ShownCertificate;
import surety.server.platform.StartRefused;

/// The certificate that the server shows: the operator's own, or one of the local CA, renewed in
/// time without a restart.
final class ServerCertificate implements ShownCertificate, AutoCloseable {

  static final String BUNDLE = "server";
  private static final Logger log = LoggerFactory.getLogger(ServerCertificate.class);

  // Only suites with authenticated encryption and forward secrecy (RFC 9325, section 4.2).
  private static final SslOptions OPTIONS =
      SslOptions.of(
          new String[] {
            "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"
          },
          new String[] {"TLSv1.3", "TLSv1.2"});

  private final DefaultSslBundleRegistry bundles = new DefaultSslBundleRegistry();
  private final @Nullable LocalAuthority authority;
  private final Path certificate;
  private final Path key;
  private final ScheduledExecutorService daily =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());

  ServerCertificate(ServerSettings settings, DataFolder data, Clock clock) {
    Path own = settings.tls().certificate();
    Path ownKey = settings.tls().key();
    if (own != null && ownKey != null) {
      this.authority = null;
      this.certificate = readable(own, "SURETY_TLS_CERTIFICATE");
      this.key = readable(ownKey, "SURETY_TLS_KEY");
    } else if (own != null || ownKey != null) {
      throw new StartRefused("SURETY_TLS_CERTIFICATE and SURETY_TLS_KEY must be set together");
    } else {
      Path folder = data.privateFolder("tls");
      this.authority = new LocalAuthority(folder, CertificateNames.of(settings.host()), clock);
      announce(authority);
      this.certificate = KeyAndCertificate.certificateFile(folder, LocalAuthority.SERVER);
      this.key = KeyAndCertificate.keyFile(folder, LocalAuthority.SERVER);
    }
    bundles.registerBundle(BUNDLE, bundle());
    daily.scheduleWithFixedDelay(this::refreshOrKeep, 24, 24, TimeUnit.HOURS);
  }

  SslBundles bundles() {
    return bundles;
  }

  // Half of what an operator replaces may be there before the other half. The executor would never
  // come again after an exception.
  void refreshOrKeep() {
    try {
      refresh();
    } catch (RuntimeException e) {
      log.error("no other certificate can be shown; the one before stays, for a day at least", e);
    }
  }

  /// Looks whether another certificate is due, and shows it from the next handshake on.
  private void refresh() {
    if (authority == null || authority.renew() != LocalAuthority.Change.NONE) {
      bundles.updateBundle(BUNDLE, bundle());
    }
  }

  @Override
  public X509Certificate current() {
    try {
      KeyStore store = bundles.getBundle(BUNDLE).getStores().getKeyStore();
      if (store != null
          && store.getCertificate(store.aliases().nextElement()) instanceof X509Certificate shown) {
        return shown;
      }
      throw new IllegalStateException("the server shows no certificate");
    } catch (KeyStoreException e) {
      throw new IllegalStateException("a key store in memory cannot be read", e);
    }
  }

  @Override
  public void close() {
    daily.shutdownNow();
  }

  SslBundle bundle() {
    try {
      List<X509Certificate> chain = PemContent.load(certificate).getCertificates();
      PrivateKey secret = PemContent.load(key).getPrivateKey();
      // Tomcat would take any key, and every handshake would fail.
      if (secret == null
          || (authority == null && !KeyAndCertificate.fit(secret, chain.getFirst()))) {
        throw new IllegalStateException("not the key of this certificate");
      }
      var stores = new PemSslStoreBundle(PemSslStore.of(chain, secret), null);
      return SslBundle.of(stores, SslBundleKey.NONE, OPTIONS);
    } catch (IOException
        | GeneralSecurityException
        | IllegalStateException
        | IllegalArgumentException e) {
      throw new StartRefused(
          "The certificate " + certificate + " and the key " + key + " do not fit together", e);
    }
  }

  private static Path readable(Path file, String setting) {
    if (!Files.isReadable(file)) {
      throw new StartRefused(setting + ": the file " + file.toAbsolutePath() + " cannot be read");
    }
    return file.toAbsolutePath();
  }

  private static void announce(LocalAuthority authority) {
    if (authority.renew() != LocalAuthority.Change.AUTHORITY) {
      return;
    }
    Path ca = authority.certificateFile();
    log.info(
        """
        Browsers warn until they trust this server's own certificate authority:
          {}
        Debian, Ubuntu: sudo cp {} /usr/local/share/ca-certificates/surety.crt && sudo update-ca-certificates
        Fedora:         sudo trust anchor {}
        Firefox:        Settings > Privacy > Certificates > View > Authorities > Import
        Chrome:         chrome://certificate-manager > Custom > Import
        curl:           curl --cacert {} ...\
        """,
        ca,
        ca,
        ca,
        ca);
  }
}
