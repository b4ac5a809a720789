package surety.server.audit;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import surety.server.workspace.Permission;
import surety.server.workspace.WorkspaceScope;

/// Shows the audit trail of a workspace. Each look at it is itself recorded first.
@Service
class Trail {

  // Each page of an export is a transaction of its own, so that a slow reader holds none open.
  private static final int EXPORT_PAGE = 1000;

  private final AccessLog log;
  private final TrailSearch search;
  private final ObjectProvider<ConnectionNames> connections;

  Trail(AccessLog log, TrailSearch search, ObjectProvider<ConnectionNames> connections) {
    this.log = log;
    this.search = search;
    this.connections = connections;
  }

  /// A page of access entries.
  ///
  /// @throws AuditUnavailable if the look could not be recorded
  TrailPage<AccessRow> accesses(WorkspaceScope scope, TrailFilter filter, TrailPosition after) {
    return page(scope, TrailRows.ACCESSES, filter, after);
  }

  /// A page of change entries.
  ///
  /// @throws AuditUnavailable if the look could not be recorded
  TrailPage<ChangeRow> changes(WorkspaceScope scope, TrailFilter filter, TrailPosition after) {
    return page(scope, TrailRows.CHANGES, filter, after);
  }

  /// Begins to export access entries: recorded when this returns, written when it is told to.
  ///
  /// @throws AuditUnavailable if the export could not be recorded
  Export exportAccesses(WorkspaceScope scope, TrailFilter filter) {
    return export(scope, TrailRows.ACCESSES, filter, TrailCsv.ACCESSES);
  }

  /// Begins to export change entries: recorded when this returns, written when it is told to.
  ///
  /// @throws AuditUnavailable if the export could not be recorded
  Export exportChanges(WorkspaceScope scope, TrailFilter filter) {
    return export(scope, TrailRows.WHOLE_CHANGES, filter, TrailCsv.CHANGES);
  }

  /// The name of each connection by its id.
  Map<UUID, String> connections(WorkspaceScope scope) {
    ConnectionNames names = connections.getIfAvailable();
    return names == null ? Map.of() : names.of(scope);
  }

  private <T extends TrailEntry> TrailPage<T> page(
      WorkspaceScope scope, TrailRows<T> rows, TrailFilter filter, TrailPosition after) {
    scope.require(Permission.AUDIT_VIEW);
    log.record(scope, AccessEntry.of(AccessAction.TRAIL_READ, filter.scopeOf(rows.kind())));
    return search.page(scope, rows, filter, lookedInto(scope, filter), after, TrailPage.SIZE);
  }

  private <T extends TrailEntry> Export export(
      WorkspaceScope scope, TrailRows<T> rows, TrailFilter filter, TrailCsv<T> csv) {
    scope.require(Permission.AUDIT_VIEW);
    AuditHandle handle =
        log.record(scope, AccessEntry.of(AccessAction.EXPORT, filter.scopeOf(rows.kind())));
    return out -> {
      long written = 0;
      Outcome outcome = Outcome.FAILED;
      try {
        Map<UUID, String> names = lookedInto(scope, filter);
        csv.writeHeader(out);
        Optional<TrailPosition> place = Optional.of(TrailPosition.NEWEST);
        while (place.isPresent()) {
          TrailPage<T> page = search.page(scope, rows, filter, names, place.get(), EXPORT_PAGE);
          csv.write(page.entries(), out);
          written += page.entries().size();
          place = page.older();
        }
        outcome = Outcome.COMPLETED;
      } finally {
        log.complete(handle, outcome, written);
      }
    };
  }

  // The names are content of the workspace as well, and read where words are looked for in them.
  private Map<UUID, String> lookedInto(WorkspaceScope scope, TrailFilter filter) {
    return filter.fields().containsKey(TrailField.TEXT) ? connections(scope) : Map.of();
  }

  /// An export that was recorded and not yet written.
  interface Export {

    /// Writes it as CSV.
    ///
    /// @throws IOException if the reader went away
    void writeTo(Appendable out) throws IOException;
  }
}
