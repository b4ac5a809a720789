package surety.server.posture.probes;

import java.util.Optional;
import surety.evidence.Outcome;
import surety.server.posture.probe.Probe;
import surety.server.posture.run.Nonce;
import surety.server.posture.run.ProbeExecution;
import surety.server.posture.run.RunReport;

/// Runs a probe until it comes to a verdict.
final class Conclusive {

  private static final int RUNS = 3;

  private Conclusive() {}

  /// What a machine that stalled kept from being measured is measured again; what cannot be
  /// measured at all stays so.
  static RunReport run(ProbeExecution execution, Probe probe, int expectedCases) {
    RunReport report = execution.run(probe, Nonce.draw(Optional.empty()), expectedCases);
    for (int runs = 1; runs < RUNS && report.outcome() == Outcome.INVALID; runs++) {
      report = execution.run(probe, Nonce.draw(Optional.empty()), expectedCases);
    }
    return report;
  }
}
