package surety.server.connect;

import java.util.UUID;
import surety.server.workspace.WorkspaceId;

/// Published after a connection was added, got another credential, or is gone, so that what was
/// read through it is no longer shown.
public record ConnectionChanged(WorkspaceId workspace, UUID connection, Kind kind) {

  /// What happened.
  public enum Kind {
    ADDED,
    ROTATED,
    REMOVED
  }
}
