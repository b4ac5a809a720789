package surety.server.workspace;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/// Gives every page what the frame around it shows: who is signed in, where, and which pages are
/// open to them.
@ControllerAdvice
class ShellAdvice {

  private final List<NavigationLink> links;

  ShellAdvice(List<NavigationLink> links) {
    this.links = links.stream().sorted(Comparator.comparingInt(NavigationLink::order)).toList();
  }

  @ModelAttribute("shell")
  Shell shell(HttpServletRequest request) {
    return Visitor.of(request).map(this::shell).orElse(Shell.SIGNED_OUT);
  }

  private Shell shell(Visitor visitor) {
    WorkspaceScope scope = visitor.scope();
    if (scope == null) {
      return new Shell(visitor.email(), null, null, null, List.of());
    }
    Role role = scope.role();
    return new Shell(
        visitor.email(),
        visitor.workspaceName(),
        "/w/" + scope.workspace(),
        role == null ? null : role.label(),
        links.stream().filter(link -> scope.permits(link.needed())).toList());
  }

  /// What the template `platform/shell` reads.
  record Shell(
      @Nullable String email,
      @Nullable String workspaceName,
      @Nullable String base,
      @Nullable String role,
      List<NavigationLink> links) {

    static final Shell SIGNED_OUT = new Shell(null, null, null, null, List.of());
  }
}
