package surety.server.posture;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;
import surety.server.posture.claim.Claim;
import surety.server.posture.claim.Claims;
import surety.server.posture.probe.Probe;
import surety.server.posture.run.Nonce;
import surety.server.posture.run.ProbeExecution;
import surety.server.posture.run.RunReport;

/// Runs probes, one after the other.
@Component
public class ProbeRunner {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final ProbeRegistry registry;
  private final Claims claims;
  private final ProbeExecution execution;
  private final OneAtATime alone;

  ProbeRunner(ProbeRegistry registry, Claims claims, ProbeExecution execution, OneAtATime alone) {
    this.registry = registry;
    this.claims = claims;
    this.execution = execution;
    this.alone = alone;
  }

  /// Runs probes and records nothing: for the twin, whose results are its own.
  ///
  /// @param ids which; ids that no probe has are left out
  /// @param each is told each report as soon as it is there
  /// @return the reports in the order of `ids`; empty if others were running probes all the time
  public List<RunReport> tryAll(Collection<String> ids, Consumer<RunReport> each) {
    return alone.run(PATIENCE, () -> run(ids, Optional.empty(), each)).orElse(List.of());
  }

  private List<RunReport> run(
      Collection<String> ids, Optional<String> visitor, Consumer<RunReport> each) {
    List<RunReport> reports = new ArrayList<>();
    for (String id : ids) {
      registry
          .find(id)
          .ifPresent(
              probe -> {
                RunReport report = execution.run(probe, Nonce.draw(visitor), expected(probe));
                reports.add(report);
                each.accept(report);
              });
    }
    return reports;
  }

  private int expected(Probe probe) {
    return claims.servedBy(probe.id()).stream().mapToInt(Claim::minimumCases).max().orElse(1);
  }
}
