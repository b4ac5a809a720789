package surety.server.posture.command;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.springframework.stereotype.Component;
import surety.evidence.BuildInForce;
import surety.evidence.ClaimState;
import surety.evidence.Json;
import surety.evidence.JsonObject;
import surety.evidence.Ledger;
import surety.evidence.NegativeControl;
import surety.evidence.ProbeResult;
import surety.evidence.ProbeResult.Cases;
import surety.evidence.State;
import surety.server.posture.ProbeRegistry;
import surety.server.posture.record.EvidenceLedger;
import surety.server.posture.record.Running;

/// Claims, faults and probes as they are now, for `./surety prove`.
@Component
class Overview {

  private final EvidenceLedger ledger;
  private final ProbeRegistry registry;
  private final Running running;
  private final Clock clock;

  Overview(EvidenceLedger ledger, ProbeRegistry registry, Running running, Clock clock) {
    this.ledger = ledger;
    this.registry = registry;
    this.running = running;
    this.clock = clock;
  }

  JsonObject json() {
    Ledger known = ledger.current();
    Instant now = clock.instant();
    BuildInForce digests = running.digests();
    List<ClaimState> states = ClaimState.all(known, now);
    List<NegativeControl> cells = cells(known, digests);
    return Json.object()
        .with("at", now)
        .with("build", digests.build())
        .with("config", digests.config())
        .with("allProven", states.stream().allMatch(Overview::nothingToProve))
        .with("claims", states.stream().map(Overview::claim).toList())
        .with("faults", faults(cells))
        .with(
            "probes", registry.ids().stream().map(id -> probe(id, known, digests, cells)).toList());
  }

  // A claim without a probe is a person's to vouch for; but what speaks against it is a failure.
  private static boolean nothingToProve(ClaimState state) {
    return state.state() == State.PROVEN
        || state.state() == State.WITHDRAWN
        || (hasNoProbe(state) && state.state() != State.FAILING);
  }

  private static boolean waitsForPerson(ClaimState state) {
    return hasNoProbe(state) && nothingToProve(state) && state.state() != State.ATTESTED;
  }

  private static boolean hasNoProbe(ClaimState state) {
    return state.claim().filter(claim -> claim.probes().isEmpty()).isPresent();
  }

  private static JsonObject claim(ClaimState state) {
    var claim = state.claim().orElseThrow();
    return Json.object()
        .with("id", state.id())
        .with("kind", claim.kind().text())
        .with("severity", claim.severity().text())
        .with("state", state.state().text())
        .with("reason", state.reason())
        .with("since", state.since())
        .with("control", claim.control())
        .with("probes", Json.texts(claim.probes()))
        .with("nothingToProve", nothingToProve(state))
        .with("waitsForPerson", waitsForPerson(state))
        .with("sentence", claim.sentence());
  }

  // The newest run of each probe against each fault, on what runs now.
  private static List<NegativeControl> cells(Ledger known, BuildInForce digests) {
    Map<List<String>, NegativeControl> newest = new LinkedHashMap<>();
    known
        .all(NegativeControl.class)
        .filter(cell -> cell.target().build().equals(digests.build()))
        .filter(cell -> cell.target().config().equals(digests.config()))
        .forEach(cell -> newest.put(List.of(cell.fault(), cell.probe()), cell));
    return List.copyOf(newest.values());
  }

  private static List<JsonObject> faults(List<NegativeControl> cells) {
    Map<String, NegativeControl> byId = new LinkedHashMap<>();
    cells.forEach(cell -> byId.putIfAbsent(cell.fault(), cell));
    return byId.values().stream()
        .map(
            fault ->
                Json.object()
                    .with("id", fault.fault())
                    .with("control", fault.control())
                    .with("class", fault.faultClass().text())
                    .with("killedBy", killers(fault.fault(), cells)))
        .toList();
  }

  private static Json killers(String fault, List<NegativeControl> cells) {
    return Json.texts(
        cells.stream()
            .filter(cell -> cell.fault().equals(fault) && cell.killed())
            .map(NegativeControl::probe)
            .sorted()
            .toList());
  }

  private static JsonObject probe(
      String id, Ledger known, BuildInForce digests, List<NegativeControl> cells) {
    Optional<ProbeResult> last =
        known
            .all(ProbeResult.class)
            .filter(result -> result.probe().equals(id))
            .filter(result -> result.target().build().equals(digests.build()))
            .reduce((_, later) -> later);
    var kills = new TreeSet<String>();
    cells.stream()
        .filter(cell -> cell.probe().equals(id) && cell.killed())
        .forEach(cell -> kills.add(cell.fault()));
    return Json.object()
        .with("id", id)
        .with("outcome", last.map(result -> result.outcome().name()).orElse("NOT RUN"))
        .with("reason", last.map(ProbeResult::reason).orElse(""))
        .with("cases", last.map(ProbeResult::cases).map(Overview::cases).orElse(Json.object()))
        .with("kills", Json.texts(List.copyOf(kills)));
  }

  private static JsonObject cases(Cases cases) {
    return Json.object()
        .with("declared", cases.declared())
        .with("executed", cases.executed())
        .with("attacksRefused", cases.attacksRefused())
        .with("attacksSucceeded", cases.attacksSucceeded())
        .with("positiveControls", cases.positiveControls());
  }
}
