package surety.server.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import surety.server.platform.Problem;
import surety.server.platform.Problems;
import surety.server.workspace.PermissionMissing;

/// Tells a member whose role does not allow what was asked.
@ControllerAdvice
class ScopeAdvice {

  @ExceptionHandler(PermissionMissing.class)
  void forbidden(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Problems.end(request, response, Problem.FORBIDDEN);
  }
}
