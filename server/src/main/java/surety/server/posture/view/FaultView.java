package surety.server.posture.view;

import java.time.Instant;

/// A negative control: a probe run while one control was switched off in a twin of this server.
///
/// @param fault what was switched off
/// @param control the control that it belongs to
/// @param strength live-off, planted or transcript
/// @param probe the probe that ran
/// @param killed whether the probe noticed, with attacks that got through
/// @param seq its place in the ledger
/// @param digest SHA-256 of its envelope, hexadecimal
/// @param validUntil when it must have been repeated
public record FaultView(
    String fault,
    String control,
    String strength,
    String probe,
    boolean killed,
    long seq,
    String digest,
    Instant endedAt,
    Instant validUntil) {}
