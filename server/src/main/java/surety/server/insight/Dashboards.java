package surety.server.insight;

import java.time.Duration;
import org.springframework.stereotype.Service;
import surety.server.audit.AccessAction;
import surety.server.insight.dashboard.Dashboard;
import surety.server.insight.figures.Range;
import surety.server.workspace.WorkspaceScope;

/// Dashboards for other modules: the same figures that members see, with the same permissions and
/// the same entries in the trail.
@Service
public class Dashboards {

  private final Figures figures;

  Dashboards(Figures figures) {
    this.figures = figures;
  }

  /// Reads the dashboard of a range. Whether costs are in it is a matter of the scope.
  ///
  /// @param patience how long to wait where figures have to be read from the systems
  /// @throws surety.server.audit.AuditUnavailable if the access could not be recorded
  public DashboardLook look(WorkspaceScope scope, Range range, Duration patience) {
    return switch (figures.look(scope, AccessAction.CACHE_READ, range, patience)) {
      case Look.Ready ready ->
          new DashboardLook.Ready(
              Dashboard.of(ready.figures(), range, ready.held().missing()), ready.startedAt());
      case Look.Underway _ -> new DashboardLook.Underway();
      case Look.Unreadable unreadable ->
          new DashboardLook.Unreadable(
              unreadable.sources().stream().flatMap(DashboardView::problems).distinct().toList());
      case Look.NothingConnected() -> new DashboardLook.NothingConnected();
    };
  }
}
