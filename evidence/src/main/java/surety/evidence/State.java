package surety.evidence;

import java.util.Locale;

/// What is known of a claim. The order is from best to worst: time alone only ever leads downward.
public enum State {
  /// Every probe passed lately on this build, and each was shown to be able to fail.
  PROVEN,
  /// A person says so, a second one agrees, until a date.
  ATTESTED,
  /// The last pass is older than it should be.
  STALE,
  /// The last pass, or the attestation, is too old to count.
  EXPIRED,
  /// No valid pass, or no proof that the probe can fail, for what runs now.
  UNPROVEN,
  /// An attack succeeded, something speaks against it, or it could not be checked for too long.
  FAILING,
  /// No longer claimed.
  WITHDRAWN;

  /// As it is written in files: lower case.
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
