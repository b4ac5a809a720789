package surety.server.insight;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One reading that is under way. Everybody who looks at the workspace meanwhile waits for the same
/// one.
final class Flight {

  private final Progress progress = new Progress();
  private final CompletableFuture<Optional<Held>> result = new CompletableFuture<>();

  Progress progress() {
    return progress;
  }

  void landed(Held held) {
    result.complete(Optional.of(held));
  }

  /// What was read is not to be shown to anybody: something changed meanwhile.
  void discarded() {
    result.complete(Optional.empty());
  }

  void crashed(Throwable why) {
    result.completeExceptionally(why);
  }

  /// The result, once it is there; empty if it is not after `patience`, or was discarded.
  ///
  /// @throws RuntimeException what ended the reading
  Optional<Held> await(Duration patience) {
    try {
      return result.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    }
  }
}
