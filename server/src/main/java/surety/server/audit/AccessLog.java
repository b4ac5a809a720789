package surety.server.audit;

import surety.server.workspace.WorkspaceScope;

/// Records accesses to a workspace's data.
///
/// Many callers share one write and one commit, so that recording costs little under load. Both
/// methods block; call them from a virtual thread.
public interface AccessLog {

  /// Records an access before it happens.
  ///
  /// @return the proof, once the entry is committed and flushed to disk
  /// @throws AuditUnavailable if it could not be; the access must then fail
  AuditHandle record(WorkspaceScope scope, AccessEntry entry);

  /// Records how an access ended, as an entry of its own that names the first one: entries never
  /// change.
  ///
  /// @param count how many records were read, 0 or more
  /// @throws AuditUnavailable if it could not be recorded; the first entry stands
  void complete(AuditHandle access, Outcome outcome, long count);

  /// Records how an access ended, with more to say about it.
  ///
  /// @throws AuditUnavailable if it could not be recorded; the first entry stands
  void complete(AuditHandle access, Outcome outcome, long count, AccessDetail detail);
}
