package surety.server.posture.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import surety.evidence.Json;
import surety.evidence.JsonInvalid;
import surety.evidence.JsonObject;

/// What a twin showed, kept in a file for the next server of the same build. The server takes it
/// only if it is about its own build, configuration and probes, and not older than a day.
final class TwinRecord {

  private final @Nullable Path file;
  private final List<JsonObject> reports = new ArrayList<>();

  /// @param file need not exist yet
  TwinRecord(Path file) {
    this.file = file;
  }

  private TwinRecord() {
    this.file = null;
  }

  /// Keeps and tells nothing.
  static TwinRecord none() {
    return new TwinRecord();
  }

  /// Notes a step of a twin, if it is a result.
  void add(JsonObject step) {
    if (step.has("recorded")) {
      reports.addAll(step.objects("recorded"));
    }
  }

  /// Writes down what was noted, in place of what was there.
  void save() throws IOException {
    if (file != null && !reports.isEmpty()) {
      Files.writeString(file, request(reports).toString());
    }
  }

  /// Tells the server what the file holds.
  ///
  /// @return what came of it, for people; empty if there is no file
  Optional<String> tell(Path data) throws IOException {
    if (file == null || !Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      JsonObject answer =
          OperatorClient.ask(data, Json.parseObject(Files.readAllBytes(file)), _ -> {});
      return Optional.of(
          answer.has("refused")
              ? "the twin's last record does not count: " + answer.text("refused")
              : "from the twin's last record: " + answer.number("appended") + " runs");
    } catch (JsonInvalid e) {
      return Optional.of("the twin's last record cannot be read");
    }
  }

  private static JsonObject request(List<JsonObject> reports) {
    return Json.object().with("do", "negative-controls").with("reports", reports);
  }
}
