package surety.server.vault;

import java.time.Instant;
import java.util.Optional;
import surety.envelope.RootKeyId;

/// A root key of the installation.
///
/// @param place where the servers keep it, as in the settings; `elsewhere` if not where these say;
///     empty if no running server has it
/// @param current whether values are sealed under it
/// @param prepared whether it was drawn for a rotation that has not begun yet
/// @param firstSeen when a server first had it; empty if none ever said so
/// @param since when it was last made current
/// @param removed when an operator had the servers forget it
/// @param sealed values that need it
/// @param holding running servers that have it
/// @param sealing running servers that seal under it
/// @param servers all running servers
public record RootKeyState(
    RootKeyId id,
    Optional<String> place,
    boolean current,
    boolean prepared,
    Optional<Instant> firstSeen,
    Optional<Instant> since,
    Optional<Instant> removed,
    long sealed,
    long holding,
    long sealing,
    long servers) {

  /// Whether the servers may forget it: nothing needs it, and nobody seals under it.
  public boolean removable() {
    return !current && !prepared && removed.isEmpty() && sealed == 0 && sealing == 0 && holding > 0;
  }
}
