package surety.server.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.UUID;
import surety.server.platform.Token;
import surety.server.workspace.Role;
import surety.server.workspace.Visitor;
import surety.server.workspace.WorkspaceId;
import surety.server.workspace.WorkspaceScopes;
import surety.twin.Fault;
import surety.twin.FaultSwitch;
import surety.twin.SqlFault;

/// Sessions that lead where their account is no member, or that lead anywhere when they are over.
@SqlFault(
    id = "session-not-ended",
    control = "scope-source",
    function = "identity.end_session(bytea, uuid)",
    replace = "DELETE FROM identity.session s WHERE",
    by = "PERFORM FROM identity.session s WHERE")
@SqlFault(
    id = "session-without-end",
    control = "scope-source",
    off =
        "CREATE OR REPLACE VIEW identity.live_session WITH (security_invoker = true) AS"
            + " SELECT * FROM identity.session",
    on =
        "CREATE OR REPLACE VIEW identity.live_session WITH (security_invoker = true) AS"
            + " SELECT * FROM identity.session"
            + " WHERE last_seen_at > now() - interval '30 days'"
            + " AND created_at > now() - interval '90 days'")
final class SessionFaults {

  private SessionFaults() {}

  /// Whoever is signed in owns every workspace that it names.
  @Fault(
      id = "any-workspace-by-path",
      control = "no-impersonation",
      target = Sessions.class,
      method = "find",
      spoils = true)
  static Optional<OpenSession> anyWorkspace(
      Sessions self, Token secret, Optional<WorkspaceId> workspace) {
    return FaultSwitch.callOriginal(() -> self.find(secret, workspace))
        .map(
            session ->
                session.membership().isPresent()
                    ? session
                    : new OpenSession(
                        session.id(),
                        session.secret(),
                        session.account(),
                        session.email(),
                        workspace.map(SessionFaults::owned)));
  }

  private static OpenSession.Membership owned(WorkspaceId workspace) {
    return new OpenSession.Membership(workspace, "any", UUID.randomUUID(), Role.OWNER, false);
  }

  /// A header names the workspace.
  @Fault(
      id = "workspace-by-header",
      control = "scope-source",
      target = WorkspaceInterceptor.class,
      method = "preHandle")
  static boolean byHeader(
      WorkspaceInterceptor self,
      HttpServletRequest request,
      HttpServletResponse response,
      Object handler) {
    boolean goesOn = FaultSwitch.callOriginal(() -> self.preHandle(request, response, handler));
    String named = request.getHeader("X-Workspace");
    if (named != null) {
      var workspace = new WorkspaceId(UUID.fromString(named));
      var scope = new WorkspaceScopes().ofVerifiedMember(workspace, UUID.randomUUID(), Role.OWNER);
      new Visitor("somebody", "session", scope, "any").attachTo(request);
    }
    return goesOn;
  }
}
