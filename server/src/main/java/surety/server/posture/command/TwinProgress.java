package surety.server.posture.command;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import surety.evidence.JsonObject;

/// What the operator is told while a twin runs.
final class TwinProgress {

  private TwinProgress() {}

  /// A line about one step of the twin; nothing if it is not worth one.
  static Optional<String> line(JsonObject said) {
    if (said.has("started")) {
      return Optional.of("twin: serves, with every fault switch off");
    }
    if (said.has("withoutFault")) {
      return withoutFault(said.object("withoutFault"));
    }
    if (said.has("done")) {
      return Optional.of(done(said.object("done")));
    }
    if (said.has("spoilt")) {
      return Optional.of(spoilt(said.object("spoilt")));
    }
    return Optional.of(said)
        .filter(it -> it.has("refused"))
        .map(it -> it.object("refused"))
        .map(it -> "twin: fault %s: %s".formatted(it.text("fault"), it.text("reason")));
  }

  private static Optional<String> withoutFault(JsonObject run) {
    return Optional.of(run)
        .filter(it -> !it.text("outcome").equals("PASS"))
        .map(
            it ->
                "twin: %s does not pass without a fault: %s%s"
                    .formatted(it.text("probe"), it.text("reason"), transcript(it)));
  }

  private static String spoilt(JsonObject said) {
    JsonObject run = said.object("run");
    return "twin: replaced, %s does not pass again after %s: %s%s"
        .formatted(run.text("probe"), said.text("fault"), run.text("reason"), transcript(run));
  }

  private static String transcript(JsonObject run) {
    return run.texts("transcript").stream()
        .map(told -> "\n          " + told)
        .collect(Collectors.joining());
  }

  private static String done(JsonObject fault) {
    List<String> killers = fault.texts("killedBy");
    return "twin: %-28s %-24s %s"
        .formatted(
            fault.text("fault"),
            fault.text("control"),
            killers.isEmpty() ? "NOT NOTICED" : "noticed by " + String.join(", ", killers));
  }
}
