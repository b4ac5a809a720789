package surety.server.insight;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import surety.server.connect.Connections;
import surety.server.workspace.NavigationLink;
import surety.server.workspace.Permission;

/// Where figures come from, and what this module adds to the frame around every page.
@Configuration(proxyBeanMethods = false)
class InsightConfiguration {

  @Bean
  SourceLookup sourceLookup(Connections connections) {
    return connections::sources;
  }

  @Bean
  NavigationLink dashboardLink() {
    return new NavigationLink(10, "dashboard", "Dashboard", "dashboard", Permission.DASHBOARD_VIEW);
  }
}
