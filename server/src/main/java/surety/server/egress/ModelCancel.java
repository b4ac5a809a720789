package surety.server.egress;

import org.apache.hc.core5.concurrent.Cancellable;
import org.jspecify.annotations.Nullable;

/// Lets another thread end a request to a model provider. Whatever it is doing then, its connection
/// is cut, so that the provider stops.
public final class ModelCancel {

  private @Nullable Cancellable request;
  private boolean cancelled;

  /// Ends the request, now or as soon as it begins. Safe to call from any thread, also again.
  public synchronized void cancel() {
    cancelled = true;
    if (request != null) {
      request.cancel();
    }
  }

  /// Whether the request was ended by [#cancel].
  public synchronized boolean isCancelled() {
    return cancelled;
  }

  synchronized void begins(Cancellable begun) {
    request = begun;
    if (cancelled) {
      begun.cancel();
    }
  }
}
