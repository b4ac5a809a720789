package surety.evidence;

import java.time.Duration;
import java.util.Locale;

/// How bad it would be if a claim were untrue, and hence how often it is tried.
public enum Severity {
  /// A day; may not rest on a person's word alone.
  CRITICAL(1, 3, 7, 0),
  /// Three days.
  HIGH(3, 7, 30, 90),
  /// A week.
  MEDIUM(7, 30, 30, 180),
  /// A month.
  LOW(30, 90, 90, 365);

  private final Duration fresh;
  private final Duration expire;
  private final Duration negativeControl;
  private final Duration attestation;

  Severity(long freshDays, long expireDays, long negativeControlDays, long attestationDays) {
    this.fresh = Duration.ofDays(freshDays);
    this.expire = Duration.ofDays(expireDays);
    this.negativeControl = Duration.ofDays(negativeControlDays);
    this.attestation = Duration.ofDays(attestationDays);
  }

  /// The longest time for which a pass may count as fresh.
  public Duration fresh() {
    return fresh;
  }

  /// The longest time after which a pass counts for nothing.
  public Duration expire() {
    return expire;
  }

  /// How long the proof that a probe can fail holds.
  public Duration negativeControl() {
    return negativeControl;
  }

  /// How long an attestation holds; zero if none is enough.
  public Duration attestation() {
    return attestation;
  }

  /// As it is written in files: lower case.
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Severity of(String text) {
    return Words.read(Severity.class, text);
  }
}
