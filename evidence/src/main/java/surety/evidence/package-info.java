/// Signed evidence and what follows from it.
///
/// An [Entry] is one thing that was found or said: a run of a probe, an attestation, a claim. The
/// [LedgerWriter] signs it as an in-toto statement in a DSSE envelope, chained to the entry before.
/// A [Ledger] is a sequence of such envelopes that was checked. [ClaimState] is the only place
/// where
/// the state of a claim is decided, from the ledger and the clock and nothing else. A [Bundle] is
/// all of it in one file that a stranger verifies offline.
///
/// Formats and rules are in `SPEC.md` beside this library, which needs the JDK alone.
@org.jspecify.annotations.NullMarked
package surety.evidence;
