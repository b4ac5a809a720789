package surety.server.insight;

import java.util.List;
import surety.server.connect.ConnectedSource;
import surety.server.workspace.WorkspaceScope;

/// Finds the systems that a workspace has connected.
@FunctionalInterface
interface SourceLookup {

  /// The connections that figures are read from, oldest first; empty where there is none.
  List<ConnectedSource> sources(WorkspaceScope scope);
}
