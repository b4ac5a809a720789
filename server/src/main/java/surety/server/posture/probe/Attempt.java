package surety.server.posture.probe;

/// What came of one attack.
public sealed interface Attempt {

  /// The control refused it in the way that it is meant to.
  ///
  /// @param how such as a status or an SQL state; no secrets, it is published
  record Refused(String how) implements Attempt {}

  /// It got through: the claim is broken.
  ///
  /// @param what it got, without the thing itself; it is published
  record Succeeded(String what) implements Attempt {}

  /// It came to nothing, but not for the reason that was expected, so that it proves nothing.
  ///
  /// @param what was seen instead
  record Unclear(String what) implements Attempt {}

  /// Refused as expected, or succeeded.
  static Attempt of(boolean refused, String seen) {
    return refused ? new Refused(seen) : new Succeeded(seen);
  }
}
