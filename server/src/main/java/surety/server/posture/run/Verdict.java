package surety.server.posture.run;

import surety.evidence.Outcome;

/// The outcome of a run, and why; the reason of a pass is empty.
public record Verdict(Outcome outcome, String reason) {

  static Verdict pass() {
    return new Verdict(Outcome.PASS, "");
  }

  static Verdict fail(String reason) {
    return new Verdict(Outcome.FAIL, reason);
  }

  static Verdict invalid(String reason) {
    return new Verdict(Outcome.INVALID, reason);
  }
}
