package surety.server.platform;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/// Turns what a controller throws into problems. What is not listed here is a failure of the server
/// and becomes one by the container's own way.
@ControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
class ProblemAdvice {

  @ExceptionHandler
  void refused(Refusal refusal, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    refusal
        .retryAfter()
        .ifPresent(
            wait ->
                response.setHeader(
                    HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, wait.toSeconds()))));
    Problems.end(request, response, refusal.problem());
  }

  // An id in a path that is no id at all names nothing, like one that is unknown.
  @ExceptionHandler(MethodArgumentTypeMismatchException.class)
  void malformedId(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Problems.end(request, response, Problem.NOT_FOUND);
  }

  @ExceptionHandler({
    Batcher.Overloaded.class,
    TransientDataAccessException.class,
    QueryTimeoutException.class,
    CannotGetJdbcConnectionException.class
  })
  void busy(HttpServletRequest request, HttpServletResponse response) throws IOException {
    response.setHeader(HttpHeaders.RETRY_AFTER, "5");
    Problems.end(request, response, Problem.UNAVAILABLE);
  }
}
