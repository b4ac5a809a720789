package surety.server.connect.engine;

import java.time.Duration;
import java.util.Optional;
import surety.server.connect.FetchReport.Reason;

/// What a request for a page came to, after all tries.
sealed interface Delivery {

  /// The page.
  record Got(Page page) implements Delivery {}

  /// No page.
  ///
  /// @param about a code that says more, or empty
  record Stopped(Reason reason, String about) implements Delivery {

    /// Whether other pages of the same list would fare no better.
    boolean endsTheFetch() {
      return switch (reason) {
        case MALFORMED_ANSWER, TOO_LARGE -> false;
        case CREDENTIALS_REFUSED,
            CREDENTIAL_UNAVAILABLE,
            FORBIDDEN,
            NOT_FOUND,
            REQUEST_REJECTED,
            THROTTLED,
            VENDOR_DOWN,
            TIMED_OUT,
            EGRESS_REFUSED,
            RECORDS_UNREADABLE,
            RECORDS_MISSING,
            UNSUPPORTED ->
            true;
      };
    }
  }

  /// No page yet: another try may bring it.
  ///
  /// @param pause how long the vendor asks us to wait, if it does
  /// @param tries how often it may be tried in all
  record Again(Stopped otherwise, Optional<Duration> pause, int tries) implements Delivery {}
}
