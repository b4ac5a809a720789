package surety.server.identity;

import jakarta.servlet.http.HttpServletRequest;
import surety.server.workspace.PermissionMissing;
import surety.server.workspace.WorkspaceScope;
import surety.twin.Fault;
import surety.twin.SqlFault;

/// Events that nobody is told of.
@SqlFault(
    id = "wrong-codes-unrecorded",
    control = "security-events",
    function = "identity.record_failed_code(text)",
    replace = "identity.record_event(person, 'SIGN_IN_CODE', 'REFUSED') = 0",
    by = "true")
final class EventFaults {

  private EventFaults() {}

  /// Refuses and records nothing.
  @Fault(
      id = "refusals-unrecorded",
      control = "security-events",
      target = RefusedRequests.class,
      method = "record")
  static void unseen(
      RefusedRequests self,
      WorkspaceScope scope,
      PermissionMissing missing,
      HttpServletRequest request) {}
}
