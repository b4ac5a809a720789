package surety.server.audit;

/// What is done with a workspace's data. Stored by name: a constant is added and never renamed.
public enum AccessAction {
  /// Figures are shown that are computed for this request.
  DASHBOARD_READ("Read dashboard"),
  /// Figures are shown that a recent fetch left in memory.
  CACHE_READ("Read dashboard from memory"),
  /// Figures in memory are computed again because a member asked or something changed.
  CACHE_REBUILD("Rebuilt figures in memory"),
  /// Figures in memory are refreshed on schedule.
  SCHEDULED_REFRESH("Refreshed on schedule"),
  /// Records are read from a connected system.
  SOURCE_FETCH("Fetched from source"),
  /// A connection's credential and reach are tried.
  CONNECTION_TEST("Tested connection"),
  /// A stored credential is opened.
  SECRET_OPEN("Opened credential"),
  /// Access or change entries are shown.
  TRAIL_READ("Read audit trail"),
  /// Data leaves as a file.
  EXPORT("Exported");

  private final String label;

  AccessAction(String label) {
    this.label = label;
  }

  /// The name that people read.
  public String label() {
    return label;
  }
}
