package surety.server.ai.provider;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import surety.server.egress.EgressHosts;
import surety.server.egress.SandboxSettings;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ModelSettings.class)
class ProviderConfiguration {

  @Bean
  ProviderPlaces providerPlaces(
      ModelSettings settings,
      SandboxSettings sandbox,
      EgressHosts hosts,
      ObjectProvider<MorePlace> more) {
    return new ProviderPlaces(settings, sandbox, hosts, more.orderedStream().toList());
  }
}
