/// Attestations: what a person vouches for, on a document, until a date.
///
/// An operator gives one on the machine (`./surety attest`); a second person, whose account the
/// setting `SURETY_POSTURE_APPROVERS` names, approves it on a page, signed in. Both are entries of
/// the ledger. Neither sets a state: the state function decides what they are worth.
@NullMarked
package surety.server.posture.attest;

import org.jspecify.annotations.NullMarked;
