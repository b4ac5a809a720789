package surety.server.workspace;

import java.util.UUID;

/// Names who acts in a workspace: a member by its member id, or [#SYSTEM].
public record PrincipalId(UUID value) {

  /// The server itself: schedules and cache rebuilds.
  public static final PrincipalId SYSTEM = new PrincipalId(new UUID(0L, 1L));

  @Override
  public String toString() {
    return value.toString();
  }
}
