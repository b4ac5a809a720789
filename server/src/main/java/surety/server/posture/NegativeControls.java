package surety.server.posture;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import surety.evidence.BuildInForce;
import surety.evidence.FaultClass;
import surety.evidence.LedgerEntry;
import surety.evidence.NegativeControl;
import surety.evidence.Outcome;
import surety.evidence.ProbeResult.Target;
import surety.evidence.Severity;
import surety.server.posture.claim.Claim;
import surety.server.posture.claim.Claims;
import surety.server.posture.probe.Probe;
import surety.server.posture.record.EvidenceLedger;
import surety.server.posture.record.Running;
import surety.server.posture.run.ProbeDigest;
import surety.translog.Hash;

/// Takes over what a twin of this server reported: which probes noticed which control that was
/// switched off.
///
/// What a twin of another build, in another configuration, or with another probe found says nothing
/// about this server and is refused. For how long a report counts is decided here and not by the
/// twin.
@Component
public class NegativeControls {

  private static final Duration OLDEST = Duration.ofHours(24);

  private final ProbeRegistry registry;
  private final Claims claims;
  private final EvidenceLedger ledger;
  private final Running running;
  private final Clock clock;

  NegativeControls(
      ProbeRegistry registry, Claims claims, EvidenceLedger ledger, Running running, Clock clock) {
    this.registry = registry;
    this.claims = claims;
    this.ledger = ledger;
    this.running = running;
    this.clock = clock;
  }

  /// One run of a probe in the twin.
  ///
  /// @param fault what was switched off
  /// @param control which control that is
  /// @param target the twin's build, configuration and the probe's digest
  /// @param twin the digest of what the twin has more than the server
  public record Report(
      String fault,
      String control,
      FaultClass faultClass,
      String probe,
      Target target,
      Hash twin,
      Outcome outcome,
      int attacksSucceeded,
      Instant endedAt) {}

  /// Signs and appends reports, all or none. That a probe does not notice a fault is said once for
  /// what runs, and not week after week: nineteen reports in twenty say so, and no state follows
  /// from how often.
  ///
  /// @return what was appended
  /// @throws IllegalArgumentException if one of them is not about this server, or too old; the
  ///     message tells which and why
  public List<LedgerEntry> append(List<Report> reports) {
    BuildInForce now = running.digests();
    reports.forEach(report -> refusal(report, now).ifPresent(NegativeControls::refuse));
    return ledger.appendAll(
        known -> {
          Map<Cell, NegativeControl> newest = new HashMap<>();
          known.all(NegativeControl.class).forEach(run -> newest.put(Cell.of(run), run));
          return reports.stream().map(this::entry).filter(run -> isNews(newest, run)).toList();
        });
  }

  private static boolean isNews(Map<Cell, NegativeControl> newest, NegativeControl run) {
    return run.killed()
        || Optional.ofNullable(newest.get(Cell.of(run)))
            .filter(before -> !before.killed() && before.outcome() == run.outcome())
            .isEmpty();
  }

  /// A probe, as it is here, against a fault of this twin.
  private record Cell(String fault, Target target, String probe, Hash twin) {
    static Cell of(NegativeControl run) {
      return new Cell(run.fault(), run.target(), run.probe(), run.twin());
    }
  }

  private static void refuse(String why) {
    throw new IllegalArgumentException(why);
  }

  private Optional<String> refusal(Report report, BuildInForce now) {
    String which = "fault " + report.fault() + ", probe " + report.probe() + ": ";
    Optional<Probe> probe = registry.find(report.probe());
    if (probe.isEmpty()) {
      return Optional.of(which + "this server has no such probe");
    }
    Target here = new Target(now.build(), now.config(), Hash.fromHex(ProbeDigest.of(probe.get())));
    if (!here.build().equals(report.target().build())) {
      return Optional.of(which + "the twin was another build");
    }
    if (!here.config().equals(report.target().config())) {
      return Optional.of(which + "the twin had another configuration");
    }
    if (!here.equals(report.target())) {
      return Optional.of(which + "the twin had another version of the probe");
    }
    Instant clockNow = clock.instant();
    if (report.endedAt().isAfter(clockNow) || report.endedAt().isBefore(clockNow.minus(OLDEST))) {
      return Optional.of(which + "the run ended in the future or more than a day ago");
    }
    return Optional.empty();
  }

  private NegativeControl entry(Report report) {
    return new NegativeControl(
        report.fault(),
        report.control(),
        report.faultClass(),
        report.probe(),
        report.target(),
        report.twin(),
        report.outcome(),
        report.attacksSucceeded(),
        report.endedAt(),
        report.endedAt().plus(validity(report.control())));
  }

  private Duration validity(String control) {
    return claims.all().stream()
        .filter(claim -> claim.control().equals(control))
        .map(Claim::severity)
        .map(Severity::negativeControl)
        .min(Duration::compareTo)
        .orElse(Severity.CRITICAL.negativeControl());
  }
}
