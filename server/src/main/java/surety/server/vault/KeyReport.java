package surety.server.vault;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// What there is to know of the root keys and of the ages of secrets, without a secret.
///
/// @param at when it was asked
/// @param origin where the asked server has its current key, in words
/// @param place the same by its kind
/// @param keys the root keys, the latest first
/// @param secrets every secret with its age, oldest first, at most [#MOST_SECRETS] credentials
public record KeyReport(
    Instant at,
    String origin,
    RootKeyPlace place,
    boolean changeable,
    List<RootKeyState> keys,
    List<Secret> secrets) {

  /// How many credentials a report lists at most: the oldest.
  public static final int MOST_SECRETS = 10_000;

  /// A secret in use.
  ///
  /// @param what it is, such as `api-token`
  /// @param workspace whose it is; empty if it is the installation's
  /// @param id by which the installation knows it
  /// @param since when it was made or last replaced
  /// @param due when it is to be replaced; empty if it need not be
  public record Secret(
      String what, Optional<UUID> workspace, String id, Instant since, Optional<Instant> due) {

    /// Whether it should have been replaced by now.
    public boolean overdue(Instant now) {
      return due.filter(now::isAfter).isPresent();
    }

    /// How long it has been in use, in whole days.
    public long days(Instant now) {
      return Duration.between(since, now).toDays();
    }
  }

  /// Values that are sealed under another key than the current one.
  public long toMove() {
    return keys.stream().filter(key -> !key.current()).mapToLong(RootKeyState::sealed).sum();
  }
}
