package surety.server.workspace;

/// The principal is a member of the workspace but may not do what it asked for.
public final class PermissionMissing extends RuntimeException {

  private final Permission permission;

  PermissionMissing(Permission permission) {
    super("permission missing: " + permission);
    this.permission = permission;
  }

  /// What would have been needed.
  public Permission permission() {
    return permission;
  }
}
