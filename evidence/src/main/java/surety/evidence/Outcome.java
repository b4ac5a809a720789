package surety.evidence;

/// What came of a run of a probe.
public enum Outcome {
  /// Every attack was refused, and the run shows that it could have been otherwise.
  PASS,
  /// An attack succeeded.
  FAIL,
  /// The run shows nothing. Never a pass.
  INVALID;

  static Outcome of(String text) {
    for (Outcome outcome : values()) {
      if (outcome.name().equals(text)) {
        return outcome;
      }
    }
    throw new JsonInvalid("not an Outcome");
  }
}
