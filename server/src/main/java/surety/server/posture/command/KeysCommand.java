package surety.server.posture.command;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import surety.evidence.Json;
import surety.evidence.JsonObject;

/// `./surety keys`: shows the root keys and the ages of all secrets of the running server, rotates
/// the root key, and has a former one forgotten.
///
/// Arguments: `--data=FOLDER` of the server, then `status [--json]`, `rotate [--dry-run] [--json]`
/// or `remove ID`.
public final class KeysCommand {

  private static final int NOT_DONE = 2;
  private static final int LEFT_BEHIND = 1;

  private final Path data;
  private final boolean json;
  private final boolean terminal;
  private final PrintStream out;
  private final PrintStream err;
  private long lastTold = -1;

  private KeysCommand(Path data, boolean json, boolean terminal, PrintStream out, PrintStream err) {
    this.data = data;
    this.json = json;
    this.terminal = terminal;
    this.out = out;
    this.err = err;
  }

  /// Runs the command and ends the process with its status.
  public static void main(String[] arguments) {
    boolean terminal = System.console() != null && System.console().isTerminal();
    System.exit(run(List.of(arguments), terminal, System.out, System.err));
  }

  /// @param terminal whether progress may be written over what was written before
  /// @return 0 if it was done, 1 if values are left that do not open, 2 if it was not done
  static int run(List<String> arguments, boolean terminal, PrintStream out, PrintStream err) {
    List<String> words = new ArrayList<>(arguments);
    Path data = Path.of("data");
    if (!words.isEmpty() && words.getFirst().startsWith("--data=")) {
      data = Path.of(words.removeFirst().substring("--data=".length()));
    }
    boolean json = words.remove("--json");
    try {
      return new KeysCommand(data, json, terminal, out, err).run(words);
    } catch (IllegalArgumentException e) {
      err.println("surety: " + e.getMessage());
    } catch (IOException e) {
      err.println("surety: no server runs on this data folder; start it with ./surety up");
    }
    return NOT_DONE;
  }

  private int run(List<String> words) throws IOException {
    if (words.equals(List.of("status"))) {
      return status();
    }
    if (words.equals(List.of("rotate"))) {
      return rotate("keys-rotate");
    }
    if (words.equals(List.of("rotate", "--dry-run"))) {
      return rotate("keys-rehearse");
    }
    if (words.size() == 2 && words.getFirst().equals("remove") && !json) {
      return remove(words.getLast());
    }
    throw new IllegalArgumentException(
        "keys does not know "
            + String.join(" ", words)
            + "; ./surety keys --help tells what it does");
  }

  private int status() throws IOException {
    JsonObject answer = ask(Json.object().with("do", "keys-status"));
    if (!answer.has("result")) {
      return refused(answer);
    }
    if (json) {
      out.print(answer.object("result").pretty());
    } else {
      KeysText.status(answer.object("result")).forEach(out::println);
    }
    return 0;
  }

  private int rotate(String request) throws IOException {
    JsonObject answer = ask(Json.object().with("do", request));
    if (!answer.has("result")) {
      return refused(answer);
    }
    JsonObject result = answer.object("result");
    if (json) {
      out.print(result.pretty());
    } else {
      (request.equals("keys-rotate") ? KeysText.rotated(result) : KeysText.rehearsed(result))
          .forEach(out::println);
    }
    return result.number("failed") == 0 ? 0 : LEFT_BEHIND;
  }

  private int remove(String id) throws IOException {
    JsonObject answer = ask(Json.object().with("do", "keys-remove").with("key", id));
    if (!answer.has("removed")) {
      return refused(answer);
    }
    out.println("Root key " + answer.text("removed") + " is forgotten.");
    out.println("A backup of the database from before it was rotated still needs it.");
    return 0;
  }

  private int refused(JsonObject answer) {
    err.println("surety: " + answer.optionalText("refused").orElse("it broke off"));
    return NOT_DONE;
  }

  private JsonObject ask(JsonObject request) throws IOException {
    return OperatorClient.ask(data, request, this::progress);
  }

  private void progress(JsonObject said) {
    if (said.has("step")) {
      err.println(said.text("step"));
    } else if (said.has("all") && said.number("all") > 0) {
      moved(said.number("moved"), said.number("all"));
    }
  }

  // On a terminal one line that changes; elsewhere a line for each tenth part.
  private void moved(long moved, long all) {
    long part = terminal ? moved : moved * 10 / all;
    if (part == lastTold) {
      return;
    }
    lastTold = part;
    String line = "moved %,d of %,d (%d %%)".formatted(moved, all, moved * 100 / all);
    if (terminal) {
      err.print("\r" + line + (moved == all ? System.lineSeparator() : ""));
    } else {
      err.println(line);
    }
  }
}
