package surety.server.connect.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import surety.server.egress.AnswerHeaders;

/// How long to wait after a vendor said that there were too many requests. `Retry-After` counts
/// wherever it is sent.
///
/// @param header another header that tells how long
/// @param told what that header counts
/// @param otherwise how long where no header tells
/// @param usage a header that ends in what was used and what may be used, `9/10`, for vendors that
///     say 403 when nothing is left
record Patience(
    Optional<String> header, Told told, Optional<Duration> otherwise, Optional<String> usage) {

  static final Patience USUAL =
      new Patience(Optional.empty(), Told.SECONDS_TO_WAIT, Optional.empty(), Optional.empty());
  private static final Pattern USED = Pattern.compile(".*?([0-9]{1,12})/([0-9]{1,12})");

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

  /// Whether the headers say that nothing is left of a quota.
  boolean isUsedUp(AnswerHeaders headers) {
    return usage
        .flatMap(headers::get)
        .map(USED::matcher)
        .filter(Matcher::matches)
        .filter(used -> Long.parseLong(used.group(1)) >= Long.parseLong(used.group(2)))
        .isPresent();
  }

  private String seconds(String text, Instant now) {
    boolean until = told == Told.UNIX_SECONDS && text.matches("[0-9]{1,12}");
    return until ? Long.toString(Math.max(0, Long.parseLong(text) - now.getEpochSecond())) : text;
  }
}
