/// Append-only logs whose past cannot be changed unnoticed: Merkle trees with proofs (RFC 6962),
/// tiles (C2SP tlog-tiles) and signed checkpoints (C2SP signed note, tlog-checkpoint).
///
/// Start at [MerkleLog] and [Checkpoint], or, for logs that are larger than memory, at [TileWriter]
/// and [TileReader]. Formats are in `SPEC.md` beside this library, which needs
/// the JDK alone.
@org.jspecify.annotations.NullMarked
package surety.translog;
