package surety.server.posture.view;

import java.time.Instant;
import java.util.Optional;

/// A key that signs evidence, or did.
///
/// @param id the key's id in envelopes
/// @param fingerprint SHA-256 of the public key in DER, hexadecimal
/// @param pem the public key
/// @param since from when it signs
/// @param until when another took over, if one has
/// @param handover the place in the ledger of the statement by which the former key hands over, if
///     there was a former one
public record KeyView(
    String id,
    String fingerprint,
    String pem,
    Instant since,
    Optional<Instant> until,
    Optional<Long> handover) {}
