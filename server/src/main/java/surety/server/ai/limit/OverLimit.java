package surety.server.ai.limit;

import java.time.Duration;

/// A call would go beyond a limit of its workspace or key. Nothing was sent.
public final class OverLimit extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// What there is no more of.
  public enum What {
    REQUESTS("requests in a minute"),
    TOKENS("tokens for today"),
    SPEND("dollars for today");

    private final String label;

    What(String label) {
      this.label = label;
    }

    /// The words that people read.
    public String label() {
      return label;
    }
  }

  private final What what;
  private final Duration wait;

  OverLimit(What what, Duration wait) {
    super(what.name(), null, false, false);
    this.what = what;
    this.wait = wait;
  }

  /// What there is no more of.
  public What what() {
    return what;
  }

  /// How long until it may be otherwise; at least a second.
  public Duration retryAfter() {
    return wait.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : wait;
  }
}
