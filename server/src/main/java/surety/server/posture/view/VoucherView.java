package surety.server.posture.view;

import java.time.Instant;
import java.util.Optional;

/// Somebody's word for a claim.
///
/// @param seq the attestation's place in the ledger
/// @param digest SHA-256 of its envelope, hexadecimal
/// @param owner who vouches, by office
/// @param statement what is vouched for
/// @param document SHA-256 of the evidence document, hexadecimal
/// @param approvedAt when a second person approved it, if one has
public record VoucherView(
    long seq,
    String digest,
    String owner,
    String statement,
    String document,
    Instant issued,
    Instant expires,
    Optional<Instant> approvedAt) {}
