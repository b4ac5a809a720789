package surety.server.posture.view;

/// The ledger as a whole.
///
/// @param size how many entries it has
/// @param root its Merkle root, hexadecimal
/// @param checkpoint the signed note over both
/// @param runs90 probe runs in the last 90 days
/// @param attacks90 attacks in them
public record LogView(long size, String root, String checkpoint, long runs90, long attacks90) {}
