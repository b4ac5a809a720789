package surety.server.posture.command;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;
import surety.evidence.Json;
import surety.evidence.JsonObject;
import surety.server.audit.AccessDetail;
import surety.server.audit.AdministrationLog;
import surety.server.audit.AdministrationLog.Actor;
import surety.server.audit.AdministrativeAct;
import surety.server.audit.AuditUnavailable;
import surety.server.audit.Outcome;

/// Has an operator's command obeyed once its entry is durable, and then tells how it ended. What
/// only tells how the server is needs no entry.
@Component
class RecordedCommands {

  private static final Map<String, AdministrativeAct> ACTS =
      Map.of(
          "prove", AdministrativeAct.PROBES_RUN,
          "negative-controls", AdministrativeAct.NEGATIVE_CONTROLS_ADD,
          "rotate-key", AdministrativeAct.SIGNING_KEY_ROTATE,
          "attest", AdministrativeAct.ATTEST,
          "keys-rotate", AdministrativeAct.ROOT_KEY_ROTATE,
          "keys-remove", AdministrativeAct.ROOT_KEY_REMOVE,
          "audit-fsck", AdministrativeAct.LOGS_VERIFY,
          "audit-log", AdministrativeAct.ADMINISTRATION_READ,
          "audit-export", AdministrativeAct.ADMINISTRATION_READ);

  private static final Set<String> REPORTS =
      Set.of("states", "running", "keys-status", "keys-rehearse");

  private final OperatorCommands commands;
  private final AdministrationLog log;

  RecordedCommands(OperatorCommands commands, AdministrationLog log) {
    this.commands = commands;
    this.log = log;
  }

  /// As [OperatorCommands#obey].
  void obey(JsonObject request, Consumer<Json> say) {
    String what = request.text("do");
    if (REPORTS.contains(what)) {
      commands.obey(request, say);
      return;
    }
    AdministrativeAct act =
        Optional.ofNullable(ACTS.get(what))
            .orElseThrow(() -> new IllegalArgumentException("there is no such command"));
    try {
      UUID begun = log.record(Actor.OPERATOR, act, Outcome.BEGUN, detail(request));
      obey(request, say, act, begun);
    } catch (AuditUnavailable e) {
      say.accept(
          OperatorCommands.refused("the act could not be recorded; the server's log tells more"));
    }
  }

  private void obey(JsonObject request, Consumer<Json> say, AdministrativeAct act, UUID begun) {
    var outcome = new Outcome[] {Outcome.FAILED};
    try {
      commands.obey(
          request,
          said -> {
            boolean refused = said instanceof JsonObject object && object.has("refused");
            outcome[0] = refused ? Outcome.REFUSED : Outcome.COMPLETED;
            say.accept(said);
          });
    } catch (IllegalArgumentException e) {
      outcome[0] = Outcome.REFUSED;
      throw e;
    } finally {
      log.complete(begun, Actor.OPERATOR, act, outcome[0]);
    }
  }

  // Ids and numbers alone: reasons and statements are free text.
  private static AccessDetail detail(JsonObject request) {
    AccessDetail told = AccessDetail.empty();
    for (String name : Set.of("claim", "key")) {
      Optional<String> word = request.optionalText(name).filter(AccessDetail::isWord);
      if (word.isPresent()) {
        told = told.with(name, word.get());
      }
    }
    return request.has("claims") ? told.with("claims", request.texts("claims").size()) : told;
  }
}
