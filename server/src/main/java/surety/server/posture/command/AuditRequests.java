package surety.server.posture.command;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;
import surety.evidence.Json;
import surety.evidence.JsonObject;
import surety.server.audit.LogFsck;
import surety.translog.LogVerdict.Defect;

/// What an operator may ask of the logs.
///
/// | request | answer |
/// |---|---|
/// | `{"do": "audit-fsck"}` | `{"verified": n}` for each log, then `{"result": {logs, entries,
/// defects: [{workspace, kind, index, message}]}}` |
@Component
class AuditRequests {

  private final LogFsck fsck;

  AuditRequests(LogFsck fsck) {
    this.fsck = fsck;
  }

  static boolean isOne(JsonObject request) {
    return request.text("do").equals("audit-fsck");
  }

  Json answer(Consumer<Json> say) {
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
    return Json.object()
        .with(
            "result",
            Json.object()
                .with("logs", counts[0])
                .with("entries", counts[1])
                .with("defects", defects));
  }
}
