package surety.server.posture.run;

import java.util.Map;
import java.util.Optional;
import surety.server.posture.probe.Attempt;

/// Decides what a run shows. Nothing else does: see [surety.server.posture.probe.ProbeRun].
final class Judge {

  private Judge() {}

  /// @param expectedCases the fewest cases that count: what the claims ask for, and what runs of
  ///     this build found before
  static Verdict verdict(Findings run, int expectedCases) {
    long succeeded = run.count(Attempt.Succeeded.class);
    if (succeeded > 0) {
      return Verdict.fail(
          "%d %s succeeded".formatted(succeeded, succeeded == 1 ? "attack" : "attacks"));
    }
    return invalid(run, expectedCases).map(Verdict::invalid).orElseGet(Verdict::pass);
  }

  private static Optional<String> invalid(Findings run, int expectedCases) {
    return firstOf(ended(run), controls(run), population(run, expectedCases), attacks(run))
        .or(() -> when(!run.echoed, "the nonce did not come back through the target"));
  }

  @SafeVarargs
  private static Optional<String> firstOf(Optional<String>... reasons) {
    return java.util.Arrays.stream(reasons).flatMap(Optional::stream).findFirst();
  }

  private static Optional<String> ended(Findings run) {
    return when(!run.ended.isEmpty(), run.ended);
  }

  private static Optional<String> controls(Findings run) {
    if (run.controls.isEmpty()) {
      return Optional.of("nothing shows that what is permitted works");
    }
    return run.controls.entrySet().stream()
        .filter(control -> !control.getValue())
        .map(Map.Entry::getKey)
        .findFirst()
        .map("a positive control did not hold: "::concat);
  }

  private static Optional<String> population(Findings run, int expected) {
    int declared = run.declared.size();
    if (declared == 0) {
      return Optional.of("there was nothing to attack");
    }
    return when(
        declared < expected, "%d cases (expected: at least %d)".formatted(declared, expected));
  }

  private static Optional<String> attacks(Findings run) {
    var undeclared =
        run.attempts.keySet().stream().filter(which -> !run.declared.contains(which)).findFirst();
    if (undeclared.isPresent()) {
      return Optional.of("a case was attacked that was not declared: " + undeclared.get());
    }
    int missing = run.declared.size() - run.executed();
    if (missing > 0) {
      return Optional.of("%d of %d cases not tried".formatted(missing, run.declared.size()));
    }
    long unclear = run.count(Attempt.Unclear.class);
    return when(unclear > 0, "%d attempts came to nothing".formatted(unclear));
  }

  private static Optional<String> when(boolean wrong, String reason) {
    return wrong ? Optional.of(reason) : Optional.empty();
  }
}
