package surety.server.posture.twin;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import surety.evidence.FaultClass;
import surety.evidence.Json;
import surety.evidence.JsonObject;
import surety.evidence.Outcome;
import surety.evidence.ProbeResult.Target;
import surety.server.posture.NegativeControls;
import surety.translog.Hash;

/// Reads a twin's report, line by line, and appends to the ledger what it found about each fault as
/// soon as every probe was tried against it.
final class TwinReport implements Consumer<String> {

  private final Hash twin;
  private final Consumer<List<NegativeControls.Report>> ledger;
  private final Consumer<JsonObject> progress;
  private final List<NegativeControls.Report> waiting = new ArrayList<>();
  private @Nullable JsonObject started;
  private @Nullable JsonObject matrix;

  /// @param twin digest of the twin's jar
  /// @param ledger takes the runs against one fault
  /// @param progress is told each step
  TwinReport(
      Hash twin, Consumer<List<NegativeControls.Report>> ledger, Consumer<JsonObject> progress) {
    this.twin = twin;
    this.ledger = ledger;
    this.progress = progress;
  }

  @Override
  public void accept(String line) {
    JsonObject said = Json.parseObject(line.getBytes(StandardCharsets.UTF_8));
    if (said.has("started")) {
      started = said.object("started");
    } else if (said.has("underFault")) {
      waiting.add(run(said.object("underFault")));
      return;
    } else if (said.has("done")) {
      append(said.object("done").text("fault"));
    } else if (said.has("matrix")) {
      matrix = said.object("matrix");
      return;
    }
    progress.accept(said);
  }

  /// The matrix with which a complete report ends.
  Optional<JsonObject> matrix() {
    return Optional.ofNullable(matrix);
  }

  private void append(String fault) {
    List<NegativeControls.Report> runs =
        waiting.stream().filter(run -> run.fault().equals(fault)).toList();
    waiting.removeAll(runs);
    ledger.accept(runs);
    progress.accept(Json.object().with("recorded", runs.stream().map(TwinReport::json).toList()));
  }

  private NegativeControls.Report run(JsonObject said) {
    if (started == null) {
      throw new IllegalArgumentException("the twin reports before it says what it is");
    }
    JsonObject run = said.object("run");
    return new NegativeControls.Report(
        said.text("fault"),
        said.text("control"),
        faultClass(said.text("class")),
        run.text("probe"),
        new Target(started.hash("build"), started.hash("config"), run.hash("digest")),
        twin,
        Outcome.valueOf(run.text("outcome")),
        run.smallNumber("attacksSucceeded"),
        run.instant("endedAt"));
  }

  // As the operator's command for negative controls takes it.
  private static JsonObject json(NegativeControls.Report report) {
    return Json.object()
        .with("fault", report.fault())
        .with("control", report.control())
        .with("class", report.faultClass().text())
        .with("probe", report.probe())
        .with("build", report.target().build())
        .with("config", report.target().config())
        .with("probeDigest", report.target().probe())
        .with("twin", report.twin())
        .with("outcome", report.outcome().name())
        .with("attacksSucceeded", report.attacksSucceeded())
        .with("endedAt", report.endedAt());
  }

  private static FaultClass faultClass(String text) {
    return Arrays.stream(FaultClass.values())
        .filter(known -> known.text().equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("unknown class of fault"));
  }
}
