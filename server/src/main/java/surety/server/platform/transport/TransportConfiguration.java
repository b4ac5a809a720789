package surety.server.platform.transport;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.AbstractProtocol;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import surety.server.platform.DataFolder;
import surety.server.platform.PublicAddress;
import surety.server.platform.ServerSettings;
import surety.server.platform.StartRefused;

/// Sets up the two listeners: https for everything, http for the redirect to it.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ServerSettings.class)
class TransportConfiguration {

  @Bean(destroyMethod = "close")
  ServerCertificate serverCertificate(ServerSettings settings, DataFolder data, Clock clock) {
    return new ServerCertificate(settings, data, clock);
  }

  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE)
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> listeners(
      ServerSettings settings, ServerCertificate certificate, PublicAddress address) {
    return factory -> {
      InetAddress bind = bindAddress(settings);
      factory.setProtocol(ServerChoosesSuite.class.getName());
      factory.setPort(settings.port());
      factory.setAddress(bind);
      factory.addConnectorCustomizers(TransportConfiguration::forgetConnections);
      factory.setSslBundles(certificate.bundles());
      factory.setSsl(Ssl.forBundle(ServerCertificate.BUNDLE));
      factory.addEngineValves(
          new HttpsRedirect(address, CertificateNames.of(settings.host()).values()),
          new AnswerHeaders());
      if (settings.httpPort() >= 0) {
        factory.addAdditionalConnectors(plain(settings.httpPort(), bind));
      }
    };
  }

  private static Connector plain(int port, InetAddress bind) {
    Connector connector = new Connector("HTTP/1.1");
    connector.setPort(port);
    var protocol = (AbstractProtocol<?>) connector.getProtocolHandler();
    forgetConnections(connector);
    protocol.setAddress(bind);
    protocol.setMaxThreads(4);
    return connector;
  }

  // A processor that served another connection remembers that its last request was HTTP/0.9, and
  // then writes the answer to an unreadable one without status and headers.
  private static void forgetConnections(Connector connector) {
    ((AbstractProtocol<?>) connector.getProtocolHandler()).setProcessorCache(0);
  }

  private static InetAddress bindAddress(ServerSettings settings) {
    try {
      return InetAddress.getByName(settings.bind());
    } catch (UnknownHostException e) {
      throw new StartRefused("SURETY_BIND: " + settings.bind() + " is no address", e);
    }
  }
}
