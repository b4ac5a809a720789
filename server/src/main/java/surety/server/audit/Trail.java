package surety.server.audit;

import java.io.IOException;
import java.util.List;
import org.springframework.stereotype.Service;
import surety.server.workspace.Permission;
import surety.server.workspace.WorkspaceScope;

/// Shows the audit trail of a workspace. Each look at it is itself recorded first.
@Service
class Trail {

  // Each page of an export is a transaction of its own, so that a slow reader holds none open.
  private static final int EXPORT_PAGE = 1000;

  private final AccessLog log;
  private final TrailRows rows;

  Trail(AccessLog log, TrailRows rows) {
    this.log = log;
    this.rows = rows;
  }

  /// A page of access entries.
  ///
  /// @throws AuditUnavailable if the look could not be recorded
  TrailPage<AccessRow> accesses(WorkspaceScope scope, TrailFilter filter, TrailPosition after) {
    return page(scope, filter, after, "access-trail", rows::accesses);
  }

  /// A page of change entries.
  ///
  /// @throws AuditUnavailable if the look could not be recorded
  TrailPage<ChangeRow> changes(WorkspaceScope scope, TrailFilter filter, TrailPosition after) {
    return page(scope, filter, after, "change-trail", rows::changes);
  }

  /// Begins to export access entries: recorded when this returns, written when it is told to.
  ///
  /// @throws AuditUnavailable if the export could not be recorded
  Export exportAccesses(WorkspaceScope scope, TrailFilter filter) {
    return export(scope, filter, "access-trail", TrailCsv.ACCESSES, rows::accesses);
  }

  /// Begins to export change entries: recorded when this returns, written when it is told to.
  ///
  /// @throws AuditUnavailable if the export could not be recorded
  Export exportChanges(WorkspaceScope scope, TrailFilter filter) {
    return export(scope, filter, "change-trail", TrailCsv.CHANGES, rows::changes);
  }

  private <T extends TrailEntry> TrailPage<T> page(
      WorkspaceScope scope,
      TrailFilter filter,
      TrailPosition after,
      String kind,
      Source<T> source) {
    scope.require(Permission.AUDIT_VIEW);
    log.record(scope, AccessEntry.of(AccessAction.TRAIL_READ, filter.scopeOf(kind)));
    return TrailPage.of(source.read(scope, filter, after, TrailPage.SIZE + 1), TrailPage.SIZE);
  }

  private <T extends TrailEntry> Export export(
      WorkspaceScope scope, TrailFilter filter, String kind, TrailCsv<T> csv, Source<T> source) {
    scope.require(Permission.AUDIT_VIEW);
    AuditHandle handle =
        log.record(scope, AccessEntry.of(AccessAction.EXPORT, filter.scopeOf(kind)));
    return out -> {
      long written = 0;
      Outcome outcome = Outcome.FAILED;
      try {
        csv.writeHeader(out);
        for (List<T> page = source.read(scope, filter, TrailPosition.NEWEST, EXPORT_PAGE);
            !page.isEmpty();
            page = source.read(scope, filter, page.getLast().position(), EXPORT_PAGE)) {
          csv.write(page, out);
          written += page.size();
        }
        outcome = Outcome.COMPLETED;
      } finally {
        log.complete(handle, outcome, written);
      }
    };
  }

  /// Reads entries that follow a place.
  private interface Source<T> {
    List<T> read(WorkspaceScope scope, TrailFilter filter, TrailPosition after, int limit);
  }

  /// An export that was recorded and not yet written.
  interface Export {

    /// Writes it as CSV.
    ///
    /// @throws IOException if the reader went away
    void writeTo(Appendable out) throws IOException;
  }
}
