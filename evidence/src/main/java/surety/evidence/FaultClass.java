package surety.evidence;

/// How a probe was shown to be able to fail, strongest first.
public enum FaultClass {
  /// The control was off in a twin of the server.
  LIVE_OFF,
  /// A violation that the control should catch was planted.
  PLANTED,
  /// Recorded answers were changed. Not enough for a critical or high claim.
  TRANSCRIPT;

  /// As it is written: lower case, with a hyphen.
  public String text() {
    return Words.write(this);
  }

  static FaultClass of(String text) {
    return Words.read(FaultClass.class, text);
  }
}
