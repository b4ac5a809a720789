package surety.server.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import surety.server.audit.AuditUnavailable;
import surety.server.platform.Problem;
import surety.server.platform.Problems;
import surety.server.workspace.PermissionMissing;
import surety.server.workspace.Visitor;
import surety.server.workspace.WorkspaceScope;

/// Tells a member whose role does not allow what was asked, and records it.
@ControllerAdvice
class ScopeAdvice {

  private final RefusedRequests refused;

  ScopeAdvice(RefusedRequests refused) {
    this.refused = refused;
  }

  // A refusal that cannot be recorded is a refusal too, and says no more than that nothing can be
  // recorded.
  @ExceptionHandler
  void forbidden(
      PermissionMissing missing, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<WorkspaceScope> scope = Visitor.of(request).map(Visitor::scope);
    try {
      scope.ifPresent(it -> refused.record(it, missing, request));
      Problems.end(request, response, Problem.FORBIDDEN);
    } catch (AuditUnavailable e) {
      Problems.end(request, response, Problem.UNAVAILABLE);
    }
  }
}
