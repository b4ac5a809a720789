package surety.server.audit;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What an access entry tells beyond who and when. The accessor and principal come from the signed
/// scope, and the time from the database.
///
/// @param action what is done
/// @param data which data it reaches
/// @param connectionId the connection that it goes through; null when it goes through none
/// @param count how many records were read; null while that is unknown
/// @param outcome how far the access has come
public record AccessEntry(
    AccessAction action,
    DataScope data,
    @Nullable UUID connectionId,
    @Nullable Long count,
    Outcome outcome) {

  /// @throws IllegalArgumentException if the count is negative
  public AccessEntry {
    if (count != null && count < 0) {
      throw new IllegalArgumentException("count: " + count + " (expected: 0 or more)");
    }
  }

  /// An access that is about to begin.
  public static AccessEntry of(AccessAction action, DataScope data) {
    return new AccessEntry(action, data, null, null, Outcome.BEGUN);
  }

  /// An access that was asked for and not allowed.
  public static AccessEntry refused(AccessAction action, DataScope data) {
    return new AccessEntry(action, data, null, null, Outcome.REFUSED);
  }

  /// The same access, through this connection.
  public AccessEntry through(UUID connection) {
    return new AccessEntry(action, data, connection, count, outcome);
  }

  /// How the same access ended.
  AccessEntry ended(Outcome how, long records) {
    return new AccessEntry(action, data, connectionId, records, how);
  }
}
