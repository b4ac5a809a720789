package surety.server.posture.command;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;
import surety.evidence.Json;
import surety.evidence.JsonObject;
import surety.server.audit.AdministrationLog;
import surety.server.audit.InstallationLog;
import surety.server.audit.LogFsck;
import surety.translog.LogVerdict.Defect;

/// What an operator may ask of the logs.
///
/// | request | answer |
/// |---|---|
/// | `{"do": "audit-fsck"}` | `{"verified": n}` for each log, then `{"result": {logs, entries,
/// defects: [{workspace, kind, index, message}]}}` |
/// | `{"do": "audit-log", "most": n}` | `{"result": {entries: [{at, id, actor, act, outcome}]}}`,
/// newest first |
/// | `{"do": "audit-export"}` | `{"part": text}` many times, then `{"result": {entries, key}}` |
@Component
class AuditRequests {

  private static final int MOST = 10_000;
  private static final int PART = 1 << 16;

  private final LogFsck fsck;
  private final AdministrationLog administration;
  private final InstallationLog installation;

  AuditRequests(LogFsck fsck, AdministrationLog administration, InstallationLog installation) {
    this.fsck = fsck;
    this.administration = administration;
    this.installation = installation;
  }

  static boolean isOne(JsonObject request) {
    return request.text("do").startsWith("audit-");
  }

  /// @throws IllegalArgumentException if the request is none
  Json answer(JsonObject request, Consumer<Json> say) {
    return switch (request.text("do")) {
      case "audit-fsck" -> inspected(say);
      case "audit-log" -> newest(request.smallNumber("most"));
      case "audit-export" -> export(say);
      default -> throw new IllegalArgumentException("there is no such command");
    };
  }

  private Json inspected(Consumer<Json> say) {
    List<JsonObject> defects = new ArrayList<>();
    long[] counts = new long[2];
    fsck.all(
        inspected -> {
          counts[0]++;
          counts[1] += inspected.size();
          if (inspected.verdict() instanceof Defect defect) {
            defects.add(
                Json.object()
                    .with("workspace", inspected.workspace().toString())
                    .with("kind", defect.kind().name())
                    .with("index", defect.index())
                    .with("message", defect.message()));
          }
          say.accept(Json.object().with("verified", counts[0]));
        });
    return result(
        Json.object().with("logs", counts[0]).with("entries", counts[1]).with("defects", defects));
  }

  private Json newest(int most) {
    if (most < 1 || most > MOST) {
      throw new IllegalArgumentException("1 to " + MOST + " entries can be asked for");
    }
    return result(
        Json.object()
            .with(
                "entries",
                administration.newest(Optional.empty(), most).stream()
                    .map(AuditRequests::entry)
                    .toList()));
  }

  private static JsonObject entry(AdministrationLog.Entry entry) {
    JsonObject told =
        Json.object()
            .with("at", entry.at())
            .with("id", entry.id().toString())
            .with("actor", entry.actor())
            .with("act", entry.act().name())
            .with("label", entry.act().label())
            .with("outcome", entry.outcome().name());
    told = entry.completes() == null ? told : told.with("completes", entry.completes().toString());
    return entry.detail() == null ? told : told.with("detail", entry.detail());
  }

  private Json export(Consumer<Json> say) {
    Optional<InstallationLog.File> file;
    try {
      file = installation.file();
    } catch (IllegalStateException e) {
      return OperatorCommands.refused("the log is not what was signed: " + e.getMessage());
    }
    if (file.isEmpty()) {
      return OperatorCommands.refused("there are no entries yet");
    }
    try (OutputStream out = new java.io.BufferedOutputStream(new Parts(say), PART)) {
      file.get().write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return result(Json.object().with("entries", file.get().size()).with("key", file.get().key()));
  }

  private static Json result(JsonObject result) {
    return Json.object().with("result", result);
  }

  /// Hands on what is written, as text of one byte for each character.
  private static final class Parts extends OutputStream {
    private final Consumer<Json> say;

    Parts(Consumer<Json> say) {
      this.say = say;
    }

    @Override
    public void write(int one) {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) {
      say.accept(
          Json.object().with("part", new String(bytes, from, count, StandardCharsets.ISO_8859_1)));
    }
  }
}
