package surety.twin;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import surety.evidence.BuildInForce;
import surety.server.posture.record.Running;
import tools.jackson.databind.json.JsonMapper;

/// Obeys the process that started the twin, one command after the other.
///
/// | command | answer |
/// |---|---|
/// | (start) | `{"ready": {origin, build, config, probes: [id...]}}` |
/// | `{"do": "on", "id": fault}` | `{"on": fault}` |
/// | `{"do": "off"}` | `{"off": {"reached": n}}`; what probes left is cleared away too |
/// | `{"do": "probe", "id": probe}` | `{"probe": {probe, outcome, reason, cases, ...}}` |
/// | `{"do": "stop"}` | none; the twin ends |
///
/// Whatever cannot be done is answered by `{"refused": reason}`; the twin is then to be stopped.
final class ControlChannel {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final RunningTwin twin;
  private final Switchboard switchboard;
  private final TwinProbes probes;
  private final BufferedReader commands;
  private final PrintStream answers;

  ControlChannel(
      RunningTwin twin, Switchboard switchboard, BufferedReader commands, PrintStream answers) {
    this.twin = twin;
    this.switchboard = switchboard;
    this.probes = new TwinProbes(twin);
    this.commands = commands;
    this.answers = answers;
  }

  /// Serves until it is told to stop, or until nobody is left to tell.
  void serve() throws IOException {
    answer(Map.of("ready", ready()));
    String line = commands.readLine();
    while (line != null) {
      Command command = JSON.readValue(line, Command.class);
      if (command.what().equals("stop")) {
        return;
      }
      answer(obeyed(command));
      line = commands.readLine();
    }
  }

  private Map<String, Object> ready() {
    BuildInForce digests = twin.bean(Running.class).digests();
    return Map.of(
        "origin", twin.origin().toString(),
        "build", digests.build().hex(),
        "config", digests.config().hex(),
        "probes", probes.ids());
  }

  private Map<String, Object> obeyed(Command command) {
    try {
      return obey(command);
    } catch (FaultRefused e) {
      return Map.of("refused", String.valueOf(e.getMessage()));
    }
  }

  private Map<String, Object> obey(Command command) {
    String id = command.id() == null ? "" : command.id();
    return switch (command.what()) {
      case "on" -> {
        switchboard.on(id);
        yield Map.of("on", id);
      }
      case "probe" -> Map.of("probe", probes.run(id));
      case "off" -> {
        long reached = switchboard.off();
        Leftovers.clear(twin);
        yield Map.of("off", Map.of("reached", reached));
      }
      default -> throw new FaultRefused("unknown command '" + command.what() + "'");
    };
  }

  private void answer(Map<String, Object> answer) {
    answers.println(JSON.writeValueAsString(answer));
    answers.flush();
  }

  /// A line of the input.
  record Command(
      @com.fasterxml.jackson.annotation.JsonProperty("do") String what, @Nullable String id) {}
}
