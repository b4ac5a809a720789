package surety.server.workspace;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What a principal may do in a workspace. Checked by the route and again by the policies of the
/// tables.
public enum Permission {
  /// See the dashboards, without what is derived from cost rates.
  DASHBOARD_VIEW(0),
  /// See cost rates and what is derived from them, such as margins.
  COSTS_VIEW(1),
  /// See who is a member.
  MEMBERS_VIEW(2),
  /// Invite and remove members and change their roles.
  MEMBERS_MANAGE(3),
  /// See the connections and their state.
  CONNECTIONS_VIEW(4),
  /// Add, test, rotate and revoke connections.
  CONNECTIONS_MANAGE(5),
  /// Read the audit trail.
  AUDIT_VIEW(6),
  /// Change the workspace's settings.
  SETTINGS_MANAGE(7),
  /// Ask AI models through this server.
  AI_USE(8);

  private final int position;

  Permission(int position) {
    this.position = position;
  }

  /// The bit that stands for this permission in a scope and in a policy. It never changes: policies
  /// hold it.
  public long bit() {
    return 1L << position;
  }

  /// The bits of several permissions.
  public static long bits(Collection<Permission> permissions) {
    return permissions.stream().mapToLong(Permission::bit).reduce(0, (a, b) -> a | b);
  }

  /// The permissions that these bits stand for.
  public static Set<Permission> of(long bits) {
    return Arrays.stream(values())
        .filter(permission -> (bits & permission.bit()) != 0)
        .collect(Collectors.toUnmodifiableSet());
  }

  /// The bits by name, for migrations, which write `${DASHBOARD_VIEW}` and not a number.
  public static Map<String, String> placeholders() {
    return Arrays.stream(values())
        .collect(Collectors.toMap(Enum::name, p -> Long.toString(p.bit())));
  }
}
