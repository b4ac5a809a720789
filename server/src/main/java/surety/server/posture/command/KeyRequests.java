package surety.server.posture.command;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;
import surety.envelope.RootKeyId;
import surety.evidence.Json;
import surety.evidence.JsonObject;
import surety.server.vault.KeyAdministration;
import surety.server.vault.KeyReport;
import surety.server.vault.KeyRotation;
import surety.server.vault.KeysRefused;
import surety.server.vault.RootKeyState;

/// What an operator may ask of the root keys.
///
/// | request | answer |
/// |---|---|
/// | `{"do": "keys-status"}` | `{"result": {at, origin, place, grade, keys, secrets...}}` |
/// | `{"do": "keys-rotate"}` | `{"step": text}`, `{"moved": n, "all": n}`, then `{"result": ...}` |
/// | `{"do": "keys-rehearse"}` | `{"result": ...}`, what a rotation would do |
/// | `{"do": "keys-remove", "key": id}` | `{"removed": id}` |
@Component
class KeyRequests {

  private static final String PREFIX = "keys-";

  private final KeyAdministration administration;

  KeyRequests(KeyAdministration administration) {
    this.administration = administration;
  }

  static boolean isOne(JsonObject request) {
    return request.text("do").startsWith(PREFIX);
  }

  /// @throws IllegalArgumentException if the request is none
  Json answer(JsonObject request, Consumer<Json> say) {
    try {
      return switch (request.text("do")) {
        case "keys-status" -> result(report(administration.report()));
        case "keys-rehearse" -> result(rotation(administration.rehearse()));
        case "keys-rotate" -> result(rotation(administration.rotate(new Telling(say))));
        case "keys-remove" -> removed(new RootKeyId(request.text("key")));
        default -> throw new IllegalArgumentException("there is no such command");
      };
    } catch (KeysRefused e) {
      return OperatorCommands.refused(String.valueOf(e.getMessage()));
    }
  }

  private Json removed(RootKeyId id) {
    administration.remove(id);
    return Json.object().with("removed", id.hex());
  }

  private record Telling(Consumer<Json> say) implements KeyAdministration.Watcher {
    @Override
    public void step(String what) {
      say.accept(Json.object().with("step", what));
    }

    @Override
    public void moved(long moved, long all) {
      say.accept(Json.object().with("moved", moved).with("all", all));
    }
  }

  private static Json result(JsonObject result) {
    return Json.object().with("result", result);
  }

  private static JsonObject rotation(KeyRotation rotation) {
    JsonObject told =
        Json.object()
            .with("former", rotation.former().hex())
            .with("moved", rotation.moved())
            .with("failed", rotation.failed())
            .with("servers", rotation.servers())
            .with("continued", rotation.continued());
    return rotation.next().map(next -> told.with("next", next.hex())).orElse(told);
  }

  private static JsonObject report(KeyReport report) {
    return Json.object()
        .with("at", report.at())
        .with("origin", report.origin())
        .with("place", report.place().stored())
        .with("grade", report.place().grade())
        .with("protectsAgainst", report.place().protectsAgainst())
        .with("notAgainst", report.place().notAgainst())
        .with("changeable", report.changeable())
        .with("toMove", report.toMove())
        .with("keys", report.keys().stream().map(KeyRequests::key).toList())
        .with("secrets", secrets(report.secrets(), report.at()));
  }

  private static JsonObject key(RootKeyState key) {
    JsonObject told =
        Json.object()
            .with("id", key.id().hex())
            .with("current", key.current())
            .with("prepared", key.prepared())
            .with("removable", key.removable())
            .with("sealed", key.sealed())
            .with("holding", key.holding())
            .with("sealing", key.sealing())
            .with("servers", key.servers());
    told = key.place().isPresent() ? told.with("place", key.place().get()) : told;
    told = key.firstSeen().isPresent() ? told.with("firstSeen", key.firstSeen().get()) : told;
    told = key.since().isPresent() ? told.with("since", key.since().get()) : told;
    return key.removed().isPresent() ? told.with("removed", key.removed().get()) : told;
  }

  private static List<JsonObject> secrets(List<KeyReport.Secret> secrets, Instant now) {
    return secrets.stream().map(secret -> secret(secret, now)).toList();
  }

  private static JsonObject secret(KeyReport.Secret secret, Instant now) {
    JsonObject told =
        Json.object()
            .with("what", secret.what())
            .with("id", secret.id())
            .with("since", secret.since())
            .with("days", secret.days(now))
            .with("overdue", secret.overdue(now));
    told =
        secret.workspace().isPresent()
            ? told.with("workspace", secret.workspace().get().toString())
            : told;
    return secret.due().isPresent() ? told.with("due", secret.due().get()) : told;
  }
}
