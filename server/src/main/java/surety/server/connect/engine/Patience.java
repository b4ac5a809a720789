package surety.server.connect.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import surety.server.egress.AnswerHeaders;

/// How long to wait after a vendor said that there were too many requests. `Retry-After` counts
/// wherever it is sent.
///
/// @param header another header that tells how long
/// @param told what that header counts
/// @param otherwise how long where no header tells
record Patience(Optional<String> header, Told told, Optional<Duration> otherwise) {

  static final Patience USUAL =
      new Patience(Optional.empty(), Told.SECONDS_TO_WAIT, Optional.empty());

  /// What a header counts.
  enum Told {
    SECONDS_TO_WAIT,
    /// The seconds since 1970 at which to go on.
    UNIX_SECONDS
  }

  Optional<Duration> after(AnswerHeaders headers, Instant now) {
    return headers
        .get("Retry-After")
        .or(() -> header.flatMap(headers::get).map(text -> seconds(text, now)))
        .flatMap(text -> Verdict.wait(text, now))
        .or(() -> otherwise);
  }

  private String seconds(String text, Instant now) {
    boolean until = told == Told.UNIX_SECONDS && text.matches("[0-9]{1,12}");
    return until ? Long.toString(Math.max(0, Long.parseLong(text) - now.getEpochSecond())) : text;
  }
}
