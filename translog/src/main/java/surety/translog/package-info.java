/// Append-only logs whose past cannot be changed unnoticed: Merkle trees with proofs (RFC 6962) and
/// signed checkpoints (C2SP signed note, tlog-checkpoint).
///
/// Start at [MerkleLog] and [Checkpoint]. Formats are in `SPEC.md` beside this library, which needs
/// the JDK alone.
@org.jspecify.annotations.NullMarked
package surety.translog;
