package surety.server.insight;

import java.time.Instant;
import java.util.List;
import surety.server.insight.dashboard.Dashboard;
import surety.server.platform.Ephemeral;

/// What another module gets to see of a workspace's figures.
public sealed interface DashboardLook {

  /// Figures. The access is recorded.
  ///
  /// @param startedAt when they began to be read
  record Ready(Dashboard dashboard, Instant startedAt) implements DashboardLook, Ephemeral {
    @Override
    public String toString() {
      return "Ready[startedAt=" + startedAt + "]";
    }
  }

  /// They are still being read.
  record Underway() implements DashboardLook {}

  /// They could not be read a moment ago.
  ///
  /// @param reasons sentences, one for each thing that could not be read
  record Unreadable(List<String> reasons) implements DashboardLook {
    /// Copies the list.
    public Unreadable {
      reasons = List.copyOf(reasons);
    }
  }

  /// There is nothing to read.
  record NothingConnected() implements DashboardLook {}
}
