package surety.server.audit;

import java.util.Map;
import java.util.UUID;
import surety.server.workspace.WorkspaceScope;

/// The names of a workspace's connections, for the pages of the audit trail. The module that keeps
/// connections declares one as a bean.
public interface ConnectionNames {

  /// The name of each connection by its id.
  Map<UUID, String> of(WorkspaceScope scope);
}
