package surety.server.workspace;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Who looks at a page, for the frame around it. Set on the request once the session has been
/// checked.
///
/// @param email the signed-in account's address
/// @param session a text that stays the same for the session, which nobody else can know
/// @param scope the workspace that the page belongs to, null on pages outside a workspace
/// @param workspaceName the name of that workspace
public record Visitor(
    String email, String session, @Nullable WorkspaceScope scope, @Nullable String workspaceName) {

  private static final String ATTRIBUTE = Visitor.class.getName();

  /// Puts the visitor on the request.
  public void attachTo(HttpServletRequest request) {
    request.setAttribute(ATTRIBUTE, this);
  }

  @Override
  public String toString() {
    return "Visitor[...]";
  }

  /// The visitor of a request; empty when nobody is signed in.
  public static Optional<Visitor> of(HttpServletRequest request) {
    return Optional.ofNullable((Visitor) request.getAttribute(ATTRIBUTE));
  }
}
