package surety.twin;

import java.util.List;
import tools.jackson.databind.JsonNode;

/// One probe against one fault, or against none.
///
/// @param fault id of the fault that was on; empty if none was
/// @param digest SHA-256 of the probe's code
/// @param outcome PASS, FAIL or INVALID
/// @param reason why, unless it is a pass
/// @param attacksSucceeded how many attacks got through
/// @param executed how many cases were attacked
/// @param transcript what was seen
record Cell(
    String fault,
    String probe,
    String digest,
    String outcome,
    String reason,
    int attacksSucceeded,
    int executed,
    int declared,
    List<String> transcript,
    String endedAt,
    long millis) {

  static Cell of(String fault, JsonNode report) {
    JsonNode cases = report.path("cases");
    return new Cell(
        fault,
        report.path("probe").asString(),
        report.path("digest").asString(),
        report.path("outcome").asString(),
        report.path("reason").asString(),
        cases.path("attacksSucceeded").asInt(),
        cases.path("executed").asInt(),
        cases.path("declared").asInt(),
        report.path("transcript").valueStream().map(JsonNode::asString).toList(),
        report.path("endedAt").asString(),
        report.path("millis").asLong());
  }

  boolean passed() {
    return outcome.equals("PASS");
  }

  /// Whether the probe noticed that the control is off. An invalid run is no kill.
  boolean killed() {
    return outcome.equals("FAIL") && attacksSucceeded > 0;
  }
}
