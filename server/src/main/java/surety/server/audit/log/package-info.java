/// The log of each workspace: a Merkle tree over the entries of both trails, with proofs and signed
/// checkpoints (the library `translog`).
///
/// Entries are durable before anything else happens; a moment later the [Sequencer] gives each its
/// place in the log. The tree holds salted commitments alone, so entries can go and every proof
/// still verifies.
@NullMarked
package surety.server.audit.log;

import org.jspecify.annotations.NullMarked;
