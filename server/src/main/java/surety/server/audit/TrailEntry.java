package surety.server.audit;

import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import surety.server.workspace.Accessor;
import surety.server.workspace.PrincipalId;

/// What entries of both trails have in common.
sealed interface TrailEntry permits AccessRow, ChangeRow, ChangeImages {

  /// When it was recorded, by the database's clock.
  OffsetDateTime at();

  UUID id();

  Accessor accessor();

  UUID principal();

  /// The address of the member; null when the principal is no member now.
  @Nullable String email();

  /// Who it was, for people to read.
  default String who() {
    String address = email();
    if (address != null) {
      return Visible.of(address);
    }
    return principal().equals(PrincipalId.SYSTEM.value())
        ? "Surety"
        : "Removed member " + principal();
  }

  default TrailPosition position() {
    return new TrailPosition(at(), id());
  }
}
