package surety.server.posture.ground;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import javax.net.ssl.SSLContext;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import surety.server.platform.PublicAddress;
import surety.server.platform.ServerSettings;
import surety.server.platform.ShownCertificate;

/// The listener that browsers reach, as a client on this machine reaches it: by the public name, at
/// the address that the server listens on, trusting the certificate that the server has and no
/// other.
@Component
class Listener implements DisposableBean {

  private final ServerSettings settings;
  private final PublicAddress address;
  private final ShownCertificate certificate;
  private final LoopbackClient client;
  private volatile int port;

  Listener(ServerSettings settings, PublicAddress address, ShownCertificate certificate) {
    this.settings = settings;
    this.address = address;
    this.certificate = certificate;
    this.client = new LoopbackClient(this::place, this::trust);
  }

  @EventListener
  void started(WebServerInitializedEvent event) {
    WebServer server = event.getWebServer();
    port = server.getPort();
  }

  LoopbackClient client() {
    return client;
  }

  /// A path at the public origin; an absolute address stays as it is.
  URI uri(String path) {
    return URI.create(path.startsWith("https://") ? path : address.origin() + path);
  }

  private InetSocketAddress place() {
    try {
      InetAddress bound = InetAddress.getByName(settings.bind());
      return new InetSocketAddress(
          bound.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : bound, port);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("the server listens on an address that is none", e);
    }
  }

  private SSLContext trust() {
    return Trust.in(certificate.current());
  }

  @Override
  public void destroy() {
    client.close();
  }
}
