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
  /// Entries that are past the workspace's retention are removed.
  TRAIL_EXPIRE("Removed entries past their time"),
  /// Data leaves as a file.
  EXPORT("Exported"),
  /// A person signs in, with a link or with a code.
  SIGN_IN("Signed in"),
  /// A wrong code is typed for a person's address.
  SIGN_IN_CODE("Typed a sign-in code"),
  /// A person signs out.
  SIGN_OUT("Signed out"),
  /// A person ends another session of its own.
  SESSION_END("Ended a session"),
  /// A session that nobody used for its time is over.
  SESSION_EXPIRE("Session ran out"),
  /// A model provider is asked, with names replaced.
  MODEL_CALL("Asked a model"),
  /// An agent asks for figures or records, and gets them with names replaced.
  AGENT_CALL("Answered an agent"),
  /// The log is streamed to a receiver that an owner has named: once for each day on which it is.
  LOG_STREAM("Streamed the log"),
  /// A line that says nothing is sent to such a receiver.
  LOG_STREAM_TEST("Tested a stream"),
  /// A page or an act is asked for that the principal has no permission for.
  PERMISSION("Asked without permission"),
  /// Nothing: an entry of the past that was made to see when the trail lets go of it.
  RETENTION_TRIAL("Tried the retention");

  private final String label;

  AccessAction(String label) {
    this.label = label;
  }

  /// The name that people read.
  public String label() {
    return label;
  }
}
