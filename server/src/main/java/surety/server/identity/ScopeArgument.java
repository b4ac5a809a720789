package surety.server.identity;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import surety.server.workspace.Visitor;
import surety.server.workspace.WorkspaceScope;

/// Gives a controller's method the scope that [WorkspaceInterceptor] or [ApiKeyInterceptor] made,
/// and the session that [SessionFilter] found.
final class ScopeArgument implements HandlerMethodArgumentResolver {

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == WorkspaceScope.class
        || parameter.getParameterType() == OpenSession.class;
  }

  @Override
  public Object resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest web,
      @Nullable WebDataBinderFactory binders) {
    HttpServletRequest request = web.getNativeRequest(HttpServletRequest.class);
    if (request == null) {
      throw new IllegalStateException("no request");
    }
    if (parameter.getParameterType() == OpenSession.class) {
      return OpenSession.of(request).orElseThrow(() -> new IllegalStateException("no session"));
    }
    return Visitor.of(request)
        .flatMap(visitor -> java.util.Optional.ofNullable(visitor.scope()))
        .or(() -> ApiKeyInterceptor.scopeOf(request))
        .orElseThrow(() -> new IllegalStateException("no workspace scope"));
  }
}
