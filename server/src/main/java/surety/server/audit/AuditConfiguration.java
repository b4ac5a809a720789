package surety.server.audit;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import surety.server.workspace.NavigationLink;
import surety.server.workspace.Permission;

/// What the module adds to the pages and to the clockwork of the server.
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class AuditConfiguration {

  @Bean
  NavigationLink securityLink() {
    return new NavigationLink(40, "security", "Security", "security", Permission.AUDIT_VIEW);
  }
}
