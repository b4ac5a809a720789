package surety.server.identity;

import java.util.List;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/// An open session in the words of Spring Security. It carries no authorities: what somebody may do
/// depends on the workspace, and the scope says it.
final class SessionAuthentication extends AbstractAuthenticationToken {

  private final transient OpenSession session;

  SessionAuthentication(OpenSession session) {
    super(List.of());
    this.session = session;
    setAuthenticated(true);
  }

  @Override
  public Object getCredentials() {
    return "";
  }

  @Override
  public Object getPrincipal() {
    return session.account();
  }

  @Override
  public String getName() {
    return session.account().toString();
  }
}
