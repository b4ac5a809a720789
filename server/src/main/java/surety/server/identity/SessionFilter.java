package surety.server.identity;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.filter.OncePerRequestFilter;
import surety.server.platform.Batcher;
import surety.server.platform.Problem;
import surety.server.platform.Problems;
import surety.server.workspace.Visitor;

/// Finds the session of a request by its cookie. A request without one goes on as nobody's; when
/// the database cannot say whether a session is open, the request ends.
final class SessionFilter extends OncePerRequestFilter {

  private static final Logger LOG = LoggerFactory.getLogger(SessionFilter.class);

  private final Sessions sessions;

  SessionFilter(Sessions sessions) {
    this.sessions = sessions;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return request.getRequestURI().startsWith("/assets/");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      session(request).ifPresent(session -> signIn(request, session));
    } catch (Batcher.Overloaded | DataAccessException e) {
      LOG.error("session look-up", e);
      Problems.end(request, response, Problem.UNAVAILABLE);
      return;
    }
    try {
      chain.doFilter(request, response);
    } finally {
      SecurityContextHolder.clearContext();
    }
  }

  private Optional<OpenSession> session(HttpServletRequest request) {
    return Cookies.SESSION
        .tokenOf(request)
        .flatMap(secret -> sessions.find(secret, WorkspacePath.of(request.getRequestURI())));
  }

  private static void signIn(HttpServletRequest request, OpenSession session) {
    session.attachTo(request);
    new Visitor(session.email(), session.mark(), null, null).attachTo(request);
    SecurityContextHolder.setContext(new SecurityContextImpl(new SessionAuthentication(session)));
  }
}
