package surety.server.posture.run;

/// What a run shows.
public enum Outcome {
  /// Every attack was refused, in a run that would have noticed otherwise.
  PASS,
  /// An attack succeeded.
  FAIL,
  /// Nothing. Counts as little as no run at all.
  INVALID
}
