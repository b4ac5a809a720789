package surety.server.egress;

import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import surety.twin.Fault;
import surety.twin.FaultSwitch;

/// The door out of the server with one of its checks off.
final class EgressFaults {

  private static final Set<Refusal> OF_CONTENT =
      Set.of(
          Refusal.PARAMETER_FORBIDDEN,
          Refusal.PARAMETER_NOT_DECLARED,
          Refusal.BODY_NOT_ALLOWED,
          Refusal.HEADER_FORBIDDEN);

  private EgressFaults() {}

  /// Lets any path through.
  @Fault(id = "any-path", control = "egress-gate", target = Gate.class, method = "refuse")
  static Optional<Refusal> anyPath(
      Gate self, Call call, Destination destination, Credential credential) {
    return original(self, call, destination, credential)
        .filter(refusal -> refusal != Refusal.PATH_NOT_DECLARED);
  }

  /// Lets parameters and headers through that make a write of a read.
  @Fault(id = "any-override", control = "egress-gate", target = Gate.class, method = "refuse")
  static Optional<Refusal> anyOverride(
      Gate self, Call call, Destination destination, Credential credential) {
    return original(self, call, destination, credential)
        .filter(refusal -> !OF_CONTENT.contains(refusal));
  }

  /// Makes a write of every read of hours, in the way that some vendors take one. Other reads stay
  /// what they are, so that a token can be tried and changed, and every probe can still run.
  @Fault(id = "read-becomes-write", control = "egress-gate", target = Wire.class, method = "uri")
  static URI readBecomesWrite(Destination destination, Call call) {
    URI read = FaultSwitch.callOriginal(() -> Wire.uri(destination, call));
    return read.getPath().endsWith("/time_entries")
        ? URI.create(read + (read.getRawQuery() == null ? "?" : "&") + "_method=PATCH")
        : read;
  }

  /// Lets plain HTTP through.
  @Fault(id = "plain-http", control = "egress-tls", target = Gate.class, method = "refuse")
  static Optional<Refusal> plainHttp(
      Gate self, Call call, Destination destination, Credential credential) {
    return original(self, call, destination, credential)
        .filter(refusal -> refusal != Refusal.NOT_HTTPS);
  }

  /// Trusts any certificate for any name.
  @Fault(
      id = "any-certificate",
      control = "egress-tls",
      target = HostTls.class,
      method = "strategy")
  static TlsSocketStrategy anyCertificate(HostTls self, String host, int port) {
    return new DefaultClientTlsStrategy(
        trustingAll(), HostnameVerificationPolicy.CLIENT, NoopHostnameVerifier.INSTANCE);
  }

  /// Trusts the right certificates, for any name.
  @Fault(id = "any-name", control = "egress-tls", target = HostTls.class, method = "strategy")
  static TlsSocketStrategy anyName(HostTls self, String host, int port) {
    return self.trust(host, port)
        .<TlsSocketStrategy>map(
            trust ->
                new DefaultClientTlsStrategy(
                    trust, HostnameVerificationPolicy.CLIENT, NoopHostnameVerifier.INSTANCE))
        .orElseGet(() -> FaultSwitch.callOriginal(() -> self.strategy(host, port)));
  }

  /// Connects to any address.
  @Fault(
      id = "any-address",
      control = "egress-address",
      target = CheckedResolver.class,
      method = "isAllowed")
  static boolean anyAddress(CheckedResolver self, String host, InetAddress address) {
    return true;
  }

  /// Talks to hosts that are on no list.
  @Fault(
      id = "any-host",
      control = "subprocessor-list",
      target = EgressHosts.class,
      method = "isListed")
  static boolean anyHost(EgressHosts self, Origin origin) {
    return true;
  }

  private static Optional<Refusal> original(
      Gate self, Call call, Destination destination, Credential credential) {
    return FaultSwitch.callOriginal(() -> self.refuse(call, destination, credential));
  }

  private static SSLContext trustingAll() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new TrustAll()}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class TrustAll extends X509ExtendedTrustManager {

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
