package surety.server.egress;

import java.io.IOException;
import java.net.Socket;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;

/// TLS to a host: its certificate is checked against what is trusted for that host, and its name
/// against the one that was asked for. There is no way to switch either off.
final class HostTls implements TlsSocketStrategy {

  private final TlsSocketStrategy usual;
  private final EgressHosts hosts;
  private final Map<SSLContext, TlsSocketStrategy> others = new ConcurrentHashMap<>();

  HostTls(Optional<SSLContext> trust, EgressHosts hosts) {
    this.usual = trust.map(HostTls::strategy).orElseGet(DefaultClientTlsStrategy::createDefault);
    this.hosts = hosts;
  }

  @Override
  public SSLSocket upgrade(
      Socket socket, String target, int port, Object attachment, HttpContext context)
      throws IOException {
    return strategy(target, port).upgrade(socket, target, port, attachment, context);
  }

  TlsSocketStrategy strategy(String host, int port) {
    return trust(host, port)
        .map(trust -> others.computeIfAbsent(trust, HostTls::strategy))
        .orElse(usual);
  }

  /// What is trusted there instead of the usual.
  Optional<SSLContext> trust(String host, int port) {
    return hosts.played(host, port).flatMap(PlayedHost::trust);
  }

  private static TlsSocketStrategy strategy(SSLContext trust) {
    return new DefaultClientTlsStrategy(trust);
  }
}
