package surety.server.workspace;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who acts in which workspace, with which permissions. Every reach for a workspace's data needs
/// one.
///
/// Only [WorkspaceScopes] makes a scope, from a checked membership or for a job of the server, so a
/// method that takes one cannot be handed an id from a request.
public final class WorkspaceScope {

  private final WorkspaceId workspace;
  private final PrincipalId principal;
  private final Accessor accessor;
  private final @Nullable Role role;
  private final Set<Permission> permissions;

  WorkspaceScope(
      WorkspaceId workspace,
      PrincipalId principal,
      Accessor accessor,
      @Nullable Role role,
      Set<Permission> permissions) {
    this.workspace = workspace;
    this.principal = principal;
    this.accessor = accessor;
    this.role = role;
    this.permissions = Set.copyOf(permissions);
  }

  /// The workspace.
  public WorkspaceId workspace() {
    return workspace;
  }

  /// The member, or the server itself.
  public PrincipalId principal() {
    return principal;
  }

  /// In which capacity the principal acts.
  public Accessor accessor() {
    return accessor;
  }

  /// The member's role; null when the server itself acts.
  public @Nullable Role role() {
    return role;
  }

  /// What the principal may do.
  public Set<Permission> permissions() {
    return permissions;
  }

  /// Whether the principal may do this.
  public boolean permits(Permission permission) {
    return permissions.contains(permission);
  }

  /// Goes on only if the principal may do this.
  ///
  /// @throws PermissionMissing if not
  public void require(Permission permission) {
    if (!permits(permission)) {
      throw new PermissionMissing(permission);
    }
  }

  @Override
  public String toString() {
    return "WorkspaceScope[" + workspace + ", " + principal + ", " + accessor + "]";
  }
}
