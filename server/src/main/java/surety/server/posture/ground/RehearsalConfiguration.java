package surety.server.posture.ground;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import surety.server.ai.provider.Dialect;
import surety.server.ai.provider.MorePlace;
import surety.server.connect.engine.MoreConnector;

/// Contributes the connector of the stand-in vendor, and the places of the stand-in provider.
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

  @Bean
  MorePlace rehearsalOpenAi() {
    return place(Dialect.OPENAI);
  }

  @Bean
  MorePlace rehearsalAnthropic() {
    return place(Dialect.ANTHROPIC);
  }

  private static MorePlace place(Dialect form) {
    return new MorePlace(form, "Rehearsal", StandInProvider.place(form));
  }
}
