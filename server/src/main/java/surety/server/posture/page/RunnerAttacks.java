package surety.server.posture.page;

import java.util.List;
import java.util.Optional;
import surety.evidence.ProbeResult;
import surety.server.posture.ProbeRegistry;
import surety.server.posture.ProbeRunner;
import surety.server.posture.claim.Claim;
import surety.server.posture.claim.Claims;
import surety.server.posture.probe.Probe;
import surety.server.posture.view.RunView;

/// The same attacks by the same runner as on the schedule.
final class RunnerAttacks implements VisitorAttacks {

  private final ProbeRegistry registry;
  private final ProbeRunner runner;
  private final Claims claims;

  RunnerAttacks(ProbeRegistry registry, ProbeRunner runner, Claims claims) {
    this.registry = registry;
    this.runner = runner;
    this.claims = claims;
  }

  @Override
  public List<String> all() {
    return registry.all().stream().filter(Probe::cheap).map(Probe::id).toList();
  }

  @Override
  public List<String> of(String claim) {
    List<String> cheap = all();
    return claims
        .find(claim)
        .map(it -> it.probes().stream().filter(cheap::contains).toList())
        .orElse(List.of());
  }

  @Override
  public List<String> claims() {
    List<String> cheap = all();
    return claims.all().stream()
        .filter(claim -> claim.probes().stream().anyMatch(cheap::contains))
        .map(Claim::id)
        .toList();
  }

  @Override
  public RunView run(String probe, String visitorNonce) {
    var recorded =
        runner.runAll(List.of(probe), Optional.of(visitorNonce), _ -> {}).stream()
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("others ran attacks all the time"));
    if (recorded.entry().entry() instanceof ProbeResult result) {
      return RunView.of(recorded.entry(), result, attackOf(probe));
    }
    throw new IllegalStateException("a run is recorded as a result");
  }

  /// How a probe tries to break its claims; an empty text for one that this build does not have.
  String attackOf(String probe) {
    return registry.find(probe).map(Probe::attack).orElse("");
  }
}
