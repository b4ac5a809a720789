package surety.server.workspace;

import java.util.UUID;
import surety.server.platform.Ids;

/// Names a workspace.
public record WorkspaceId(UUID value) {

  /// A new id.
  public static WorkspaceId next() {
    return new WorkspaceId(Ids.next());
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
