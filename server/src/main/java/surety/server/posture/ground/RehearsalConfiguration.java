package surety.server.posture.ground;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import surety.server.connect.engine.MoreConnector;

/// Contributes the connector of the stand-in vendor.
@Configuration(proxyBeanMethods = false)
class RehearsalConfiguration {

  private static final String FILE = "/surety/server/posture/ground/rehearsal.yaml";

  @Bean
  MoreConnector rehearsalConnector() {
    try (InputStream in = RehearsalConfiguration.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException("connector file is missing from the build: " + FILE);
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new MoreConnector("rehearsal.yaml", text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
