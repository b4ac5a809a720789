package surety.server.audit;

import java.io.IOException;
import surety.server.platform.Ids;
import surety.server.workspace.WorkspaceDatabase;
import surety.server.workspace.WorkspaceScope;
import surety.server.workspace.WorkspaceScopes;

/// Makes handles for tests of what needs one but is not about the audit trail.
public final class AuditHandles {

  private AuditHandles() {}

  /// A handle for an entry that no database holds.
  public static AuditHandle unrecorded(WorkspaceScope scope, AccessEntry entry) {
    return new AuditHandle(Ids.next(), scope, entry);
  }

  /// The log of a server that has this database.
  public static AccessLog log(WorkspaceDatabase database) {
    return new DurableAccessLog(new AccessRows(database));
  }

  /// The retention of a server that has this database.
  public static Retention retention(WorkspaceDatabase database) {
    return new Retention(database);
  }

  /// The administration stream of a server that has this database.
  public static AdministrationLog administration(WorkspaceDatabase database) {
    return new AdministrationLog(database, new WorkspaceScopes());
  }

  /// What the log throws when it cannot write.
  public static AuditUnavailable unavailable() {
    return new AuditUnavailable(new IOException("the disk is full"));
  }
}
