package surety.server.audit;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import surety.server.platform.Problem;
import surety.server.platform.Problems;

/// Answers for a page whose access could not be recorded: it shows nothing.
@ControllerAdvice
class AuditAdvice {

  @ExceptionHandler(AuditUnavailable.class)
  void unavailable(HttpServletRequest request, HttpServletResponse response) throws IOException {
    response.setHeader(HttpHeaders.RETRY_AFTER, "5");
    Problems.end(request, response, Problem.UNAVAILABLE);
  }
}
