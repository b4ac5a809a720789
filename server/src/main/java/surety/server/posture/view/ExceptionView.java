package surety.server.posture.view;

import java.time.Instant;

/// A risk that is accepted until a date. The claim stays failing.
///
/// @param by who accepts it, by office
/// @param reason why
public record ExceptionView(String by, String reason, Instant until) {}
