package surety.server.workspace;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The pages of this module in the navigation.
@Configuration(proxyBeanMethods = false)
class NavigationConfiguration {

  @Bean
  NavigationLink membersLink() {
    return new NavigationLink(30, "members", "Members", "members", Permission.MEMBERS_VIEW);
  }

  @Bean
  NavigationLink settingsLink() {
    return new NavigationLink(50, "settings", "Settings", "settings", Permission.SETTINGS_MANAGE);
  }
}
