package surety.server.posture.command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import surety.evidence.BuildInForce;
import surety.evidence.FaultClass;
import surety.evidence.Json;
import surety.evidence.JsonObject;
import surety.evidence.LedgerBroken;
import surety.evidence.Outcome;
import surety.evidence.ProbeResult;
import surety.evidence.ProbeResult.Cases;
import surety.server.posture.NegativeControls;
import surety.server.posture.Posture;
import surety.server.posture.ProbeRegistry;
import surety.server.posture.ProbeRunner;
import surety.server.posture.attest.Attestations;
import surety.server.posture.claim.Claims;
import surety.server.posture.record.EvidenceLedger;
import surety.server.posture.record.Running;
import surety.server.posture.run.ProbeDigest;
import surety.server.posture.run.RunReport;
import surety.server.posture.twin.TwinPart;
import surety.server.posture.twin.TwinRuns;

/// What an operator may ask for. The commands add runs and reports; none changes what is there, but
/// for the root keys.
///
/// | request | answer |
/// |---|---|
/// | `{"do": "prove", "claims": [id...]}` | `{"run": ...}` for each probe, then `{"result": ...}` |
/// | `{"do": "prove", "faults": true}` | also `{"twin": ...}` for each step; in the result `holes`
/// and what took longest |
/// | `{"do": "prove", "faults": true, "only": [fault...]}` | the same with these faults alone |
/// | `{"do": "states"}` | `{"result": ...}` |
/// | `{"do": "running"}` | `{"running": {build, config, probes: {id: digest}}}` |
/// | `{"do": "negative-controls", "reports": [...]}` | `{"appended": n}` |
/// | `{"do": "rotate-key", "reason": text}` | `{"key": id}` |
/// | `{"do": "keys-..."}` | as [KeyRequests] tells |
/// | `{"do": "audit-..."}` | as [AuditRequests] tells |
/// | `{"do": "attest", claim, owner, account, statement, document, days}` | `{"attestation": id}` |
///
/// What cannot be done is answered by `{"refused": reason}`.
@Component
class OperatorCommands {

  private static final Logger LOG = LoggerFactory.getLogger(OperatorCommands.class);

  private static final int SLOWEST = 10;

  private final Posture posture;
  private final ProbeRegistry registry;
  private final ProbeRunner runner;
  private final Claims claims;
  private final NegativeControls controls;
  private final EvidenceLedger ledger;
  private final Running running;
  private final Overview overview;
  private final TwinRuns twins;
  private final Attestations attestations;
  private final KeyRequests keys;
  private final AuditRequests audit;

  OperatorCommands(
      Posture posture,
      ProbeRegistry registry,
      ProbeRunner runner,
      Claims claims,
      NegativeControls controls,
      EvidenceLedger ledger,
      Running running,
      Overview overview,
      TwinRuns twins,
      Attestations attestations,
      KeyRequests keys,
      AuditRequests audit) {
    this.posture = posture;
    this.registry = registry;
    this.runner = runner;
    this.claims = claims;
    this.controls = controls;
    this.ledger = ledger;
    this.running = running;
    this.overview = overview;
    this.twins = twins;
    this.attestations = attestations;
    this.keys = keys;
    this.audit = audit;
  }

  /// @param say is told the answer, and before it what happens meanwhile
  /// @throws IllegalArgumentException if the command is none, or cannot be done; the message tells
  ///     why
  void obey(JsonObject request, Consumer<Json> say) {
    try {
      if (KeyRequests.isOne(request)) { // also while the ledger does not verify
        say.accept(keys.answer(request, say));
        return;
      }
      if (AuditRequests.isOne(request)) {
        say.accept(audit.answer(request, say));
        return;
      }
      posture.publish();
      say.accept(done(request, say));
    } catch (LedgerBroken e) {
      say.accept(refused("the ledger of evidence does not verify: " + e.getMessage()));
    } catch (DataAccessException e) {
      LOG.error("an operator's command failed", e);
      say.accept(refused("the database did not answer; the server's log tells more"));
    }
  }

  static Json refused(String why) {
    return Json.object().with("refused", why);
  }

  private Json done(JsonObject request, Consumer<Json> say) {
    return switch (request.text("do")) {
      case "prove" -> prove(request, say);
      case "states" -> Json.object().with("result", overview.json());
      case "running" -> Json.object().with("running", running());
      case "negative-controls" -> append(request);
      case "rotate-key" -> Json.object().with("key", ledger.rotateKey(request.text("reason")).id());
      case "attest" -> attest(request);
      default -> throw new IllegalArgumentException("there is no such command");
    };
  }

  private Json prove(JsonObject request, Consumer<Json> say) {
    List<String> ids = request.has("claims") ? probesOf(request.texts("claims")) : registry.ids();
    say.accept(Json.object().with("proving", ids.size()));
    var runs =
        runner.runAll(
            ids, Optional.empty(), run -> say.accept(Json.object().with("run", run(run.report()))));
    if (runs.isEmpty() && !ids.isEmpty()) {
      return refused("other probes were running all the time; try again");
    }
    return Json.object().with("result", result(request, say));
  }

  private JsonObject result(JsonObject request, Consumer<Json> say) {
    if (!request.has("faults") || !request.truth("faults")) {
      return overview.json();
    }
    TwinPart asked =
        request.has("claims")
            ? TwinPart.of(claims, request.texts("claims"))
            : TwinPart.everything();
    TwinPart part = request.has("only") ? asked.under(request.texts("only")) : asked;
    if (part.isEmpty()) {
      return overview.json().with("holes", Json.texts(List.of()));
    }
    return twins
        .run(part, said -> say.accept(Json.object().with("twin", said)))
        .map(matrix -> withMatrix(overview.json(), matrix))
        .orElseGet(() -> overview.json().with("holes", Json.texts(List.of("the twin broke off"))));
  }

  private static JsonObject withMatrix(JsonObject result, JsonObject matrix) {
    return result
        .with("holes", Json.texts(matrix.texts("holes")))
        .with("slowestProbes", slowest(matrix.objects("probes")))
        .with("slowestFaults", slowest(matrix.objects("faults")));
  }

  // In the twin, over all that was tried with it.
  private static List<JsonObject> slowest(List<JsonObject> tried) {
    return tried.stream()
        .sorted(Comparator.comparing((JsonObject one) -> -one.number("millis")))
        .limit(SLOWEST)
        .map(one -> Json.object().with("id", one.text("id")).with("millis", one.number("millis")))
        .toList();
  }

  private Json attest(JsonObject request) {
    var word =
        new Attestations.Word(
            request.text("claim"),
            request.text("owner"),
            request.text("account"),
            request.text("statement"),
            Path.of(request.text("document")),
            Integer.parseInt(request.text("days")));
    return Json.object().with("attestation", attestations.give(word));
  }

  private List<String> probesOf(List<String> ids) {
    var probes = new TreeSet<String>();
    for (String id : ids) {
      probes.addAll(
          claims
              .find(id)
              .orElseThrow(() -> new IllegalArgumentException("there is no such claim"))
              .probes());
    }
    return List.copyOf(probes);
  }

  private static JsonObject run(RunReport report) {
    Cases cases = report.cases();
    return Json.object()
        .with("probe", report.probe())
        .with("outcome", report.outcome().name())
        .with("reason", report.verdict().reason())
        .with("transcript", Json.texts(report.transcript()))
        .with("executed", cases.executed())
        .with("declared", cases.declared())
        .with("millis", Duration.between(report.startedAt(), report.endedAt()).toMillis());
  }

  private JsonObject running() {
    BuildInForce now = running.digests();
    JsonObject probes = Json.object();
    for (var probe : registry.all()) {
      probes = probes.with(probe.id(), ProbeDigest.of(probe));
    }
    return Json.object()
        .with("build", now.build())
        .with("config", now.config())
        .with("probes", probes);
  }

  private Json append(JsonObject request) {
    var reports = request.objects("reports").stream().map(OperatorCommands::report).toList();
    return Json.object().with("appended", controls.append(reports).size());
  }

  private static NegativeControls.Report report(JsonObject object) {
    return new NegativeControls.Report(
        object.text("fault"),
        object.text("control"),
        faultClass(object.text("class")),
        object.text("probe"),
        new ProbeResult.Target(
            object.hash("build"), object.hash("config"), object.hash("probeDigest")),
        object.hash("twin"),
        Outcome.valueOf(object.text("outcome")),
        object.smallNumber("attacksSucceeded"),
        object.instant("endedAt"));
  }

  private static FaultClass faultClass(String text) {
    return Arrays.stream(FaultClass.values())
        .filter(known -> known.text().equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no such class of fault"));
  }
}
