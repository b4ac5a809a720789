package surety.server.connect.engine;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import surety.server.connect.FetchReport.Reason;
import surety.server.egress.AnswerHeaders;
import surety.server.egress.Exchange;
import surety.server.egress.Failure;

/// Decides what an exchange means for a fetch: done, over, or worth another try.
final class Verdict {

  private static final int TRIES = 4;
  private static final int TRIES_WHEN_MALFORMED = 2;
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);
  private static final Duration SHORTEST_WAIT = Duration.ofMillis(200);

  private Verdict() {}

  static Delivery on(Exchange<Page> exchange, Patience patience, Instant now) {
    return switch (exchange) {
      case Exchange.Answered<Page>(_, _, var page) -> new Delivery.Got(page);
      case Exchange.Declined<Page>(var status, var headers) ->
          declined(status, headers, patience, now);
      case Exchange.Refused<Page>(var reason) ->
          new Delivery.Stopped(Reason.EGRESS_REFUSED, reason.name());
      case Exchange.Failed<Page>(var reason) -> failed(reason);
    };
  }

  private static Delivery declined(
      int status, AnswerHeaders headers, Patience patience, Instant now) {
    Optional<Duration> wait = headers.get("Retry-After").flatMap(text -> wait(text, now));
    return switch (status) {
      case 401 -> new Delivery.Stopped(Reason.CREDENTIALS_REFUSED, "");
      case 403 ->
          patience.isUsedUp(headers)
              ? again(Reason.THROTTLED, "", patience.after(headers, now), TRIES)
              : new Delivery.Stopped(Reason.FORBIDDEN, "");
      case 404, 410 -> new Delivery.Stopped(Reason.NOT_FOUND, "");
      case 408, 425 -> again(Reason.TIMED_OUT, "", wait, TRIES);
      case 429 -> again(Reason.THROTTLED, "", patience.after(headers, now), TRIES);
      default ->
          status >= 500
              ? again(Reason.VENDOR_DOWN, "", wait, TRIES)
              : new Delivery.Stopped(Reason.REQUEST_REJECTED, Integer.toString(status));
    };
  }

  private static Delivery failed(Failure failure) {
    String code = failure.name();
    return switch (failure) {
      case TIMED_OUT -> again(Reason.TIMED_OUT, code, Optional.empty(), TRIES_WHEN_MALFORMED);
      case UNREACHABLE -> again(Reason.VENDOR_DOWN, code, Optional.empty(), TRIES);
      case MALFORMED ->
          again(Reason.MALFORMED_ANSWER, code, Optional.empty(), TRIES_WHEN_MALFORMED);
      case NAME_NOT_RESOLVED, NOT_TRUSTED -> new Delivery.Stopped(Reason.VENDOR_DOWN, code);
      case TOO_LARGE -> new Delivery.Stopped(Reason.TOO_LARGE, code);
    };
  }

  private static Delivery again(Reason reason, String about, Optional<Duration> wait, int tries) {
    return new Delivery.Again(new Delivery.Stopped(reason, about), wait, tries);
  }

  /// Retry-After in either form of RFC 9110, section 10.2.3.
  static Optional<Duration> wait(String text, Instant now) {
    Optional<Duration> wait =
        text.strip().matches("[0-9]{1,9}")
            ? Optional.of(Duration.ofSeconds(Long.parseLong(text.strip())))
            : until(text.strip(), now);
    return wait.map(it -> clamp(it));
  }

  private static Duration clamp(Duration wait) {
    if (wait.compareTo(SHORTEST_WAIT) < 0) {
      return SHORTEST_WAIT;
    }
    return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
  }

  private static Optional<Duration> until(String date, Instant now) {
    try {
      return Optional.of(
          Duration.between(
              now, ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant()));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
