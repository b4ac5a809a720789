package surety.server.posture.probe;

import java.time.Duration;

/// An attack on one or more claims, run against the server that serves customers.
///
/// A probe reports what it tried and what it saw; it never decides its own outcome. It holds no
/// right that its attacker would not hold, and the product does nothing special for it.
/// Implementations keep no state between runs.
public interface Probe {

  /// Its name in the claims files, lower case with hyphens.
  String id();

  /// How it tries to break the claim, in a sentence or two for the public page.
  String attack();

  /// After which a run is ended and invalid.
  default Duration budget() {
    return Duration.ofSeconds(20);
  }

  /// Whether a visitor of the public page may start it: quick, and without effect on customers.
  default boolean cheap() {
    return true;
  }

  /// Attacks, and reports each case to `run`.
  ///
  /// @throws Exception whatever goes wrong; the run is then invalid, never a pass
  void run(ProbeRun run) throws Exception;
}
