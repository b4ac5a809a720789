package surety.server.insight;

import java.time.Duration;
import org.springframework.stereotype.Repository;
import surety.server.workspace.WorkspaceDatabase;
import surety.server.workspace.WorkspaceScope;

/// How long a workspace lets its figures be shown.
///
/// Asked when they are read. A change drops what is held on the server that makes it; other servers
/// follow with their next reading.
@Repository
class FigureLimit {

  private final WorkspaceDatabase database;

  FigureLimit(WorkspaceDatabase database) {
    this.database = database;
  }

  Duration of(WorkspaceScope scope) {
    return database
        .readOnce(
            scope,
            "SELECT figures_seconds FROM workspace.workspace WHERE workspace_id = ?",
            (row, _) -> Duration.ofSeconds(row.getInt(1)),
            scope.workspace().value())
        .getFirst();
  }
}
