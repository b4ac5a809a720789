package surety.server.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import surety.server.platform.Problem;
import surety.server.platform.Refusal;
import surety.server.workspace.Permission;
import surety.server.workspace.PermissionMissing;
import surety.server.workspace.Requires;
import surety.server.workspace.WorkspaceScope;

/// Stands before every route of programs: lets requests pass whose key has the permission that the
/// route declares, and gives the route their scope. The key alone says which workspace it is about.
final class ApiKeyInterceptor implements HandlerInterceptor {

  private static final String ATTRIBUTE = ApiKeyInterceptor.class.getName();
  private static final String BEARER = "bearer ";

  private final ApiKeys keys;
  private final RefusedRequests refused;

  ApiKeyInterceptor(ApiKeys keys, RefusedRequests refused) {
    this.keys = keys;
    this.refused = refused;
  }

  /// The scope of a request that this interceptor let pass.
  static Optional<WorkspaceScope> scopeOf(HttpServletRequest request) {
    return Optional.ofNullable((WorkspaceScope) request.getAttribute(ATTRIBUTE));
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    WorkspaceScope scope =
        shown(request).flatMap(keys::scope).orElseThrow(() -> new Refusal(Problem.KEY));
    if (!(handler instanceof HandlerMethod method)) {
      throw new Refusal(Problem.NOT_FOUND);
    }
    Requires requires = method.getMethodAnnotation(Requires.class);
    if (requires == null) {
      throw new IllegalStateException("route without a permission: " + method);
    }
    try {
      for (Permission permission : requires.value()) {
        scope.require(permission);
      }
    } catch (PermissionMissing missing) {
      refused.record(scope, missing, request);
      throw missing;
    }
    request.setAttribute(ATTRIBUTE, scope);
    return true;
  }

  // As OpenAI's and Anthropic's programs send it. With two keys, nobody could tell which one
  // counts.
  private static Optional<String> shown(HttpServletRequest request) {
    List<String> bearers =
        Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION)).stream()
            .filter(value -> value.toLowerCase(Locale.ROOT).startsWith(BEARER))
            .map(value -> value.substring(BEARER.length()).strip())
            .toList();
    List<String> named = Collections.list(request.getHeaders("x-api-key"));
    List<String> all =
        java.util.stream.Stream.concat(bearers.stream(), named.stream()).distinct().toList();
    return all.size() == 1 ? Optional.of(all.getFirst()) : Optional.empty();
  }
}
