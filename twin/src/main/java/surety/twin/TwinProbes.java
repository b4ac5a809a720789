package surety.twin;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import surety.server.posture.ProbeRegistry;
import surety.server.posture.ProbeRunner;
import surety.server.posture.claim.Claims;
import surety.server.posture.probe.Probe;
import surety.server.posture.run.RunReport;

/// The probes of the twin's server, run as its own schedule would run them, with nothing recorded.
final class TwinProbes {

  private final Ground twin;

  TwinProbes(Ground twin) {
    this.twin = twin;
  }

  /// Those that serve a claim which can be shown; the others have nothing to say yet. Last come
  /// those
  /// that take apart what others need: under a fault they may not be able to put it together again.
  List<String> ids() {
    Claims claims = twin.bean(Claims.class);
    return twin.bean(ProbeRegistry.class).all().stream()
        .sorted(Comparator.comparing(probe -> !probe.cheap()))
        .map(Probe::id)
        .filter(id -> claims.servedBy(id).stream().anyMatch(claim -> claim.unproven().isEmpty()))
        .toList();
  }

  /// @throws FaultRefused if there is no such probe
  Map<String, Object> run(String id) {
    long from = System.nanoTime();
    List<RunReport> reports = twin.bean(ProbeRunner.class).tryAll(List.of(id), _ -> {});
    if (reports.isEmpty()) {
      throw new FaultRefused("no probe '" + id + "'");
    }
    RunReport report = reports.getFirst();
    return Map.of(
        "probe", report.probe(),
        "digest", report.probeDigest(),
        "outcome", report.outcome().name(),
        "reason", report.verdict().reason(),
        "cases", report.cases(),
        "transcript", report.transcript(),
        "endedAt", report.endedAt().toString(),
        "millis", (System.nanoTime() - from) / 1_000_000);
  }
}
