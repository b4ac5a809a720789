package surety.server.posture.probe;

import surety.server.workspace.Role;
import surety.server.workspace.WorkspaceId;

/// Two workspaces like any customer's, made through the same pages and kept for all runs.
public interface Canaries {

  /// Makes again what a probe took away: the connection of a, and the token that it holds. Called
  /// before each run and not during one.
  default void restore() {}

  /// The workspace that is attacked. It has one connection, to the recording vendor.
  Canary a();

  /// The workspace that attacks. It has none.
  Canary b();

  /// One of them.
  interface Canary {

    /// Its id.
    WorkspaceId workspace();

    /// A member of that role in it and nowhere else, signed in.
    TargetBrowser as(Role role);

    /// Somebody who is nobody here.
    TargetBrowser stranger();
  }
}
