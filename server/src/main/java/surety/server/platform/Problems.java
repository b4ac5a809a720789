package surety.server.platform;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Ends requests with problems. All of them are written in one place, [ProblemController], so that
/// two requests that were refused for the same reason get the same answer, however each came to it.
public final class Problems {

  private static final String ATTRIBUTE = Problems.class.getName();
  private static final String PROGRAM = ATTRIBUTE + ".program";

  private Problems() {}

  /// Ends the request. Headers that are set already stay.
  public static void end(HttpServletRequest request, HttpServletResponse response, Problem problem)
      throws IOException {
    request.setAttribute(ATTRIBUTE, problem);
    response.sendError(problem.status());
  }

  /// The same where only programs come: they get JSON, whatever they accept.
  public static void endForProgram(
      HttpServletRequest request, HttpServletResponse response, Problem problem)
      throws IOException {
    request.setAttribute(PROGRAM, true);
    end(request, response, problem);
  }

  static Optional<Problem> of(HttpServletRequest request) {
    return Optional.ofNullable((Problem) request.getAttribute(ATTRIBUTE));
  }

  /// Whether the client wants a problem as JSON and not as a page: it accepts JSON and does not
  /// accept HTML, or came where only programs come.
  public static boolean wantsJson(HttpServletRequest request) {
    String accept = request.getHeader("Accept");
    return request.getAttribute(PROGRAM) != null
        || (accepts(accept, "json") && !accepts(accept, "text/html"));
  }

  private static boolean accepts(@Nullable String header, String part) {
    return header != null && header.contains(part);
  }
}
