package surety.server.posture.claim;

import java.time.Duration;
import java.util.Locale;

/// How much depends on a claim, and so for how long one result counts.
public enum Severity {
  /// A day, then it is stale; three, then it is expired.
  CRITICAL(24, 3, 7),
  /// Three days, then a week.
  HIGH(3 * 24, 7, 30),
  /// A week, then thirty days.
  MEDIUM(7 * 24, 30, 30),
  /// Thirty days, then ninety.
  LOW(30 * 24, 90, 90);

  private static final int RUNS_WHILE_FRESH = 24;

  private final Duration fresh;
  private final Duration expire;
  private final Duration control;

  Severity(int freshHours, int expireDays, int controlDays) {
    this.fresh = Duration.ofHours(freshHours);
    this.expire = Duration.ofDays(expireDays);
    this.control = Duration.ofDays(controlDays);
  }

  /// For how long a result is fresh.
  public Duration fresh() {
    return fresh;
  }

  /// After which a result counts no more.
  public Duration expire() {
    return expire;
  }

  /// For how long it counts that a probe was seen to fail with its control switched off.
  public Duration negativeControl() {
    return control;
  }

  /// How long to wait between two runs: a few may come to nothing before a result is stale.
  public Duration interval() {
    return fresh.dividedBy(RUNS_WHILE_FRESH);
  }

  /// As in the files and in evidence.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
