package surety.server.platform.transport;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.security.Security;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslOptions;
import surety.twin.Fault;
import surety.twin.FaultSwitch;

/// Listeners that speak in clear, or weakly.
final class TransportFaults {

  private TransportFaults() {}

  /// Serves pages in clear.
  @Fault(
      id = "redirect-off",
      control = "transport-https",
      target = HttpsRedirect.class,
      method = "invoke")
  static void inClear(HttpsRedirect self, Request request, Response response)
      throws IOException, ServletException {
    self.getNext().invoke(request, response);
  }

  /// Speaks TLS 1.0 and 1.1, and suites with CBC.
  @Fault(
      id = "old-tls-on",
      control = "transport-https",
      target = ServerCertificate.class,
      method = "bundle",
      atStart = true)
  static SslBundle old(ServerCertificate self) {
    Security.setProperty("jdk.tls.disabledAlgorithms", "");
    SslBundle sound = FaultSwitch.callOriginal(self::bundle);
    String[] suites = {
      "TLS_AES_128_GCM_SHA256",
      "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
      "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
      "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
      "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256"
    };
    String[] versions = {"TLSv1.3", "TLSv1.2", "TLSv1.1", "TLSv1"};
    return SslBundle.of(sound.getStores(), sound.getKey(), SslOptions.of(suites, versions));
  }
}
