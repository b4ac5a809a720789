package surety.server.egress;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({SandboxSettings.class, ReceiverSettings.class})
class EgressConfiguration {

  private static final Logger log = LoggerFactory.getLogger(EgressConfiguration.class);

  @Bean
  EgressHosts egressHosts() {
    return new EgressHosts();
  }

  @Bean
  EgressClient egressClient(SandboxSettings settings, EgressHosts hosts) {
    if (settings.profile() == EgressProfile.SANDBOX) {
      log.warn("Connections go to stand-ins on this machine, not to the vendors.");
    }
    return new EgressClient(settings.profile(), NameResolver.SYSTEM, EgressLimits.DEFAULT, hosts);
  }

  @Bean
  TokenClient tokenClient(EgressClient client) {
    return new TokenClient(client);
  }

  // To the operator's own networks too, and never to this machine, not even in a demo: a member of
  // any workspace names the receiver.
  @Bean
  Receivers receivers(ReceiverSettings settings, EgressHosts hosts) {
    return new Receivers(
        EgressProfile.PRODUCTION,
        NameResolver.SYSTEM,
        hosts,
        PrivateNetworks.of(settings.networks()),
        Receivers.LIMITS);
  }

  @Bean
  ModelClient modelClient(SandboxSettings settings, EgressHosts hosts) {
    return new ModelClient(settings.profile(), NameResolver.SYSTEM, ModelClient.LIMITS, hosts);
  }
}
