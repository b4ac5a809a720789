package surety.server.ai.analysis;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import surety.server.workspace.NavigationLink;
import surety.server.workspace.Permission;

/// What this page adds to the frame around every page.
@Configuration(proxyBeanMethods = false)
class AnalysisConfiguration {

  // Whoever may ask models may also see the dashboard: no role has the one without the other.
  @Bean
  NavigationLink analysisLink() {
    return new NavigationLink(15, "analysis", "Analysis", "analysis", Permission.AI_USE);
  }
}
