package surety.evidence;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import surety.evidence.ClaimState.ControlProof;
import surety.evidence.Json.JsonNumber;

/// Every claim with its state, as JSON: `claims.json` of the bundle, and what other views copy.
public final class ClaimReport {
  private ClaimReport() {}

  /// The states at one moment.
  public static JsonObject of(Ledger ledger, Instant asOf) {
    List<ClaimState> states = ClaimState.all(ledger, asOf);
    JsonObject counts = Json.object();
    for (State state : State.values()) {
      counts = counts.with(state.text(), states.stream().filter(s -> s.state() == state).count());
    }
    return Json.object()
        .with("asOf", asOf)
        .with("entries", ledger.head().size())
        .with("counts", counts)
        .with("claims", states.stream().map(ClaimReport::claim).toList());
  }

  /// One claim with its state.
  public static JsonObject claim(ClaimState state) {
    JsonObject id = Json.object().with("id", state.id());
    JsonObject json =
        state
            .claim()
            .map(claim -> terms(id, claim))
            .orElse(id)
            .with("state", state.state().text())
            .with("reason", state.reason())
            .with("since", state.since())
            .with("confidence", confidence(state.confidence()))
            .with("negativeControl", negativeControl(state.controlProof()))
            .with("evidence", evidence(state));
    return whereKnown(json, state);
  }

  private static JsonObject terms(JsonObject json, Claim claim) {
    return json.with("revision", claim.revision())
        .with("sentence", claim.sentence())
        .with("kind", claim.kind().text())
        .with("severity", claim.severity().text())
        .with("control", claim.control())
        .with("probes", Json.texts(claim.probes()));
  }

  private static JsonObject whereKnown(JsonObject json, ClaimState state) {
    JsonObject dated = state.freshUntil().map(end -> json.with("freshUntil", end)).orElse(json);
    JsonObject aged =
        state.age().map(age -> dated.with("ageSeconds", age.toSeconds())).orElse(dated);
    JsonObject counted = state.cases().map(cases -> aged.with("cases", cases.json())).orElse(aged);
    JsonObject excused =
        state.accepted().map(risk -> counted.with("accepted", risk.predicate())).orElse(counted);
    return state.lastState().map(last -> excused.with("lastState", last.text())).orElse(excused);
  }

  private static JsonObject confidence(Confidence confidence) {
    return Json.object()
        .with("score", new JsonNumber(BigDecimal.valueOf(confidence.score())))
        .with("reason", confidence.reason());
  }

  private static JsonObject negativeControl(ControlProof proof) {
    JsonObject json =
        Json.object()
            .with("faults", Json.texts(proof.faults()))
            .with("killed", Json.texts(proof.killed()));
    JsonObject dated = proof.at().map(at -> json.with("at", at)).orElse(json);
    return proof.validUntil().map(end -> dated.with("validUntil", end)).orElse(dated);
  }

  private static Json evidence(ClaimState state) {
    return new Json.JsonList(
        state.evidence().stream()
            .<Json>map(seq -> new JsonNumber(BigDecimal.valueOf(seq)))
            .toList());
  }
}
