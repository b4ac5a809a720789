package surety.server.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import surety.server.identity.OpenSession.Membership;
import surety.server.platform.Problem;
import surety.server.platform.Refusal;
import surety.server.workspace.Permission;
import surety.server.workspace.Requires;
import surety.server.workspace.Visitor;
import surety.server.workspace.WorkspaceScope;
import surety.server.workspace.WorkspaceScopes;

/// Stands before every route of a workspace: lets members pass who have the permission that the
/// route declares, and gives the route their scope. For everybody else the workspace does not
/// exist.
final class WorkspaceInterceptor implements HandlerInterceptor {

  private final WorkspaceScopes scopes;

  WorkspaceInterceptor(WorkspaceScopes scopes) {
    this.scopes = scopes;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (!(handler instanceof HandlerMethod method)) {
      throw new Refusal(Problem.NOT_FOUND);
    }
    OpenSession session =
        OpenSession.of(request).orElseThrow(() -> new Refusal(Problem.SIGNED_OUT));
    Membership member =
        session
            .membership()
            .filter(m -> m.workspace().toString().equals(named(request)))
            .orElseThrow(() -> new Refusal(Problem.NOT_FOUND));
    WorkspaceScope scope = scope(member);
    new Visitor(session.email(), session.mark(), scope, member.workspaceName()).attachTo(request);
    for (Permission permission : required(method).value()) {
      scope.require(permission);
    }
    return true;
  }

  private WorkspaceScope scope(Membership member) {
    return member.support()
        ? scopes.ofStandingGrant(member.workspace(), member.member())
        : scopes.ofVerifiedMember(member.workspace(), member.member(), member.role());
  }

  // The filter read the path as it was sent, the route as Spring decoded it. Only where both see
  // the same id is the membership that was looked up the one that this route is about.
  private static String named(HttpServletRequest request) {
    return request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
            instanceof Map<?, ?> variables
        ? String.valueOf(variables.get("workspace"))
        : "";
  }

  private static Requires required(HandlerMethod method) {
    Requires requires = method.getMethodAnnotation(Requires.class);
    if (requires == null) {
      throw new IllegalStateException("route without a permission: " + method);
    }
    return requires;
  }
}
