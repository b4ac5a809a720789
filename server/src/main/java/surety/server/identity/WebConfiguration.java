package surety.server.identity;

import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import surety.server.workspace.WorkspaceScopes;

/// Puts the interceptors before the routes of workspaces and of programs, and hands scopes to their
/// methods.
@Configuration(proxyBeanMethods = false)
class WebConfiguration implements WebMvcConfigurer {

  private final WorkspaceScopes scopes;
  private final ApiKeys keys;
  private final RefusedRequests refused;

  WebConfiguration(WorkspaceScopes scopes, ApiKeys keys, RefusedRequests refused) {
    this.scopes = scopes;
    this.keys = keys;
    this.refused = refused;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(new WorkspaceInterceptor(scopes)).addPathPatterns("/w", "/w/**");
    registry
        .addInterceptor(new ApiKeyInterceptor(keys, refused))
        .addPathPatterns(KeyRoutes.PATTERNS);
    registry.addInterceptor(new CsrfTokenInterceptor()).excludePathPatterns(KeyRoutes.PATTERNS);
  }

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(new ScopeArgument());
  }

  @Bean
  WebMvcRegistrations routeMapping() {
    return new WebMvcRegistrations() {
      @Override
      public RequestMappingHandlerMapping getRequestMappingHandlerMapping() {
        return new RouteMapping();
      }
    };
  }

  @Bean
  RouteCheck routeCheck(
      @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mapping) {
    return new RouteCheck(mapping);
  }
}
