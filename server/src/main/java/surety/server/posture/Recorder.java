package surety.server.posture;

import java.math.BigDecimal;
import java.util.List;
import org.springframework.stereotype.Component;
import surety.evidence.BuildInForce;
import surety.evidence.Claim;
import surety.evidence.Claim.ClaimRef;
import surety.evidence.Ledger;
import surety.evidence.LedgerEntry;
import surety.evidence.Outcome;
import surety.evidence.ProbeResult;
import surety.evidence.ProbeResult.Observation;
import surety.evidence.ProbeResult.Target;
import surety.server.posture.record.EvidenceLedger;
import surety.server.posture.record.Running;
import surety.server.posture.run.Measured;
import surety.server.posture.run.RunReport;
import surety.translog.Hash;

/// Puts what runs found into the ledger.
@Component
class Recorder {

  private static final String VANTAGE = "loopback";

  private final EvidenceLedger ledger;
  private final Running running;

  Recorder(EvidenceLedger ledger, Running running) {
    this.ledger = ledger;
    this.running = running;
  }

  /// Signs and appends a report.
  LedgerEntry record(RunReport report) {
    BuildInForce now = running.digests();
    return ledger.appendAll(known -> List.of(result(known, now, report))).getFirst();
  }

  /// The most cases that a run of this very probe found in this build.
  int casesBefore(String probe, String digest) {
    Target target = target(running.digests(), digest);
    return ledger
        .current()
        .all(ProbeResult.class)
        .filter(result -> result.probe().equals(probe) && result.target().equals(target))
        .filter(result -> result.outcome() != Outcome.INVALID)
        .mapToInt(result -> result.cases().declared())
        .max()
        .orElse(0);
  }

  private static ProbeResult result(Ledger known, BuildInForce now, RunReport report) {
    return new ProbeResult(
        report.probe(),
        target(now, report.probeDigest()),
        claims(known, report.probe()),
        VANTAGE,
        report.nonce().server(),
        report.nonce().visitor(),
        report.outcome(),
        report.verdict().reason(),
        report.cases(),
        report.populationHow(),
        report.startedAt(),
        report.endedAt(),
        report.observations().stream().map(Recorder::observation).toList(),
        report.transcript(),
        report.redactions());
  }

  private static Target target(BuildInForce now, String probeDigest) {
    return new Target(now.build(), now.config(), Hash.fromHex(probeDigest));
  }

  // In the revisions that are in force: those that the probe was run for.
  private static List<ClaimRef> claims(Ledger known, String probe) {
    return known.claims().stream()
        .flatMap(
            id ->
                known
                    .all(Claim.class)
                    .filter(claim -> claim.id().equals(id))
                    .reduce((_, later) -> later)
                    .stream())
        .filter(claim -> claim.probes().contains(probe))
        .map(Claim::ref)
        .toList();
  }

  private static Observation observation(Measured measured) {
    return new Observation(measured.name(), BigDecimal.valueOf(measured.value()), measured.unit());
  }
}
