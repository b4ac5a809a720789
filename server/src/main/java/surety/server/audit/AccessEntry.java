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
/// @param detail what more there is to say; null when there is nothing
public record AccessEntry(
    AccessAction action,
    DataScope data,
    @Nullable UUID connectionId,
    @Nullable Long count,
    Outcome outcome,
    @Nullable AccessDetail detail) {

  /// @throws IllegalArgumentException if the count is negative
  public AccessEntry {
    if (count != null && count < 0) {
      throw new IllegalArgumentException("count: " + count + " (expected: 0 or more)");
    }
  }

  /// An access that is about to begin.
  public static AccessEntry of(AccessAction action, DataScope data) {
    return new AccessEntry(action, data, null, null, Outcome.BEGUN, null);
  }

  /// An access that was asked for and not allowed.
  public static AccessEntry refused(AccessAction action, DataScope data) {
    return new AccessEntry(action, data, null, null, Outcome.REFUSED, null);
  }

  /// The same access, through this connection.
  public AccessEntry through(UUID connection) {
    return new AccessEntry(action, data, connection, count, outcome, detail);
  }

  /// The same access, with more to say about it.
  public AccessEntry with(AccessDetail more) {
    return new AccessEntry(action, data, connectionId, count, outcome, more);
  }

  /// How the same access ended.
  AccessEntry ended(Outcome how, long records) {
    return new AccessEntry(action, data, connectionId, records, how, null);
  }
}
