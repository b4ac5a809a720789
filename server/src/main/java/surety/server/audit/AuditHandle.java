package surety.server.audit;

import java.util.UUID;
import surety.server.workspace.WorkspaceId;
import surety.server.workspace.WorkspaceScope;

/// Proof that an access entry is durable. Only the [AccessLog] makes one, so a method that takes a
/// handle cannot be reached by an access that was not recorded.
public final class AuditHandle {

  private final UUID entryId;
  private final WorkspaceScope scope;
  private final AccessEntry entry;

  AuditHandle(UUID entryId, WorkspaceScope scope, AccessEntry entry) {
    this.entryId = entryId;
    this.scope = scope;
    this.entry = entry;
  }

  /// The id of the entry.
  public UUID entryId() {
    return entryId;
  }

  /// The workspace whose data may be read.
  public WorkspaceId workspace() {
    return scope.workspace();
  }

  /// What was recorded. A handle for one connection or kind of data proves nothing about another.
  public AccessEntry entry() {
    return entry;
  }

  WorkspaceScope scope() {
    return scope;
  }

  @Override
  public String toString() {
    return "AuditHandle[" + entryId + "]";
  }
}
