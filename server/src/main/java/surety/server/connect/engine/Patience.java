package surety.server.connect.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import surety.server.egress.AnswerHeaders;

/// How long to wait after a vendor said that there were too many requests. `Retry-After` counts
/// wherever it is sent.
///
/// @param header another header that tells the seconds to wait
/// @param otherwise how long where no header tells
record Patience(Optional<String> header, Optional<Duration> otherwise) {

  static final Patience USUAL = new Patience(Optional.empty(), Optional.empty());

  Optional<Duration> after(AnswerHeaders headers, Instant now) {
    return headers
        .get("Retry-After")
        .or(() -> header.flatMap(headers::get))
        .flatMap(text -> Verdict.wait(text, now))
        .or(() -> otherwise);
  }
}
