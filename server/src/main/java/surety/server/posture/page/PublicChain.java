package surety.server.posture.page;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.SecurityFilterChain;

/// The filters before the public pages: none that looks for a session, so that these pages know
/// nobody, cost no query, and cannot show anything of a workspace.
@Configuration(proxyBeanMethods = false)
class PublicChain {

  @Bean
  @Order(0)
  SecurityFilterChain publicFilters(HttpSecurity http) {
    return http.securityMatcher(
            "/security", "/security.json", "/security/**", "/.well-known/security.txt")
        .headers(AbstractHttpConfigurer::disable)
        .securityContext(AbstractHttpConfigurer::disable)
        .sessionManagement(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .anonymous(AbstractHttpConfigurer::disable)
        .servletApi(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        // There is no session that a forged request could use; where a form may come from is
        // checked where it is taken.
        .csrf(AbstractHttpConfigurer::disable)
        .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        .build();
  }
}
