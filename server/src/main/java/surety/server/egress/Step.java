package surety.server.egress;

import java.net.URI;

/// What one request of a call led to: its end, or another place to ask.
sealed interface Step<T> {

  record Ended<T>(Exchange<T> exchange) implements Step<T> {}

  record Redirected<T>(URI location) implements Step<T> {}
}
