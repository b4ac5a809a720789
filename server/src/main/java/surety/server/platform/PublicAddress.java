package surety.server.platform;

import java.net.URI;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Where browsers reach this server, for links in mail and for redirects.
@Component
public class PublicAddress {

  private final String host;
  private volatile int port;

  PublicAddress(ServerSettings settings) {
    this.host = settings.host();
    this.port = settings.publicPort() != 0 ? settings.publicPort() : settings.port();
  }

  /// Scheme, host and port, without a path: `https://localhost:8443`. The standard port is left
  /// out.
  public URI origin() {
    String name = host.contains(":") ? "[" + host + "]" : host;
    return URI.create("https://" + name + (port == 443 ? "" : ":" + port));
  }

  /// The name in it, without a port.
  public String host() {
    return host;
  }

  // Port 0 is a free one, known only now.
  @EventListener
  void serverStarted(WebServerInitializedEvent event) {
    if (port == 0) {
      port = event.getWebServer().getPort();
    }
  }
}
