package surety.server.platform;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Ends a request with a problem. Thrown by whoever finds that the request cannot be served.
public final class Refusal extends RuntimeException {

  private final transient Problem problem;
  private final @Nullable Duration retryAfter;

  /// Ends the request with this problem.
  public Refusal(Problem problem) {
    this(problem, null);
  }

  private Refusal(Problem problem, @Nullable Duration retryAfter) {
    super(problem.name(), null, false, false);
    this.problem = problem;
    this.retryAfter = retryAfter;
  }

  /// Ends the request because there were too many; the client may come back after this time.
  public static Refusal tooMany(Duration retryAfter) {
    return new Refusal(Problem.TOO_MANY, retryAfter);
  }

  /// What the client reads.
  public Problem problem() {
    return problem;
  }

  Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
