package surety.server.identity;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderNotFoundException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.csrf.CsrfFilter;
import surety.server.platform.Problem;
import surety.server.platform.Problems;

/// The filters before every request: session, forged requests, and that only the sign-in pages are
/// open to everybody. Everything of Spring Security that would keep state on this server is off.
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

  private static final String[] OPEN = {
    "/sign-in", "/sign-in/**", "/subprocessors", "/assets/**", "/favicon.ico", "/error"
  };

  // Programs show a key with each request, which no other site can make a browser send, and
  // [ApiKeyInterceptor] checks it. They have neither session nor cookie.
  @Bean
  @Order(1)
  SecurityFilterChain keyFilters(HttpSecurity http) {
    return http.securityMatcher(KeyRoutes.PATTERNS)
        .headers(AbstractHttpConfigurer::disable)
        .securityContext(AbstractHttpConfigurer::disable)
        .sessionManagement(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .anonymous(AbstractHttpConfigurer::disable)
        .servletApi(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .csrf(AbstractHttpConfigurer::disable)
        .build();
  }

  @Bean
  SecurityFilterChain filters(HttpSecurity http, Sessions sessions) {
    return http.headers(AbstractHttpConfigurer::disable)
        .securityContext(AbstractHttpConfigurer::disable)
        .sessionManagement(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .anonymous(AbstractHttpConfigurer::disable)
        .servletApi(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .csrf(csrf -> csrf.csrfTokenRepository(csrfTokens()))
        .addFilterBefore(new SessionFilter(sessions), CsrfFilter.class)
        .exceptionHandling(
            handling ->
                handling
                    .authenticationEntryPoint((request, response, _) -> signIn(request, response))
                    .accessDeniedHandler(
                        (request, response, refusal) ->
                            Problems.end(
                                request,
                                response,
                                refusal instanceof CsrfException
                                    ? Problem.FORGED
                                    : Problem.FORBIDDEN)))
        .authorizeHttpRequests(
            requests ->
                requests
                    .dispatcherTypeMatchers(
                        DispatcherType.ERROR, DispatcherType.FORWARD, DispatcherType.ASYNC)
                    .permitAll()
                    .requestMatchers(OPEN)
                    .permitAll()
                    .anyRequest()
                    .authenticated())
        .build();
  }

  /// Nobody signs in through Spring Security; without this, it would make up a user of its own.
  @Bean
  AuthenticationManager noAuthentication() {
    return _ -> {
      throw new ProviderNotFoundException("there are no passwords here");
    };
  }

  // The token travels in a cookie that no other host can set and in a field of the form. It works
  // before anybody is signed in and keeps nothing on the server.
  private static CookieCsrfTokenRepository csrfTokens() {
    var tokens = new CookieCsrfTokenRepository();
    tokens.setCookieName("__Host-surety-csrf");
    tokens.setCookieCustomizer(
        cookie -> cookie.httpOnly(true).secure(true).sameSite("Lax").path("/"));
    return tokens;
  }

  // A page that was asked for is remembered and shown after sign-in. Anything else is told that it
  // needs a session: a form would lose what was typed if it were redirected.
  private static void signIn(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getHeader("HX-Request") != null) {
      response.setHeader("HX-Redirect", "/sign-in");
      Problems.end(request, response, Problem.SIGNED_OUT);
    } else if (Problems.wantsJson(request) || !isRead(request)) {
      Problems.end(request, response, Problem.SIGNED_OUT);
    } else {
      if (isNavigation(request)) {
        ReturnPath.of(request).ifPresent(path -> path.remember(response));
      }
      response.sendRedirect("/sign-in");
    }
  }

  // Browsers ask by themselves for icons and the like, which nobody wants to be led to.
  private static boolean isNavigation(HttpServletRequest request) {
    String destination = request.getHeader("Sec-Fetch-Dest");
    return destination == null || destination.equals("document");
  }

  private static boolean isRead(HttpServletRequest request) {
    return request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
  }
}
