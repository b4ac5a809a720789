package surety.server.vault;

import java.util.Optional;
import surety.envelope.RootKeyId;

/// What a rotation of the root key did, or would do.
///
/// @param former the key that values were sealed under
/// @param next the key that they are sealed under now; empty in a rehearsal that would draw it
/// @param moved values that were moved, or would be
/// @param failed values that do not open and were left as they are
/// @param servers running servers
/// @param continued whether a rotation was finished that had begun before, and no key was drawn
public record KeyRotation(
    RootKeyId former,
    Optional<RootKeyId> next,
    long moved,
    long failed,
    long servers,
    boolean continued) {}
