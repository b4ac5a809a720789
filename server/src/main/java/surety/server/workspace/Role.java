package surety.server.workspace;

import static surety.server.workspace.Permission.AI_USE;
import static surety.server.workspace.Permission.AUDIT_VIEW;
import static surety.server.workspace.Permission.CONNECTIONS_MANAGE;
import static surety.server.workspace.Permission.CONNECTIONS_VIEW;
import static surety.server.workspace.Permission.COSTS_VIEW;
import static surety.server.workspace.Permission.DASHBOARD_VIEW;
import static surety.server.workspace.Permission.MEMBERS_VIEW;

import java.util.EnumSet;
import java.util.Set;

/// A named bundle of permissions. Every member has one.
public enum Role {
  /// Everything, members and settings included.
  OWNER("Owner", EnumSet.allOf(Permission.class)),
  /// All figures, the connections, the audit trail and AI.
  MANAGER(
      "Manager",
      EnumSet.of(
          DASHBOARD_VIEW,
          COSTS_VIEW,
          MEMBERS_VIEW,
          CONNECTIONS_VIEW,
          CONNECTIONS_MANAGE,
          AUDIT_VIEW,
          AI_USE)),
  /// Figures without costs, and who else is here.
  REP("Rep", EnumSet.of(DASHBOARD_VIEW, MEMBERS_VIEW)),
  /// Figures without costs.
  VIEWER("Viewer", EnumSet.of(DASHBOARD_VIEW));

  private final String label;
  private final Set<Permission> permissions;

  Role(String label, Set<Permission> permissions) {
    this.label = label;
    this.permissions = Set.copyOf(permissions);
  }

  /// The name that people read.
  public String label() {
    return label;
  }

  /// What the role may do.
  public Set<Permission> permissions() {
    return permissions;
  }
}
