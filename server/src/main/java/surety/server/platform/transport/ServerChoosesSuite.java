package surety.server.platform.transport;

import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.SSLHostConfig;

/// HTTP over TLS where the server's order of cipher suites counts, not the client's. Tomcat makes
/// it from the class's name, and asks it for each certificate, the renewed ones included.
public final class ServerChoosesSuite extends Http11NioProtocol {

  @Override
  public void addSslHostConfig(SSLHostConfig config, boolean replace) {
    config.setHonorCipherOrder(true);
    super.addSslHostConfig(config, replace);
  }
}
