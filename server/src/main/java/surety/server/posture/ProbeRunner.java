package surety.server.posture;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import surety.evidence.LedgerEntry;
import surety.server.posture.claim.Claim;
import surety.server.posture.claim.Claims;
import surety.server.posture.probe.Probe;
import surety.server.posture.record.OneAtATime;
import surety.server.posture.run.Nonce;
import surety.server.posture.run.ProbeDigest;
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
  private final Recorder recorder;

  ProbeRunner(
      ProbeRegistry registry,
      Claims claims,
      ProbeExecution execution,
      OneAtATime alone,
      Recorder recorder) {
    this.registry = registry;
    this.claims = claims;
    this.execution = execution;
    this.alone = alone;
    this.recorder = recorder;
  }

  /// Runs probes and appends what they found to the ledger.
  ///
  /// @param ids which; ids that no probe has are left out
  /// @param visitor a text that goes into the signed results, if somebody asked for the runs
  /// @param each is told each report, with its entry, as soon as it is recorded
  /// @return what was recorded, in the order of `ids`; empty if others were running probes all the
  ///     time
  public List<Recorded> runAll(
      Collection<String> ids, Optional<String> visitor, Consumer<Recorded> each) {
    return alone
        .run(PATIENCE, () -> probes(ids).map(probe -> recorded(probe, visitor, each)).toList())
        .orElse(List.of());
  }

  /// Runs probes and records nothing: for the twin, whose results are its own.
  ///
  /// @param ids which; ids that no probe has are left out
  /// @param each is told each report as soon as it is there
  /// @return the reports in the order of `ids`; empty if others were running probes all the time
  public List<RunReport> tryAll(Collection<String> ids, Consumer<RunReport> each) {
    return alone
        .run(PATIENCE, () -> probes(ids).map(this::run).peek(each).toList())
        .orElse(List.of());
  }

  /// A report and the entry that it became.
  public record Recorded(RunReport report, LedgerEntry entry) {}

  private Stream<Probe> probes(Collection<String> ids) {
    return ids.stream().flatMap(id -> registry.find(id).stream());
  }

  private Recorded recorded(Probe probe, Optional<String> visitor, Consumer<Recorded> each) {
    alone.goOn();
    int before = recorder.casesBefore(probe.id(), ProbeDigest.of(probe));
    int expected = Math.max(before, minimum(probe));
    RunReport report = execution.run(probe, Nonce.draw(visitor), expected);
    var recorded = new Recorded(report, recorder.record(report));
    each.accept(recorded);
    return recorded;
  }

  private RunReport run(Probe probe) {
    alone.goOn();
    return execution.run(probe, Nonce.draw(Optional.empty()), minimum(probe));
  }

  private int minimum(Probe probe) {
    return claims.servedBy(probe.id()).stream().mapToInt(Claim::minimumCases).max().orElse(1);
  }
}
