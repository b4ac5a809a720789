package surety.server.posture;

import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import surety.server.posture.claim.Claims;
import surety.server.posture.probe.Canaries;
import surety.server.posture.probe.RecordingProvider;
import surety.server.posture.probe.RecordingVendor;
import surety.server.posture.probe.SqlAttacker;
import surety.server.posture.run.Means;
import surety.server.posture.run.ProbeExecution;

/// What this module is put together from.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PostureSettings.class)
class PostureConfiguration {

  /// Read at start, so that a server whose promises cannot be read does not start.
  @Bean
  Claims claims() {
    return Claims.bundled();
  }

  /// Canaries, vendor and provider are made when the first run asks for them.
  @Bean
  ProbeExecution probeExecution(
      ObjectProvider<Canaries> canaries,
      ObjectProvider<SqlAttacker> sql,
      ObjectProvider<RecordingVendor> vendor,
      ObjectProvider<RecordingProvider> models,
      Clock clock) {
    var means =
        new Means(canaries::getObject, sql::getObject, vendor::getObject, models::getObject);
    return new ProbeExecution(means, clock);
  }
}
