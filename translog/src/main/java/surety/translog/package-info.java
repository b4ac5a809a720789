/// Append-only logs whose past cannot be changed unnoticed: Merkle trees with proofs (RFC 6962),
/// tiles (C2SP tlog-tiles), signed checkpoints (C2SP signed note, tlog-checkpoint) and witnesses
/// who cosign them (C2SP tlog-cosignature, tlog-witness).
///
/// Start at [MerkleLog] and [Checkpoint], or, for logs that are larger than memory, at [TileWriter]
/// and [TileReader]. A [Commitment] lets a payload be erased while the tree still verifies.
/// [LogExport] writes what [LogVerifier] and `VerifyLog.java` verify without the log. [Witness] is
/// what a customer runs. Formats, and what this does not protect against, are in `SPEC.md` beside
/// this library, which needs the JDK alone.
@org.jspecify.annotations.NullMarked
package surety.translog;
