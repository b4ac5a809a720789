package surety.server.posture.ground;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import surety.server.ai.provider.Dialect;
import surety.server.ai.provider.MorePlace;
import surety.server.connect.engine.MoreApp;
import surety.server.connect.engine.MoreConnector;
import surety.server.platform.Token;

/// Contributes the connectors of the stand-in vendors, and the places of the stand-in provider.
@Configuration(proxyBeanMethods = false)
class RehearsalConfiguration {

  private static final String FOLDER = "/surety/server/posture/ground/";

  @Bean
  MoreConnector rehearsalConnector() {
    return connector("rehearsal.yaml");
  }

  @Bean
  MoreConnector rehearsalOfConsents() {
    return connector(StandInConsents.CONNECTOR + ".yaml");
  }

  // Known to this process alone, and for as long as it runs.
  @Bean
  MoreApp rehearsalApp() {
    SecureRandom random = new SecureRandom();
    return new MoreApp(StandInConsents.CONNECTOR, "rehearsal", Token.random(random).text());
  }

  private static MoreConnector connector(String file) {
    try (InputStream in = RehearsalConfiguration.class.getResourceAsStream(FOLDER + file)) {
      if (in == null) {
        throw new IllegalStateException("connector file is missing from the build: " + file);
      }
      return new MoreConnector(file, new String(in.readAllBytes(), StandardCharsets.UTF_8));
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
